"""Every rule of a sound table has an example that breaks it; the message names the table and the row."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from state_machines.effects import EndVisit
from state_machines.row import STAY, Row, TableError
from state_machines.table import Table


def it_is_warm(context: object) -> bool:
    return bool(context)


def table(*rows: Row[Any], **changes: Any) -> Table[Any]:
    parts: dict[str, Any] = {
        "name": "lamp",
        "initial": "off",
        "states": {"off": "dark", "on": "light"},
        "events": {"press": "the switch", "pull": "the plug"},
        "rows": rows,
    }
    return Table(**(parts | changes))


ON = Row("off", "press", "on", "light", None, (EndVisit(),))
OFF = Row("on", "press", "off", "dark")
PULL = Row(("on", "off"), "pull", "off", "no current")


def test_a_sound_table_is_taken() -> None:
    lamp = table(ON, OFF, PULL)
    assert lamp.allowed == {"off": ("press", "pull"), "on": ("press", "pull")}
    assert [str(move) for move in lamp.moves][-1] == "row 3 (off --pull--> off)"


BROKEN = {
    "initial": (lambda: table(ON, OFF, PULL, initial="grey"), "the initial state 'grey' is not one of"),
    "final": (lambda: table(ON, OFF, PULL, final=("grey",)), "the final state 'grey' is not one of"),
    "source": (lambda: table(ON, OFF, PULL, replace(ON, source="grey")), r"row 4 .*: unknown state 'grey'"),
    "target": (lambda: table(ON, OFF, PULL, replace(ON, target="grey")), r"row 4 .*: unknown state 'grey'"),
    "event": (lambda: table(ON, OFF, PULL, replace(ON, event="kick")), r"row 4 .*: unknown event 'kick'"),
    "unused event": (lambda: table(ON, OFF), "the event 'pull' is in no row"),
    "unreachable": (
        lambda: table(ON, OFF, PULL, states={"off": "", "on": "", "lost": ""}),
        "the state 'lost' is never reached from 'off'",
    ),
    "trap": (lambda: table(ON, replace(PULL, source="off")), "the state 'on' is a trap: no way to off"),
    "trap beside a final state": (
        lambda: table(
            ON,
            Row("off", "pull", "burnt", "the end"),
            states={"off": "", "on": "", "burnt": ""},
            final=("burnt",),
        ),
        "the state 'on' is a trap: no way to burnt or off",
    ),
    "out of the end": (
        lambda: table(ON, OFF, PULL, final=("on",)),
        r"row 2 .*: leads out of the final state",
    ),
    "duplicate": (
        lambda: table(ON, OFF, PULL, replace(ON, target=STAY)),
        r"row 4 \(off --press--> off\): never tried, because row 1 .* has no guard",
    ),
    "guard after certainty": (
        lambda: table(ON, OFF, PULL, replace(ON, guard=it_is_warm)),
        "row 4 .* never tried",
    ),
    "nameless guard": (
        lambda: table(replace(ON, guard=lambda _: True), OFF, PULL),
        "row 1 .*: the guard has no name to show",
    ),
    "guard without a name at all": (
        lambda: table(replace(ON, guard=partial(it_is_warm, 1)), OFF, PULL),
        "row 1 .*: the guard has no name to show",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_table_that_is_not_sound_is_refused_in_words(case: str) -> None:
    make, words = BROKEN[case]
    with pytest.raises(TableError, match=f"^table lamp: {words}"):
        make()


def test_a_guarded_row_may_stand_before_a_certain_one() -> None:
    table(replace(ON, guard=it_is_warm, target=STAY), ON, OFF, PULL)


def test_a_guard_is_shown_in_words() -> None:
    assert replace(ON, guard=it_is_warm).condition == "it is warm"
    assert ON.condition == ""
