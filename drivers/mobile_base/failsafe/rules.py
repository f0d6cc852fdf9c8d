"""When the robot must not go on as it does: conditions and what each asks for, the gravest first. Pure.

Software on Linux carries no safety rating: what cuts the motors is wired.
These rules make the robot never ask for motion when it should not, and stop first.
"""

from collections.abc import Set
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Condition(StrEnum):
    """What may be wrong, or in the way of moving."""

    EMERGENCY_STOP = "emergency_stop"
    CLIFF = "cliff"
    WHEEL_DROP = "wheel_drop"
    TILT = "tilt"
    BUMPER = "bumper"
    OVER_CURRENT = "over_current"
    POWER_CUT = "power_cut"
    STOP_SPOKEN = "stop_spoken"
    LOCALISATION_LOST = "localisation_lost"
    STUCK = "stuck"
    BATTERY_CRITICAL = "battery_critical"
    LINK_LOST = "link_lost"
    BASE_SILENT = "base_silent"
    LIDAR_STALE = "lidar_stale"
    COMMAND_SILENCE = "command_silence"
    SCREEN_TOUCHED = "screen_touched"
    VISIT = "visit"
    MAINTENANCE = "maintenance"
    STAFF_PAUSE = "staff_pause"
    BATTERY_LOW = "battery_low"


class Action(IntEnum):
    """What is done, the graver the larger; each includes what the smaller ones keep from happening."""

    NONE = 0
    DOCK = 1  # finish what the battery allows, then dock; no new trips
    HOLD = 2  # stand still; the trip goes on when it is over
    CANCEL = 3  # stand still, and the trip is over
    STOP = 4  # stand still until a person has looked and released it


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: `condition` asks for `action`; `about` says when it holds."""

    condition: Condition
    action: Action
    about: str

    @property
    def latched(self) -> bool:
        """True where the end of the condition is not enough: a person must release it."""
        return self.action is Action.STOP


RULES: tuple[Rule, ...] = (
    Rule(Condition.EMERGENCY_STOP, Action.STOP, "the button is pressed, or its wire is broken"),
    Rule(Condition.CLIFF, Action.STOP, "no floor in front of a wheel"),
    Rule(Condition.WHEEL_DROP, Action.STOP, "a wheel hangs: lifted, or over an edge"),
    Rule(Condition.TILT, Action.STOP, "it leans over"),
    Rule(Condition.BUMPER, Action.STOP, "it touched something"),
    Rule(Condition.OVER_CURRENT, Action.STOP, "a wheel is blocked"),
    Rule(Condition.POWER_CUT, Action.STOP, "the base was lost, or began anew, while it moved"),
    Rule(Condition.STOP_SPOKEN, Action.CANCEL, "somebody told it to stop"),
    Rule(Condition.LOCALISATION_LOST, Action.CANCEL, "it does not know where it is"),
    Rule(Condition.STUCK, Action.CANCEL, "told to move for 2 s, and it hardly does"),
    Rule(Condition.BATTERY_CRITICAL, Action.CANCEL, "too little charge to go on"),
    Rule(Condition.LINK_LOST, Action.CANCEL, "the base, or whoever sends it, is not connected"),
    Rule(Condition.BASE_SILENT, Action.HOLD, "no valid frame from the base for 0.1 s"),
    Rule(Condition.LIDAR_STALE, Action.HOLD, "no turn of the range scanner for 0.5 s"),
    Rule(Condition.COMMAND_SILENCE, Action.HOLD, "no setpoint for 0.3 s"),
    Rule(Condition.SCREEN_TOUCHED, Action.HOLD, "somebody touched the screen while it moved"),
    Rule(Condition.VISIT, Action.HOLD, "it serves somebody"),
    Rule(Condition.MAINTENANCE, Action.HOLD, "a technician is at it, or a door is open"),
    Rule(Condition.STAFF_PAUSE, Action.HOLD, "staff paused it"),
    Rule(Condition.BATTERY_LOW, Action.DOCK, "time to charge"),
)


class RulesError(ValueError):
    """The table does not hold each condition once, the gravest first."""


def check(rules: tuple[Rule, ...]) -> None:
    """Raises `RulesError` for a table that leaves a condition out, repeats one, or is not in order."""
    named = [rule.condition for rule in rules]
    if len(named) != len(Condition) or set(named) != set(Condition):
        raise RulesError("every condition needs one rule")
    actions = [rule.action for rule in rules]
    if actions != sorted(actions, reverse=True):
        raise RulesError("the gravest rules come first")


check(RULES)
LATCHED: frozenset[Condition] = frozenset(rule.condition for rule in RULES if rule.latched)


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and why: every condition in force, the gravest first."""

    action: Action
    causes: tuple[Condition, ...]


def decide(conditions: Set[Condition]) -> Decision:
    """The gravest action that any of `conditions` asks for; `NONE` without conditions."""
    rules = [rule for rule in RULES if rule.condition in conditions]
    return Decision(rules[0].action if rules else Action.NONE, tuple(rule.condition for rule in rules))
