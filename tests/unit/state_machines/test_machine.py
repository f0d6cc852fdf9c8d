"""A machine takes what its table allows, returns what is to be done, and refuses everything else in words."""

from itertools import product
from typing import Any

import pytest

from dialogs.interfaces import Action, Conversation, Turn
from state_machines import connection, mode, print_job, visit
from state_machines.machine import Machine, NotAllowedNow
from state_machines.mode import ModeContext
from state_machines.row import Row
from state_machines.table import Table
from state_machines.visit_guards import VisitContext

TALKS = (
    None,
    Conversation("vi", turn=Turn("services")),
    Conversation("vi", turn=Turn(action=Action("issue_ticket"))),
    Conversation("vi", turn=Turn(action=Action("print_checklist"))),
    Conversation("vi", turn=Turn(ended=True)),
)
FORM = {"request_id": "r", "language": "en", "text_size": "large"}
CONTEXTS: dict[str, list[Any]] = {
    "visit": [
        VisitContext(is_open, ("vi", "en"), warned, called, form, talk)
        for is_open, warned, called in product((True, False), repeat=3)
        for form in (FORM, {})
        for talk in TALKS
    ],
    "mode": [ModeContext(*facts) for facts in product((True, False), repeat=4)],
    "print_job": [None],
    "connection": [None],
}
TABLES: tuple[Table[Any], ...] = (visit.TABLE, mode.TABLE, print_job.TABLE, connection.TABLE)
MATRIX = [
    pytest.param(table, state, event, id=f"{table.name}-{state}-{event}")
    for table in TABLES
    for state in table.states
    for event in table.events
]


def expected_row(table: Table[Any], state: str, event: str, context: Any) -> Row[Any] | None:
    """The naive reading of a table: the first row that fits."""
    for row in table.rows:
        if state in row.sources and row.event == event and (row.guard is None or row.guard(context)):
            return row
    return None


@pytest.mark.parametrize(("table", "state", "event"), MATRIX)
def test_every_event_in_every_state_does_what_the_table_says(
    table: Table[Any], state: str, event: str
) -> None:
    for context in CONTEXTS[table.name]:
        machine = Machine(table)
        machine.state = state
        row = expected_row(table, state, event, context)
        if row is None:
            with pytest.raises(NotAllowedNow) as refusal:
                machine.fire(event, context)
            assert machine.state == state
            assert repr(state) in str(refusal.value)
            assert repr(event) in str(refusal.value)
            assert ", ".join(table.allowed[state]) in str(refusal.value)
        else:
            assert machine.fire(event, context) == row.effects
            assert machine.state == (state if row.target == "=" else row.target)


def test_an_event_nobody_knows_is_not_allowed() -> None:
    with pytest.raises(
        NotAllowedNow, match=r"^visit: 'dance' is not allowed in state 'closed'; allowed: open, "
    ):
        Machine(visit.TABLE).fire("dance", VisitContext())


def test_in_a_final_state_nothing_is_allowed() -> None:
    machine = Machine(mode.TABLE)
    machine.fire("stop", ModeContext())
    with pytest.raises(NotAllowedNow, match="allowed: nothing"):
        machine.fire("started", ModeContext())


def test_machines_of_one_table_do_not_disturb_each_other() -> None:
    first, second = Machine(print_job.TABLE), Machine(print_job.TABLE)
    first.fire("take", None)
    assert (first.state, second.state) == ("preflight", "queued")


def test_nobody_is_cleared_without_a_warning() -> None:
    for state in visit.VISITING:
        machine = Machine(visit.TABLE)
        machine.state = state
        with pytest.raises(NotAllowedNow):
            machine.fire("clear", VisitContext(warned=False))


def test_maintenance_never_begins_while_somebody_is_at_the_screen() -> None:
    for state, event in product(mode.STATES, mode.EVENTS):
        machine = Machine(mode.TABLE)
        machine.state = state
        if state == "maintenance" or event == "visit_ended" or event not in mode.TABLE.allowed[state]:
            continue
        machine.fire(event, ModeContext(hours_open=True, visit_running=True))
        assert machine.state != "maintenance"


def test_paper_is_never_done_without_the_printers_two_proofs() -> None:
    ways = {(move.source, move.row.event) for move in print_job.TABLE.moves if move.target == "cut"}
    assert ways == {("printed", "cut")}
    assert {move.source for move in print_job.TABLE.moves if move.target == "printed"} == {"sent"}
