"""What a link does is what the connection's table says."""

from itertools import pairwise

import pytest

from drivers.link import LinkState
from state_machines.connection import TABLE
from state_machines.machine import Machine

ARROWS = {(move.source, move.target) for move in TABLE.moves}


def is_possible(states: list[LinkState]) -> bool:
    """Whether a machine can go through `states`, one event a step."""
    return states[0] == TABLE.initial and all(step in ARROWS for step in pairwise(map(str, states)))


CLOSED, OPENING, IDENTIFYING, READY, LOST = LinkState


def test_the_link_and_the_table_have_the_same_states() -> None:
    assert [state.value for state in LinkState] == list(TABLE.states)


@pytest.mark.parametrize(
    "states",
    [
        [CLOSED, OPENING, IDENTIFYING, READY, LOST, OPENING, IDENTIFYING, READY, CLOSED],
        [CLOSED, OPENING, LOST, OPENING, LOST, CLOSED],
        [CLOSED, OPENING, IDENTIFYING, LOST, OPENING, CLOSED],
        [CLOSED, OPENING, IDENTIFYING, CLOSED, OPENING],
    ],
)
def test_the_ways_of_a_link_are_possible(states: list[LinkState]) -> None:
    assert is_possible(states)


@pytest.mark.parametrize(
    "states", [[CLOSED, READY], [CLOSED, OPENING, READY], [CLOSED, OPENING, IDENTIFYING, READY, OPENING]]
)
def test_no_device_is_ready_without_having_said_who_it_is(states: list[LinkState]) -> None:
    assert not is_possible(states)


def test_an_outage_is_logged_when_it_begins_and_when_it_is_over() -> None:
    machine = Machine(TABLE)
    said: list[str] = []
    outage = ("dropped", "retry", "opened", "identified")
    for event in ("open", "opened", "identified", "heard", *outage):
        said += [type(effect).__name__ for effect in machine.fire(event, None)]
    assert [word for word in said if word.startswith("Log")] == ["LogBack", "LogLost", "LogBack"]
