"""A side of a citizen's card, or a slip of paper: whatever is held before a camera, flat as on a table."""

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from simulator.card_holders import holder
from simulator.card_pictures.code import CODE_MM, modules
from simulator.card_pictures.layouts import draw_side
from simulator.card_pictures.slip import code_mm, draw_slip


@dataclass(frozen=True, slots=True)
class Held:
    """With a `text` it is a slip; else the card, on its `right_side` the code, of it the share `there`."""

    citizen: float = 0
    generation: float = 2021
    right_side: bool = True
    there: float = 1.0
    text: str = ""

    @property
    def what(self) -> str:
        """For those who look on."""
        if self.text:
            return "a slip"
        return holder(self.citizen, self.generation).what + ("" if self.right_side else ", wrong side")

    @property
    def code(self) -> str | None:
        """What its code says; None = it shows none that is whole."""
        if self.text:
            return self.text
        return holder(self.citizen, self.generation).qr if self.right_side and self.there >= 1 else None

    @property
    def module_mm(self) -> float:
        """How wide one module of its code is."""
        text = self.text or holder(self.citizen, self.generation).qr
        return (code_mm(text) if self.text else CODE_MM) / modules(text)


@lru_cache(maxsize=8)
def flat_picture(held: Held) -> Image.Image:
    """Do not draw on it."""
    if held.text:
        return draw_slip(held.text)
    card = holder(held.citizen, held.generation)
    code_is_behind = card.person.generation == "2024"
    return draw_side(card.person, code_is_behind == held.right_side, card.qr, held.there)
