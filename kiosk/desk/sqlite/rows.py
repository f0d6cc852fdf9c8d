"""Between rows and values."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import apsw

from kiosk.desk.model import Ticket, TicketState

P = ParamSpec("P")
T = TypeVar("T")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
Row = tuple[Any, ...]
Value = None | int | float | bytes | str

TICKET = (
    "t.ticket_id, t.day, t.service, t.number, t.arrival, t.state, t.issued_at, t.language, t.priority, "
    "t.counter, t.called_at, t.finished_at, t.calls"
)


def damaged_if(*errors: type[Exception]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A row that cannot be read with one of `errors` holds what nobody wrote: `apsw.CorruptError`."""

    def reads(read: Callable[P, T]) -> Callable[P, T]:
        @wraps(read)
        def reading(*args: P.args, **names: P.kwargs) -> T:
            try:
                return read(*args, **names)
            except errors as error:
                raise apsw.CorruptError(str(error)) from error

        return reading

    return reads


of_a_row = damaged_if(ValueError, OverflowError, TypeError)


@damaged_if(UnicodeDecodeError)
def first(connection: apsw.Connection, sql: str, *values: Value) -> Row | None:
    """The first row, or None."""
    return next(iter(connection.execute(sql, values)), None)


@damaged_if(UnicodeDecodeError)
def every(connection: apsw.Connection, sql: str, *values: Value) -> tuple[Row, ...]:
    """All rows."""
    return tuple(connection.execute(sql, values))


def only(connection: apsw.Connection, sql: str, *values: Value) -> Row:
    """The row of a statement that always gives one."""
    row = first(connection, sql, *values)
    if row is None:
        raise LookupError(sql)
    return row


def to_micros(instant: datetime) -> int:
    """Whole microseconds since 1970 UTC."""
    return (instant - EPOCH) // MICROSECOND


@of_a_row
def to_instant(micros: int) -> datetime:
    """The instant in UTC."""
    return EPOCH + timedelta(microseconds=micros)


def maybe_micros(instant: datetime | None) -> int | None:
    """`to_micros`, None for None."""
    return None if instant is None else to_micros(instant)


def maybe_instant(micros: int | None) -> datetime | None:
    """`to_instant`, None for None."""
    return None if micros is None else to_instant(micros)


def to_list(names: Sequence[str]) -> str:
    """A list for `json_each`."""
    return json.dumps(list(names))


@of_a_row
def to_ticket(row: Row) -> Ticket:
    """The ticket of a row of the `TICKET` columns."""
    ticket_id, day, service, number, arrival, state, issued_at, language, priority = row[:9]
    counter, called_at, finished_at, calls = row[9:13]
    return Ticket(
        ticket_id=ticket_id,
        day=date.fromisoformat(day),
        service=service,
        number=number,
        arrival=arrival,
        state=TicketState(state),
        issued_at=to_instant(issued_at),
        language=language,
        priority=priority,
        counter=counter,
        called_at=maybe_instant(called_at),
        finished_at=maybe_instant(finished_at),
        calls=calls,
    )


def changeable(ticket: Ticket) -> tuple[str, str, str | None, int | None, int | None, int]:
    """The columns of a ticket that change in its life."""
    called_at, finished_at = maybe_micros(ticket.called_at), maybe_micros(ticket.finished_at)
    return ticket.state.value, ticket.service, ticket.counter, called_at, finished_at, ticket.calls


def to_snapshot(ticket: Ticket) -> str:
    """What `from_snapshot` needs to give this ticket back."""
    return json.dumps(changeable(ticket))


@of_a_row
def from_snapshot(ticket: Ticket, snapshot: str) -> Ticket:
    """The ticket as it was."""
    state, service, counter, called_at, finished_at, calls = json.loads(snapshot)
    return replace(
        ticket,
        state=TicketState(state),
        service=service,
        counter=counter,
        called_at=maybe_instant(called_at),
        finished_at=maybe_instant(finished_at),
        calls=calls,
    )
