"""Tickets and their lines in SQLite."""

from collections.abc import Sequence
from datetime import date

import apsw

from kiosk.desk.estimate import ServiceTimes
from kiosk.desk.model import Ticket, TicketState
from kiosk.desk.order import Waiting
from kiosk.desk.sqlite.rows import (
    TICKET,
    Value,
    changeable,
    every,
    first,
    only,
    to_list,
    to_micros,
    to_ticket,
)
from kiosk.desk.unit import NewTicket

ADD = """
INSERT INTO ticket (ticket_id, day, service, number, state, issued_at, language, priority,
                    given_ahead, given_low, given_high)
VALUES (?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?) RETURNING arrival
"""
PUT = """
UPDATE ticket SET state = ?, service = ?, counter = ?, called_at = ?, finished_at = ?, calls = ?
WHERE ticket_id = ?
"""
WAITING = """
SELECT coalesce(sum(people) FILTER (WHERE NOT priority), 0), coalesce(sum(people) FILTER (WHERE priority), 0)
FROM waiting WHERE day = ? AND service IN (SELECT value FROM json_each(?))
"""
# A correlated question per service, so that each is one step into the index.
FIRST = f"""
SELECT {TICKET} FROM ticket t WHERE arrival = (
  SELECT min((SELECT w.arrival FROM ticket w WHERE w.state = 'waiting' AND w.priority IS {{null}}
              AND w.day = ? AND w.service = s.value ORDER BY w.arrival LIMIT 1))
  FROM json_each(?) s)
"""  # noqa: S608 - columns and classes are constants
LINE = f"""
SELECT {TICKET} FROM ticket t WHERE t.state = 'waiting' AND t.priority IS {{null}}
AND t.day = ? AND t.service IN (SELECT value FROM json_each(?)) ORDER BY t.arrival
"""  # noqa: S608
AHEAD = """
SELECT count(*) FROM ticket WHERE state = 'waiting' AND priority IS {null}
AND day = ? AND service IN (SELECT value FROM json_each(?)) AND arrival < ?
"""
ENDED = f"""
SELECT {TICKET} FROM ticket t WHERE t.state IN ('finished', 'no_show') AND t.day = ? AND t.state = ?
AND t.service IN (SELECT value FROM json_each(?)) ORDER BY t.finished_at DESC, t.arrival DESC
"""  # noqa: S608
OPEN_BEFORE = f"""
SELECT {TICKET} FROM ticket t WHERE t.state IN ('waiting', 'called') AND t.day < ? ORDER BY t.day, t.arrival
"""  # noqa: S608
CURRENT = f"""
SELECT {TICKET} FROM ticket t WHERE t.state = 'called' AND t.day = ? AND t.counter = ?
"""  # noqa: S608
GET = f"SELECT {TICKET} FROM ticket t WHERE t.ticket_id = ?"  # noqa: S608
ISSUED = "SELECT service, count(*) FROM ticket WHERE day >= ? AND day < ? GROUP BY service"
SERVICE_TIMES = """
SELECT day = ?, count(*), total(service_s), total(service_s * service_s) FROM (
  SELECT day, service_s FROM ticket
  WHERE service = ? AND service_s IS NOT NULL ORDER BY finished_at DESC LIMIT ?)
WHERE service_s BETWEEN 0 AND ? GROUP BY 1
"""
CLASSES = {False: "NULL", True: "NOT NULL"}


class SqliteTickets:
    """`kiosk.desk.unit.Tickets`."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def add(self, new: NewTicket) -> Ticket:
        """Write a waiting ticket and give it its arrival."""
        low, high = (new.wait.low, new.wait.high) if new.wait else (None, None)
        day, issued_at = new.day.isoformat(), to_micros(new.issued_at)
        values = (new.ticket_id, day, new.service, new.number, issued_at, new.language, new.priority)
        (arrival,) = only(self._connection, ADD, *values, new.people_ahead, low, high)
        return Ticket(
            ticket_id=new.ticket_id,
            day=new.day,
            service=new.service,
            number=new.number,
            arrival=arrival,
            state=TicketState.WAITING,
            issued_at=new.issued_at,
            language=new.language,
            priority=new.priority,
        )

    def get(self, ticket_id: str) -> Ticket | None:
        """The ticket of this id."""
        return self._ticket(GET, ticket_id)

    def put(self, ticket: Ticket) -> None:
        """Write what may change."""
        self._connection.execute(PUT, (*changeable(ticket), ticket.ticket_id))

    def open_before(self, day: date) -> tuple[Ticket, ...]:
        """Tickets of earlier days still waiting or called."""
        return self._tickets(OPEN_BEFORE, day.isoformat())

    def current(self, day: date, counter: str) -> Ticket | None:
        """The ticket called to `counter`."""
        return self._ticket(CURRENT, day.isoformat(), counter)

    def waiting(self, day: date, services: Sequence[str]) -> Waiting:
        """How many wait for any of `services`."""
        normal, priority = only(self._connection, WAITING, day.isoformat(), to_list(services))
        return Waiting(normal, priority)

    def ahead(self, day: date, services: Sequence[str], arrival: int, *, priority: bool) -> int:
        """How many of one class came before `arrival`."""
        sql = AHEAD.format(null=CLASSES[priority])
        (people,) = only(self._connection, sql, day.isoformat(), to_list(services), arrival)
        return int(people)

    def first(self, day: date, services: Sequence[str], *, priority: bool) -> Ticket | None:
        """The earliest of one class."""
        return self._ticket(FIRST.format(null=CLASSES[priority]), day.isoformat(), to_list(services))

    def line(self, day: date, services: Sequence[str], *, priority: bool) -> tuple[Ticket, ...]:
        """All of one class, by arrival."""
        return self._tickets(LINE.format(null=CLASSES[priority]), day.isoformat(), to_list(services))

    def ended(self, day: date, services: Sequence[str], state: TicketState) -> tuple[Ticket, ...]:
        """Tickets in a final state, latest first."""
        return self._tickets(ENDED, day.isoformat(), state.value, to_list(services))

    def issued(self, since: date, before: date) -> dict[str, int]:
        """How many tickets of each service there are of the days from `since` until `before` comes."""
        return dict(every(self._connection, ISSUED, since.isoformat(), before.isoformat()))

    def service_times(
        self, services: Sequence[str], day: date, latest: int, longest_s: int
    ) -> tuple[ServiceTimes, ServiceTimes]:
        """Moments of the latest service times: of `day`, of earlier days."""
        times = {True: ServiceTimes(), False: ServiceTimes()}
        for service in services:
            rows = every(self._connection, SERVICE_TIMES, day.isoformat(), service, latest, longest_s)
            for of_day, *moments in rows:
                times[bool(of_day)] += ServiceTimes(*moments)
        return times[True], times[False]

    def _ticket(self, sql: str, *values: Value) -> Ticket | None:
        row = first(self._connection, sql, *values)
        return to_ticket(row) if row else None

    def _tickets(self, sql: str, *values: Value) -> tuple[Ticket, ...]:
        return tuple(to_ticket(row) for row in every(self._connection, sql, *values))
