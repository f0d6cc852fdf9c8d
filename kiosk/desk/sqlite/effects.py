"""The journal's rows in SQLite."""

import apsw

from kiosk.desk.effects import Effect, EffectKind, EffectState
from kiosk.desk.sqlite.rows import Row, Value, every, first, of_a_row, only, to_instant, to_micros
from kiosk.desk.unit import NewEffect

COLUMNS = "effect_id, kind, ticket_id, owner, copy, job_number, state, planned_at, changed_at, note"
PLAN = f"""
INSERT INTO effect (kind, ticket_id, owner, copy, job_number, state, planned_at, changed_at)
VALUES (?, ?, ?, ?, ?, 'planned', ?6, ?6) RETURNING {COLUMNS}
"""  # noqa: S608 - columns are constants
PUT = "UPDATE effect SET owner = ?, state = ?, changed_at = ?, note = ? WHERE effect_id = ?"
GET = f"SELECT {COLUMNS} FROM effect WHERE effect_id = ?"  # noqa: S608
FIRST_PLANNED = f"""
SELECT {COLUMNS} FROM effect WHERE state IN ('planned', 'sent', 'uncertain')
AND state = 'planned' AND owner = ? AND kind = ? ORDER BY effect_id LIMIT 1
"""  # noqa: S608
OF_TICKET = f"SELECT {COLUMNS} FROM effect WHERE ticket_id = ? AND kind = ? ORDER BY copy"  # noqa: S608
IN_STATE = f"""
SELECT {COLUMNS} FROM effect WHERE state IN ('planned', 'sent', 'uncertain') AND state = ? ORDER BY effect_id
"""  # noqa: S608


class SqliteEffects:
    """`kiosk.desk.unit.Effects`."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def plan(self, new: NewEffect) -> Effect:
        """Write a planned effect."""
        at = to_micros(new.planned_at)
        values = (new.kind.value, new.ticket_id, new.owner, new.copy, new.job_number)
        return _effect(only(self._connection, PLAN, *values, at))

    def get(self, effect_id: int) -> Effect | None:
        """The effect of this id."""
        return self._effect(GET, effect_id)

    def put(self, effect: Effect) -> None:
        """Write owner, state, time and note."""
        values = (effect.owner, effect.state.value, to_micros(effect.changed_at), effect.note)
        self._connection.execute(PUT, (*values, effect.effect_id))

    def first_planned(self, owner: str, kind: EffectKind) -> Effect | None:
        """The oldest planned one of `owner`."""
        return self._effect(FIRST_PLANNED, owner, kind.value)

    def of_ticket(self, ticket_id: str, kind: EffectKind) -> tuple[Effect, ...]:
        """All attempts for a ticket, oldest first."""
        return tuple(_effect(row) for row in every(self._connection, OF_TICKET, ticket_id, kind.value))

    def in_state(self, state: EffectState) -> tuple[Effect, ...]:
        """All unsettled ones of a state, oldest first."""
        return tuple(_effect(row) for row in every(self._connection, IN_STATE, state.value))

    def _effect(self, sql: str, *values: Value) -> Effect | None:
        row = first(self._connection, sql, *values)
        return _effect(row) if row else None


@of_a_row
def _effect(row: Row) -> Effect:
    effect_id, kind, ticket_id, owner, copy, job_number, state, planned_at, changed_at, note = row
    return Effect(
        effect_id=effect_id,
        kind=EffectKind(kind),
        ticket_id=ticket_id,
        owner=owner,
        copy=copy,
        job_number=job_number,
        state=EffectState(state),
        planned_at=to_instant(planned_at),
        changed_at=to_instant(changed_at),
        note=note,
    )
