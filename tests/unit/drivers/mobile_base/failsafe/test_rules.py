"""The table of failsafes: every combination of conditions, and what a wrong table says."""

import random
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from drivers.mobile_base.failsafe.rules import (
    LATCHED,
    RULES,
    Action,
    Condition,
    Rule,
    RulesError,
    check,
    decide,
)

SHIFTS = np.arange(len(RULES))
ACTIONS = np.array([rule.action for rule in RULES], np.int8)


@pytest.fixture(scope="module")
def decided() -> np.ndarray:
    """What `decide` says of each of the combinations; bit n of an index: the condition of rule n."""
    actions = np.empty(1 << len(RULES), np.int8)
    there: set[Condition] = set()
    index = 0
    for step in range(1, len(actions) + 1):
        actions[index] = decide(there).action
        bit = (step & -step).bit_length() - 1  # in the order of Gray: one comes or goes at a time
        if bit < len(RULES):
            there ^= {RULES[bit].condition}
            index ^= 1 << bit
    return actions


@pytest.fixture(scope="module")
def expected() -> np.ndarray:
    """The gravest action among the rules of each combination, computed for all at once."""
    there = np.arange(1 << len(RULES))[:, None] >> SHIFTS & 1
    return (there * ACTIONS).max(axis=1).astype(np.int8)


def test_in_every_combination_the_gravest_wins(decided, expected):
    assert np.array_equal(decided, expected)


def test_one_condition_more_never_asks_for_less(decided):
    every = np.arange(len(decided))
    for bit in SHIFTS:
        assert (decided[every | 1 << bit] >= decided).all()


def test_the_order_in_which_conditions_come_means_nothing():
    chance = random.Random(1)
    for _ in range(200):
        there = chance.sample(list(Condition), 4)
        assert len({decide(dict.fromkeys(some).keys()) for some in permutations(there)}) == 1


def test_causes_are_all_there_is_the_gravest_first():
    order = [rule.condition for rule in RULES]
    chance = random.Random(2)
    for _ in range(500):
        there = set(chance.sample(list(Condition), chance.randrange(len(Condition) + 1)))
        causes = decide(there).causes
        assert set(causes) == there
        assert list(causes) == sorted(causes, key=order.index)


def test_nothing_wrong_asks_for_nothing():
    assert decide(frozenset()) == decide(set())
    assert decide(set()).action is Action.NONE


@pytest.mark.parametrize(
    ("condition", "action"),
    [
        ("emergency_stop", Action.STOP),
        ("bumper", Action.STOP),
        ("cliff", Action.STOP),
        ("wheel_drop", Action.STOP),
        ("over_current", Action.STOP),
        ("tilt", Action.STOP),
        ("power_cut", Action.STOP),
        ("stuck", Action.CANCEL),
        ("localisation_lost", Action.CANCEL),
        ("stop_spoken", Action.CANCEL),
        ("battery_critical", Action.CANCEL),
        ("link_lost", Action.CANCEL),
        ("base_silent", Action.HOLD),
        ("lidar_stale", Action.HOLD),
        ("command_silence", Action.HOLD),
        ("staff_pause", Action.HOLD),
        ("visit", Action.HOLD),
        ("screen_touched", Action.HOLD),
        ("maintenance", Action.HOLD),
        ("battery_low", Action.DOCK),
    ],
)
def test_each_condition_alone(condition, action):
    decision = decide({Condition(condition)})
    assert decision.action is action
    assert decision.causes == (condition,)
    assert (condition in LATCHED) is (action is Action.STOP)


def test_the_actions_are_in_order():
    assert Action.NONE < Action.DOCK < Action.HOLD < Action.CANCEL < Action.STOP


def wrong_tables() -> list[tuple[Rule, ...]]:
    first, second, *rest = RULES
    return [
        tuple(rest),
        (first, first, *rest),
        (first, second, *rest, first),
        tuple(reversed(RULES)),
        (replace(first, action=Action.NONE), second, *rest),
    ]


@pytest.mark.parametrize("table", wrong_tables())
def test_a_table_that_says_less_or_more_is_refused(table):
    with pytest.raises(RulesError):
        check(table)
