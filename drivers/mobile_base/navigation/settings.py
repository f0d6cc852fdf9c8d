"""How a robot goes about its trips."""

import math
from dataclasses import dataclass

from drivers.motion import Pose

HERE = Pose(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class NavigationSettings:
    """Metres, radians, seconds.

    `scanner`: where the range scanner sits on the base. `speed_m_s`: at most, where nothing else limits it
    (reliability fact sheet §9: 0.3 m/s in public).
    """

    scanner: Pose = HERE
    tick_s: float = 0.05
    radius_m: float = 0.18
    planning_margin_m: float = 0.01
    speed_m_s: float = 0.3
    guiding_m_s: float = 0.25
    turning_rad_s: float = 0.6
    place_tolerance_m: float = 0.1
    place_tolerance_rad: float = math.radians(10.0)
    point_tolerance_m: float = 0.25
    replan_s: float = 1.0
    trip_base_s: float = 60.0
    trip_slowest_m_s: float = 0.2
    trip_times: float = 3.0
    staging_m: float = 0.8
    undock_m: float = 0.5
    search_s: float = 30.0

    def trip_limit_s(self, shortest_m: float) -> float:
        """How long a trip over `shortest_m` may take."""
        return self.trip_base_s + self.trip_times * shortest_m / self.trip_slowest_m_s
