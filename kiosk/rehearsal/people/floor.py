"""Where people meet: who stands at a counter with which ticket, and what is asked of staff there."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from kiosk.rehearsal.people.bell import Bell

SERVED, SENT_ON, SENT_BACK = "served", "sent_on", "sent_back"


def _future() -> asyncio.Future[str]:
    return asyncio.get_running_loop().create_future()


@dataclass(slots=True)
class Meeting:
    """A citizen stands at a counter; `over` tells how it ended for them."""

    begun: bool = False
    over: asyncio.Future[str] = field(default_factory=_future)

    def end(self, how: str) -> None:
        """The citizen is let go."""
        if not self.over.done():
            self.over.set_result(how)

    async def ended(self, within_s: float) -> str | None:
        """How it ended; None when it did not begin within `within_s`."""
        await asyncio.wait({self.over}, timeout=within_s)
        if not self.begun and not self.over.done():
            return None
        return await self.over


@dataclass(frozen=True, slots=True)
class Asked:
    """A citizen asks staff to do something (`back`, `reprint`) for a ticket; `answer` tells how it went."""

    what: str
    ticket: str
    answer: asyncio.Future[str] = field(default_factory=_future)

    def reply(self, how: str) -> None:
        """Staff have done it, or not."""
        if not self.answer.done():
            self.answer.set_result(how)


class Floor:
    """`wake` gets the counter at which something is asked."""

    def __init__(self, wake: Callable[[str], None]) -> None:
        self.at_printer = asyncio.Lock()  # one staff member at a time has their hands in it
        self._wake = wake
        self._there: dict[str, Meeting] = {}
        self._bells: dict[str, Bell] = {}
        self._asked: dict[str, deque[Asked]] = {}  # of the counters with staff
        self._seats: dict[str, asyncio.Lock] = {}

    def come(self, ticket: str) -> Meeting:
        """A citizen stands at the counter that called `ticket`."""
        meeting = self._there[ticket] = Meeting()
        if ticket in self._bells:
            self._bells[ticket].ring()
        return meeting

    def go(self, ticket: str) -> None:
        """They do not stand there any more."""
        self._there.pop(ticket, None)

    async def comes(self, ticket: str, within_s: float) -> Meeting | None:
        """The citizen with this ticket, when they stand here within `within_s`."""
        if ticket not in self._there:
            await self._bells.setdefault(ticket, Bell()).heard(within_s)
        return self._there.get(ticket)

    @asynccontextmanager
    async def seat(self, counter: str) -> AsyncIterator[None]:
        """Sit at a counter, once the one before has gone; what is asked and not answered then is refused."""
        async with self._seats.setdefault(counter, asyncio.Lock()):
            self._asked[counter] = deque()
            try:
                yield
            finally:
                for asked in self._asked.pop(counter):
                    asked.reply("nobody")

    def ask(self, counters: Iterable[str], what: str, ticket: str) -> Asked | None:
        """Ask at the first of these counters with staff; None when there is none."""
        counter = next((counter for counter in counters if counter in self._asked), None)
        if counter is None:
            return None
        asked = Asked(what, ticket)
        self._asked[counter].append(asked)
        self._wake(counter)
        return asked

    def next_asked(self, counter: str) -> Asked | None:
        """What has been asked longest at this counter."""
        waiting = self._asked[counter]
        return waiting.popleft() if waiting else None

    def is_asked(self, counter: str) -> bool:
        """Whether somebody stands here with a question."""
        return bool(self._asked[counter])
