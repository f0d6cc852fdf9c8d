"""What coordination needs from the desk; `kiosk/` hands the real ones in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from drivers.interfaces import Raster


@dataclass(frozen=True, slots=True)
class IssuedTicket:
    """What the screen shows of a fresh ticket."""

    ticket_id: str
    number: str
    service: str
    people_ahead: int
    wait_minutes: tuple[int, int] | None
    counters: tuple[str, ...]
    print_state: str  # a journal state of the paper, or `off` without a printer


class Refused(Exception):
    """The desk does not issue now; `code` is a key of the texts, `slots` fill it."""

    def __init__(self, code: str, slots: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.slots = dict(slots or {})


class Unavailable(Exception):
    """The desk cannot keep anything now; the message says why and what to do."""


class TicketDesk(Protocol):
    """Where the visit gets its number."""

    async def issue(self, service: str, request_id: str, priority: str | None, language: str) -> IssuedTicket:
        """Issue once per `request_id`; durable when it returns. Raises `Refused`, `Unavailable`."""


class Skills(Protocol):
    """What a conversation can have done besides a number."""

    async def carry_out(self, name: str, values: Mapping[str, str], language: str) -> str:
        """Do it; which of the skill's outcomes it had (dialogs.flows.skills)."""

    def forget(self) -> None:
        """Whoever wanted it has left."""


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """One effect of the journal that wants paper."""

    effect_id: int
    ticket_id: str
    number: str
    copy: int  # 1 is the ticket, more are marked reprints
    job_number: int


class PaperJournal(Protocol):
    """The journal as the print job sees it; each call but `done` is durable when it returns."""

    async def next_order(self) -> PaperOrder | None:
        """The robot's oldest planned paper whose ticket still needs it; others are marked not needed."""

    async def sent(self, effect_id: int) -> None:
        """The first byte is about to leave."""

    async def not_sent(self, effect_id: int) -> None:
        """The printer refused and no byte left: `sent` is planned again."""

    async def done(self, effect_id: int, proof: str) -> None:
        """The device has proved it; durable before the next `sent` is."""

    async def uncertain(self, effect_id: int, why: str) -> None:
        """Nobody can know; plans a marked reprint while the site's limit allows it."""

    async def picture(self, order: PaperOrder) -> Raster:
        """The ticket as it must be printed, rendered now."""


class Clock(Protocol):
    """The only source of wall time."""

    def now(self) -> datetime:
        """Now, timezone-aware."""
