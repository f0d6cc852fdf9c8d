"""One trip: where to, by which rules, and how far it has come. Pure."""

import math
from dataclasses import dataclass
from enum import StrEnum

from drivers.mobile_base.navigation.guest import Guest
from drivers.mobile_base.navigation.manoeuvre import Manoeuvre
from drivers.mobile_base.navigation.recovery import Recovery
from drivers.mobile_base.navigation.route import Route
from drivers.motion import Pose

HELD_S = 0.5  # between two steps: longer, and it was held


class Aim(StrEnum):
    """What a trip is for."""

    GO = "go"
    GUIDE = "guide"
    DOCK = "dock"


class Stage(StrEnum):
    """How far it has come."""

    UNDOCKING = "undocking"
    UNDER_WAY = "under_way"
    TURNING = "turning"  # it is there, and turns to where it should face
    DOCKING = "docking"


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a trip goes; `yaw_rad`, None: whichever way. `name`, "": a point that has none."""

    name: str
    x_m: float
    y_m: float
    yaw_rad: float | None
    tolerance_m: float
    aim: Aim = Aim.GO

    def distance_m(self, pose: Pose) -> float:
        """From `pose`."""
        return math.hypot(pose.x_m - self.x_m, pose.y_m - self.y_m)


@dataclass(slots=True)
class TripUnderWay:
    """A trip and what happened on it so far; `number` tells trips apart."""

    number: int
    goal: Goal
    began_s: float
    stage: Stage
    recovery: Recovery
    guest: Guest | None = None
    route: Route | None = None  # once it is known where it begins
    limit_s: float = math.inf
    manoeuvre: Manoeuvre | None = None
    waiting: bool = False
    stepped_s: float = 0.0
    looked_s: float = -math.inf  # when it was last seen to that the way is free
    person_s: float = -math.inf  # when somebody was last in the way
    round_people_until_s: float = 0.0  # until then people count as things that stand there

    def pass_over(self, now: float) -> None:
        """Time in which the robot was held does not count, and what it was doing then is over."""
        held_s, self.stepped_s = now - self.stepped_s, now
        if held_s < HELD_S:
            return
        self.began_s += held_s
        self.recovery.paused(held_s)
        if self.guest is not None:
            self.guest.paused(held_s)
        self.manoeuvre = None
