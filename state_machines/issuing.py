"""A visit's wishes for a number: each request id once; a wish whose answer was lost keeps its request id."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from state_machines.interfaces import IssuedTicket, Refused, TicketDesk, Unavailable

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the citizen asks for."""

    service: str
    reason: str | None
    language: str
    request_id: str

    @property
    def subject(self) -> tuple[str, str | None]:
        """Two wishes for the same are one wish asked twice."""
        return self.service, self.reason


@dataclass(frozen=True, slots=True)
class Outcome:
    """The event that tells the visit, and what to show."""

    event: str  # issued, refused or failed
    ticket: IssuedTicket | None = None
    refusal: Refused | None = None


class Issuing:
    """Asks the desk in a task of its own, so that it ends whoever walks away; `on_outcome` once a wish."""

    def __init__(self, desk: TicketDesk, limit_s: float, on_outcome: Callable[[Outcome], None]) -> None:
        self._desk = desk
        self._limit_s = limit_s
        self._on_outcome = on_outcome
        self._asked: set[str] = set()
        self._unanswered: dict[tuple[str, str | None], str] = {}
        self._task: asyncio.Task[None] | None = None

    def knows(self, request_id: str) -> bool:
        """True when this visit has asked under this id already."""
        return request_id in self._asked

    def start(self, wish: Wish) -> None:
        """Ask; the last wish must have ended."""
        self._asked.add(wish.request_id)
        self._task = asyncio.get_running_loop().create_task(self._ask(wish), name="issue")

    async def ended(self) -> None:
        """Wait for the wish on its way, if any; a cancelled waiter does not cancel it."""
        if self._task is not None:
            await asyncio.wait({self._task})

    def forget(self) -> None:
        """The visit is over."""
        self._asked.clear()
        self._unanswered.clear()

    async def close(self) -> None:
        """Stop asking; what the desk has committed stands."""
        if self._task is not None:
            self._task.cancel()
            await self.ended()

    async def _ask(self, wish: Wish) -> None:
        request_id = self._unanswered.get(wish.subject, wish.request_id)
        outcome = await self._answer(wish, request_id)
        if outcome.event == "failed":
            self._unanswered[wish.subject] = request_id
        self._on_outcome(outcome)

    async def _answer(self, wish: Wish, request_id: str) -> Outcome:
        try:
            async with asyncio.timeout(self._limit_s):
                return Outcome(
                    "issued",
                    ticket=await self._desk.issue(wish.service, request_id, wish.reason, wish.language),
                )
        except Refused as refusal:
            return Outcome("refused", refusal=refusal)
        except (Unavailable, TimeoutError) as error:
            why = str(error) or f"the desk did not answer within {self._limit_s:g} s"
            log.error("no number service=%s request_id=%s: %s", wish.service, request_id, why)
            return Outcome("failed")
        except Exception:
            log.exception("no number service=%s request_id=%s", wish.service, request_id)
            return Outcome("failed")
