"""How somebody behaves in front of the screen, as data."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.rehearsal.people.ways import Way

Setting = tuple[str, Mapping[str, str]]  # an event of the page with its field

ENGLISH: Setting = ("language", {"language": "en"})
LARGE: Setting = ("text_size", {"text_size": "large"})
LARGER: Setting = ("text_size", {"text_size": "larger"})
CONTRAST: Setting = ("contrast", {})


@dataclass(frozen=True, slots=True)
class Manner:
    """The defaults are those of most people."""

    thinks_s: tuple[float, float] = (0.8, 5.0)  # before each touch
    leaves_at: str | None = None  # the screen in front of which they walk away
    taps: int = 1  # forms posted at once by one touch
    taps_again_late: bool = False  # and once more when the screen has changed already
    hesitates: bool = False  # until the screen asks whether they are still there
    changes_mind: bool = False  # back from the last question, to another service
    calls_staff: bool = False
    settings: tuple[Setting, ...] = ()
    talks: Way | None = None  # in words, or through the library, before the number
    line_s: tuple[float, float] = (120.0, 1200.0)  # how long they stand in line for the screen
    patience_s: tuple[float, float] = (90.0, 480.0)  # in front of a screen that gives no number


ORDINARY = Manner()
