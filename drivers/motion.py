"""What bases and their trips are made of.

Frames and units are ROS's: metres, radians, left and counter-clockwise positive (REP 103); `map` is fixed to
the hall, `base` is in the middle between the wheels (REP 105).
"""

from dataclasses import dataclass
from enum import IntFlag, StrEnum


@dataclass(frozen=True, slots=True)
class Pose:
    """A place and a direction in a frame; `yaw_rad` in (-π, π]."""

    x_m: float
    y_m: float
    yaw_rad: float


@dataclass(frozen=True, slots=True)
class Twist:
    """Wanted or measured speeds: forward, and turning left."""

    v_m_s: float
    w_rad_s: float


STILL = Twist(0.0, 0.0)


class Side(IntFlag):
    """Sides of a base, seen from above, looking forward."""

    LEFT = 1
    CENTRE = 2
    RIGHT = 4


NOWHERE = Side(0)


class Charger(StrEnum):
    """Where the current comes from."""

    NONE = "none"
    DOCK_CHARGING = "dock_charging"
    DOCK_CHARGED = "dock_charged"
    ADAPTER_CHARGING = "adapter_charging"
    ADAPTER_CHARGED = "adapter_charged"


class Beam(IntFlag):
    """What one infrared receiver sees of the dock; left and right are the dock's own, as it looks out."""

    NEAR_LEFT = 1
    NEAR_CENTRE = 2
    NEAR_RIGHT = 4
    FAR_CENTRE = 8
    FAR_LEFT = 16
    FAR_RIGHT = 32


DARK = Beam(0)


@dataclass(frozen=True, slots=True)
class DockBeams:
    """What the three receivers of a base see of its dock."""

    left: Beam = DARK
    centre: Beam = DARK
    right: Beam = DARK


@dataclass(frozen=True, slots=True)
class BaseReading:
    """All that a differential base reported in one frame.

    `at_s`: the event loop's time of its arrival. `left_m`, `right_m`: travelled by each wheel since the
    connection began. `yaw_rad`: heading by the gyro since then, not wrapped. `tilt_rate_rad_s`: the faster of
    rolling and pitching. `emergency_stop`, None: not wired.
    """

    at_s: float
    left_m: float
    right_m: float
    yaw_rad: float
    yaw_rate_rad_s: float
    bumpers: Side = NOWHERE
    cliffs: Side = NOWHERE
    wheel_drops: Side = NOWHERE
    over_current: Side = NOWHERE
    wheel_current_a: tuple[float, float] = (0.0, 0.0)
    tilt_rate_rad_s: float = 0.0
    emergency_stop: bool | None = None
    button: int | None = None
    beams: DockBeams = DockBeams()
    charger: Charger = Charger.NONE
    battery_v: float = 0.0
    battery_percent: int | None = None


class MotionState(StrEnum):
    """What a robot's base is doing."""

    OFFLINE = "offline"  # a device it cannot move without is not there
    STOPPED = "stopped"  # until a person has looked and released it
    LOST = "lost"  # it does not know where it is
    PAUSED = "paused"  # held; goes on by itself when it is let
    IDLE = "idle"
    CHARGING = "charging"
    MOVING = "moving"
    WAITING = "waiting"  # on a trip, for somebody in the way or somebody who is guided
    DOCKING = "docking"


class TripEnd(StrEnum):
    """How a trip ended."""

    ARRIVED = "arrived"
    CANCELLED = "cancelled"  # told to stop, or sent elsewhere
    UNREACHABLE = "unreachable"  # no way on the map
    BLOCKED = "blocked"  # gave up after all it could try
    LOST = "lost"
    STOPPED = "stopped"  # by a failsafe; a person must look
    BATTERY = "battery"  # too empty to go
    REFUSED = "refused"  # held, stopped or offline already when it was asked
    FAILED = "failed"  # a device failed on the way, or the time was over


class Notice(StrEnum):
    """What people around should be told on a trip."""

    ASKS_FOR_WAY = "asks_for_way"
    WAITS_FOR_GUEST = "waits_for_guest"
    GOES_ROUND = "goes_round"
    BACKS_UP = "backs_up"
    CALLS_STAFF = "calls_staff"


class Hold(StrEnum):
    """Why the robot's other parts do not let it move."""

    STAFF_PAUSE = "staff_pause"
    VISIT = "visit"
    SCREEN_TOUCHED = "screen_touched"
    MAINTENANCE = "maintenance"
    SILENCE = "silence"  # nothing is heard of them
    UNSEEN = "unseen"  # what drove it died on the way; until a person has looked


@dataclass(frozen=True, slots=True)
class Trip:
    """A trip under way; `goal` is a place of the hall."""

    goal: str
    guiding: bool
    remaining_m: float


@dataclass(frozen=True, slots=True)
class MotionReport:
    """Where a base is and what it does.

    `confidence`: 0 lost to 1 sure of its pose. `place`: where it stands, "" = nowhere in particular.
    `causes`: conditions in force (drivers.mobile_base.failsafe), the gravest first. `path`: ahead of it, in
    the map.
    """

    state: MotionState
    pose: Pose | None = None
    confidence: float = 0.0
    speed_m_s: float = 0.0
    battery_percent: int | None = None
    charging: bool = False
    place: str = ""
    trip: Trip | None = None
    causes: tuple[str, ...] = ()
    path: tuple[tuple[float, float], ...] = ()
