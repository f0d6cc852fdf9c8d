"""What is to be rehearsed, and what came out of it."""

from dataclasses import dataclass
from pathlib import Path

from drivers.motion import Pose

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Circle:
    """Something round that stands in the hall and is not on the map; metres."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class DriveOrder:
    """One trip; the same order comes to the same end. `people` walk about meanwhile."""

    map_file: Path
    start: Pose
    goal: Point
    unmapped: tuple[Circle, ...] = ()
    people: int = 0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class DriveResult:
    """What is true of a trip, measured in the simulated hall and not by the robot.

    `reason`: how it ended (drivers.motion.TripEnd). `shortest_m`: of the shortest way round all that stands
    there, None without one. `min_clearance_m`: from the robot's edge to anything. `contacts`: caused by the
    robot, that is touched while it moved towards it faster than 0.05 m/s. `recoveries`: backing up, turning,
    looking for another way. `wall_s`: real seconds it took.
    """

    arrived: bool
    reason: str
    time_s: float
    path_m: float
    shortest_m: float | None
    min_clearance_m: float | None
    contacts: int
    recoveries: int
    wall_s: float
