"""None lost: what was told to anybody stays true, whatever crashes."""

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.judges.book import Book
from kiosk.rehearsal.judges.judge import Bench, Judge

RULE = "none_lost"


class Promises(Judge):
    """A number that was told is in the database ever after; the same request gets the same ticket."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._numbers: dict[str, str] = {}  # by ticket
        self._tickets: dict[str, str] = {}  # by request
        self._unchecked: dict[str, str] = {}  # requests since the last look
        self._most = 0
        self.hears = {
            "answered": self._answered,
            **dict.fromkeys(("issued", "called", "recalled", "back", "transferred", "screen"), self._told),
        }

    def look(self, book: Book) -> None:
        """Everything that was told is there, and nothing that was there is gone."""
        kept = book.numbers()
        for ticket, number in self._numbers.items():
            if kept.get(ticket) != number:
                found = kept.get(ticket, "nothing")
                self.bench.accuse(RULE, f"{number} was told for {ticket}, the database has {found}")
        if len(kept) < self._most:
            self.bench.accuse(RULE, f"{self._most} tickets were in the database, now {len(kept)}")
        self._most = len(kept)
        for request, ticket in self._unchecked.items():
            if book.ticket_of(request) not in (ticket, None):  # None: asked anew for a wish that was known
                self.bench.accuse("same_request", f"{request} was answered {ticket}, the database disagrees")
        self._unchecked.clear()

    def _told(self, fact: Fact) -> None:
        ticket, number = fact["ticket"], str(fact["number"])
        if ticket is None:
            return
        known = self._numbers.setdefault(str(ticket), number)
        if known != number:
            self.bench.accuse(RULE, f"ticket {ticket} was {known}, and now {number}")

    def _answered(self, fact: Fact) -> None:
        if fact["ticket"] is None:
            return
        self._told(fact)
        request, ticket = str(fact["request"]), str(fact["ticket"])
        known = self._tickets.setdefault(request, ticket)
        if known != ticket:
            self.bench.accuse("same_request", f"{request} was answered with {known}, and now with {ticket}")
        self._unchecked[request] = ticket
