"""Judges one disk: opens it as the product does at its start and holds it against what was promised."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import apsw

from kiosk.desk.effects import EffectState
from kiosk.desk.store import StoreError
from tests.torture.power.cases import Case, Kind
from tests.torture.power.office import connect, read_contents
from tests.torture.power.trace import Contents, Promised

NEVER_SENT = frozenset({EffectState.PLANNED.value, EffectState.NOT_NEEDED.value})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong."""

    kind: Kind
    what: str


def opened(path: Path, case: Case) -> apsw.Connection | Fault:
    """The database as the product opens it."""
    try:
        return connect(path, case)
    except StoreError as error:
        return Fault(Kind.CORRUPT, f"not opened, {error.code}: {error}")


def faults(connection: apsw.Connection, promised: Promised, coming: Contents | None) -> Iterator[Fault]:
    """Everything that is wrong in an open database; `coming` is what the call under way would have left."""
    try:
        yield from _damage(connection)
        yield from _tickets(connection, promised)
        yield from _effects(connection, promised)
        yield from _contents(connection, promised, coming)
    except apsw.Error as error:
        yield Fault(Kind.CORRUPT, f"not read: {error}")


def _damage(connection: apsw.Connection) -> Iterator[Fault]:
    for (verdict,) in connection.execute("PRAGMA integrity_check"):
        if verdict != "ok":
            yield Fault(Kind.CORRUPT, verdict)
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield Fault(Kind.CORRUPT, f"a row without the row it points to: {row}")


def _tickets(connection: apsw.Connection, promised: Promised) -> Iterator[Fault]:
    rows = list(connection.execute("SELECT ticket_id, day, number FROM ticket"))
    found = {ticket_id: number for ticket_id, _, number in rows}
    for given in promised.given:
        if found.get(given.ticket_id) != given.number:
            yield Fault(Kind.LOST, f"{given.number} was given, found is {found.get(given.ticket_id)}")
    if len({row[1:] for row in rows}) < len(rows):
        yield Fault(Kind.HALF, "a number stands twice")


def _effects(connection: apsw.Connection, promised: Promised) -> Iterator[Fault]:
    found = dict(connection.execute("SELECT effect_id, state FROM effect"))
    for moved in promised.moved:
        state = found.get(moved.effect_id)
        if state is None or state in NEVER_SENT:
            yield Fault(Kind.UNJOURNALLED, f"{moved.kind} {moved.effect_id} moved, its row is {state}")


def _contents(connection: apsw.Connection, promised: Promised, coming: Contents | None) -> Iterator[Fault]:
    found, told = read_contents(connection), promised.told
    if found == coming or (found == told[-1] if told else not any(found)):
        return
    if found in told or not any(found):
        behind = told[::-1].index(found) if found in told else len(told)
        yield Fault(Kind.LOST, f"the database is {behind} answers behind")
    else:
        yield Fault(Kind.HALF, "the database is as it was never told")
