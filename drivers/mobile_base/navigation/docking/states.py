"""How far docking has come, in Nav2's words. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from drivers.motion import Twist


class DockState(StrEnum):
    """What it is at (Nav2's DockRobot feedback)."""

    INITIAL_PERCEPTION = "initial_perception"
    CONTROLLING = "controlling"
    WAIT_FOR_CHARGE = "wait_for_charge"
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class DockStep:
    """What to do now; `done`: it charges. `failed`: why it gave up, "" = it has not. `close`: it drives onto
    the dock, which is nothing to keep clear of.
    """

    twist: Twist
    state: DockState
    done: bool = False
    failed: str = ""
    close: bool = False
