"""What the citizen's screen shows, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from state_machines.interfaces import IssuedTicket

TEXT_SIZES = ("normal", "large", "larger")


@dataclass(frozen=True, slots=True)
class Screen:
    """One picture of the visit; `revision` rises with every change, `visit` with every cleared visit."""

    name: str  # a state of the visit's table
    language: str
    text_size: str = TEXT_SIZES[0]
    contrast: bool = False
    service: str | None = None
    ticket: IssuedTicket | None = None
    trouble: str | None = None  # a code of the texts
    slots: Mapping[str, str] = field(default_factory=dict)  # fill the trouble's text
    staff_called: bool = False
    warn_until: float | None = None  # loop time at which the screen clears
    visit: int = 1
    revision: int = 1
