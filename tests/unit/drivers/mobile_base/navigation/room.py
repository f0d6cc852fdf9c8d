"""A room of 6 × 4 m for the navigator, with a base that does at once as it is told, and no wires."""

import math

import numpy as np

from drivers.mobile_base.navigation.maps.grid import OCCUPIED, OccupancyGrid
from drivers.mobile_base.navigation.maps.hall_map import HallMap
from drivers.mobile_base.navigation.navigator import Navigator, Outcome
from drivers.mobile_base.navigation.settings import NavigationSettings
from drivers.mobile_base.navigation.trip import Aim, Goal
from drivers.mobile_base.navigation.watch import Health
from drivers.motion import BaseReading, Charger, MotionState, Notice, Pose, TripEnd, Twist
from drivers.range_scan import RangeScan

TICK_S, SCAN_TICKS = 0.05, 2
BEARINGS = -np.linspace(0.0, 2 * np.pi, 180, endpoint=False)
PLACES = {"door": Pose(1.0, 1.0, 0.0), "desk": Pose(5.0, 3.0, math.pi / 2), "dock": Pose(0.5, 2.0, math.pi)}


def room_map() -> HallMap:
    cells = np.zeros((80, 120), np.uint8)
    cells[:2], cells[-2:], cells[:, :2], cells[:, -2:] = (OCCUPIED,) * 4
    cells[30:50, 50:60] = OCCUPIED  # a pillar, so that no two places look the same
    cells[2:10, 100:118] = OCCUPIED
    return HallMap(OccupancyGrid(0.05, Pose(0, 0, 0), cells), PLACES, dock="dock")


class Room:
    """Steps time; `circles` are x, y, radius of what stands there, `drives`: whether the wheels turn."""

    def __init__(
        self,
        start: Pose = PLACES["door"],
        located: bool = True,
        search_s: float = 30.0,
    ) -> None:
        self.hall = room_map()
        self._noise = np.random.default_rng(7)
        self.navigator = Navigator.of(
            self.hall, np.random.default_rng(5), NavigationSettings(search_s=search_s)
        )
        self.pose, self.now, self.ticks = start, 0.0, 0
        self.moved_m = self.turned_rad = 0.0
        self.circles: list[tuple[float, float, float]] = []
        self.health, self.drives, self.sees = Health(), True, True
        self.charger, self.battery_percent = Charger.NONE, 80
        self.twist: Twist | None = None
        self.ends: dict[int, TripEnd] = {}
        self.notices: list[Notice] = []
        self.states: list[MotionState] = []
        if located:
            self.navigator.locate(start)
        self.pass_time(0.5)

    def begin(self, place: str, aim: Aim = Aim.GO) -> int:
        pose = self.hall.places[place]
        return self.navigator.begin(Goal(place, pose.x_m, pose.y_m, pose.yaw_rad, 0.1, aim), self.now)

    def pass_time(self, seconds: float) -> Outcome:
        for _ in range(max(1, round(seconds / TICK_S))):
            outcome = self._tick()
        return outcome

    def until_end(self, number: int, within_s: float = 120.0) -> TripEnd | None:
        until = self.now + within_s
        while number not in self.ends and self.now < until:
            self._tick()
        return self.ends.get(number)

    def _tick(self) -> Outcome:
        self.now, self.ticks = self.now + TICK_S, self.ticks + 1
        twist = self.twist if self.twist is not None and self.drives else Twist(0.0, 0.0)
        self._drive(twist)
        self.navigator.feel(
            BaseReading(
                self.now,
                self.moved_m,
                self.moved_m,
                self.turned_rad,
                twist.w_rad_s,
                charger=self.charger,
                battery_percent=self.battery_percent,
            )
        )
        if self.sees and self.ticks % SCAN_TICKS == 0:
            self.navigator.see(self._scan())
        outcome = self.navigator.step(self.now, self.health)
        self.twist = outcome.twist
        self.notices += outcome.notices
        self.states.append(outcome.report.state)
        self.ends.update({ended.number: ended.how for ended in outcome.ended})
        return outcome

    def _drive(self, twist: Twist) -> None:
        turn, ahead = twist.w_rad_s * TICK_S, twist.v_m_s * TICK_S
        along = self.pose.yaw_rad + turn / 2
        self.pose = Pose(
            self.pose.x_m + ahead * math.cos(along),
            self.pose.y_m + ahead * math.sin(along),
            self.pose.yaw_rad + turn,
        )
        self.moved_m, self.turned_rad = self.moved_m + ahead, self.turned_rad + turn

    def _scan(self) -> RangeScan:
        ranges = self._ranges(BEARINGS + self.pose.yaw_rad)
        ranges += 0.005 * self._noise.standard_normal(len(ranges))
        angles = np.arctan2(np.sin(BEARINGS), np.cos(BEARINGS))
        return RangeScan(self.now, angles.astype(np.float32), ranges.astype(np.float32), 0.0)

    def _ranges(self, bearings: np.ndarray) -> np.ndarray:
        """In steps of 4 cm: to the first cell that is not free, or the first circle."""
        far = np.arange(0.0, 8.0, 0.04)
        x = self.pose.x_m + np.cos(bearings)[:, None] * far
        y = self.pose.y_m + np.sin(bearings)[:, None] * far
        met = self.hall.grid.at(x, y) != 0
        for circle_x, circle_y, radius in self.circles:
            met |= np.hypot(x - circle_x, y - circle_y) < radius
        return far[met.argmax(axis=1)]
