"""What the reading of a card needs from the application, and what it says to the screen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

Progress = Callable[[str, float], None]  # what is being done, and how much of all is done, 0 to 1


class CardRefused(Exception):
    """A code is no card's, or a chip was not read; `cause` is a key of the texts, never personal data."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


@dataclass(frozen=True, slots=True, repr=False)
class CardFacts:
    """What may be shown of a card: masked values by the name of their field, and how far to believe them."""

    level: str
    fields: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"CardFacts(level={self.level!r})"


@dataclass(frozen=True, slots=True, repr=False)
class CardShown:
    """How far the reading is: `step` is a state of its table, `trouble` a key of the texts."""

    step: str
    can_scan: bool = True
    can_type: bool = True
    doing: str = ""  # of the reading: opening, person, checking or portrait
    percent: int = 0
    trouble: str = ""
    facts: CardFacts | None = None

    def __repr__(self) -> str:
        return f"CardShown(step={self.step!r}, trouble={self.trouble!r}, percent={self.percent})"


class CardInHand(Protocol):
    """The one card of this visit. Whatever is personal stays in it until `forget`."""

    def take_code(self, text: str) -> None:
        """The code that was scanned. Raises `CardRefused` where it is no card's."""

    def take_number(self, digits: str) -> None:
        """The number that was typed, or its last six figures. Raises `CardRefused` for anything else."""

    async def read(self, progress: Progress) -> CardFacts:
        """Read the chip of the card that lies there. Raises `CardRefused`; may be cancelled."""

    def code_alone(self) -> CardFacts:
        """What the code says, believed by nobody."""

    async def record(self, ending: str, cause: str) -> None:
        """Keep that there was a reading, how it ended and why, and nothing that tells whose card it was."""

    def forget(self) -> None:
        """Everything that was taken or read is gone. Safe to repeat."""
