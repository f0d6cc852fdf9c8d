"""How a hall is furnished beyond its map."""

from dataclasses import dataclass, field

from simulator.hall.dock import Dock
from simulator.hall.people.crowd import CrowdOptions
from simulator.hall.pits import Point
from simulator.hall.poses import Pose
from simulator.hall.wheels import DriveOptions


@dataclass(frozen=True, slots=True)
class HallOptions:
    """`start` None: on the dock, or without one where there is most room. `pits`: stairs that lead down.

    `obstacles`: what stands there that the map does not show: x, y, radius. `far_m`: how far it can be seen.
    """

    start: Pose | None = None
    dock: Dock | None = None
    pits: tuple[tuple[Point, ...], ...] = ()
    obstacles: tuple[tuple[float, float, float], ...] = ()
    people: int = 0
    crowd: CrowdOptions = field(default_factory=CrowdOptions)
    drive: DriveOptions = field(default_factory=DriveOptions)
    far_m: float = 12.0
