"""Which tickets are called to which counter, as the hall hears it and the board shows it."""

from collections.abc import Iterable

from kiosk.desk.model import Called
from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.people.bell import Bell

CALLING = frozenset({"called", "recalled"})
OVER = frozenset({"finished", "no_show", "transferred", "back", "undone"})


class Calls:
    """Wakes the holder of a ticket that is called."""

    def __init__(self) -> None:
        self._at: dict[str, str] = {}
        self._ears: dict[str, Bell] = {}
        self._tickets: dict[str, str] = {}  # by the number on their paper

    def hear(self, fact: Fact) -> None:
        """A call, or the end of one."""
        if fact.kind in CALLING:
            self._call(str(fact["ticket"]), str(fact["counter"]))
        elif fact.kind in OVER:
            self._at.pop(str(fact["ticket"]), None)

    def see(self, serving: Iterable[Called]) -> None:
        """The board shows these; a call nobody heard because the robot died is found here."""
        for called in serving:
            if ticket := self._tickets.get(called.number):
                self._call(ticket, called.counter)

    def at(self, ticket: str) -> str | None:
        """The counter a ticket is called to now."""
        return self._at.get(ticket)

    async def heard(self, ticket: str, number: str, within_s: float) -> str | None:
        """The counter, once the ticket is called; None when it was not within `within_s`."""
        self._tickets[number] = ticket
        if ticket not in self._at:
            await self._ears.setdefault(ticket, Bell()).heard(within_s)
        return self._at.get(ticket)

    def _call(self, ticket: str, counter: str) -> None:
        self._at[ticket] = counter
        if ticket in self._ears:
            self._ears[ticket].ring()
