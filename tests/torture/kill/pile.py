"""What came out of the printer in a day: tickets, scraps with ink on them, and blank pieces."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image, ImageChops

from tests.support.papers import Paper, read_paper


@dataclass(frozen=True, slots=True)
class Pile:
    """`papers` have ink, those without a ticket are scraps; `blanks` a robot cut off when it tidied up."""

    papers: tuple[Paper, ...] = ()
    blanks: int = 0


def pile_of(pictures: Iterable[bytes]) -> Pile:
    """The pile of these PNG pictures."""
    inked, blanks = [], 0
    for picture in pictures:
        if _is_blank(picture):
            blanks += 1
        else:
            inked.append(read_paper(picture))
    return Pile(tuple(inked), blanks)


def _is_blank(picture: bytes) -> bool:
    with Image.open(io.BytesIO(picture)) as image:
        return ImageChops.invert(image.convert("L")).getbbox() is None
