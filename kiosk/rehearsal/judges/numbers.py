"""No number twice, none left out, none outside the hours."""

from datetime import UTC, datetime, timedelta

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.judges.book import Book, TicketRow
from kiosk.rehearsal.judges.judge import Bench, Judge

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Numbers(Judge):
    """Of each prefix and day the numbers are given one after the other, in the order of arrival."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._told: dict[tuple[str, str], str] = {}  # day and number: its ticket
        self._issued: dict[str, None] = {}
        self._next: dict[tuple[str, str], int] = {}  # day and prefix: the number that comes next
        self._arrivals = 0
        self.hears = {"issued": self._on_issued}

    def look(self, book: Book) -> None:
        """Every ticket once, when it is seen first."""
        for row in book.tickets(after=self._arrivals):
            self._arrivals = row.arrival
            self._check_number(row)
            self._check_hours(row)

    def _on_issued(self, fact: Fact) -> None:
        ticket, number = str(fact["ticket"]), str(fact["number"])
        if ticket in self._issued:
            self.bench.accuse("number_once", f"ticket {ticket} was issued twice")
        self._issued[ticket] = None
        day = str(self.bench.wall.day(fact.at_s))
        other = self._told.setdefault((day, number), ticket)
        if other != ticket:
            self.bench.accuse("number_once", f"{number} was given twice on {day}: to {other} and to {ticket}")

    def _check_number(self, row: TicketRow) -> None:
        prefix = row.number.rstrip("0123456789")
        key = (row.day, prefix)
        due = self._next.get(key, self.bench.rules.first_number)
        given = int(row.number[len(prefix) :] or -1)
        if row.number != f"{prefix}{given:0{self.bench.rules.digits}d}":
            self.bench.accuse("number_form", f"{row.number} has another form than the site's")
        if given < due:
            self.bench.accuse("number_once", f"{row.number} of {row.day} stands in the database twice")
        elif given > due:
            self.bench.accuse("number_gap", f"{row.number} of {row.day} follows {prefix}{due - 1}")
        self._next[key] = given + 1

    def _check_hours(self, row: TicketRow) -> None:
        rules, issued_at = self.bench.rules, EPOCH + timedelta(microseconds=row.issued_at)
        local = issued_at.astimezone(rules.zone)
        if local.date().isoformat() != row.day:
            self.bench.accuse(
                "number_day", f"{row.number} was issued on {local.date()} and counts for {row.day}"
            )
        if not rules.is_open(issued_at):
            self.bench.accuse("hours", f"{row.number} was issued at {local:%Y-%m-%d %H:%M:%S}, out of hours")
