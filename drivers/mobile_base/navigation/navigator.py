"""Where the robot is, where it goes and whether it may: one step every twentieth of a second. Pure.

Responsible for: conditions and what they ask for, the trip's beginning and end, being lost and found again,
the report. Not responsible for: how a trip is made (travel.py), the devices (driver.py), stopping first when
something is touched (the base's own driver).
"""

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Self

import numpy as np

from drivers.mobile_base.failsafe import Action, Condition, Decision, decide
from drivers.mobile_base.navigation.control.local import LocalControl
from drivers.mobile_base.navigation.control.settings import ControlSettings
from drivers.mobile_base.navigation.localisation.localiser import MonteCarloLocaliser
from drivers.mobile_base.navigation.maps.hall_map import HallMap
from drivers.mobile_base.navigation.planning.clearance import blocked_cells, clearance_m
from drivers.mobile_base.navigation.planning.planning_grid import PlanningGrid
from drivers.mobile_base.navigation.route import NO_PATH, Path
from drivers.mobile_base.navigation.search import Search
from drivers.mobile_base.navigation.settings import NavigationSettings
from drivers.mobile_base.navigation.stuck import StuckWatch
from drivers.mobile_base.navigation.travel import ON_DOCK, Progress, Scene, Travel
from drivers.mobile_base.navigation.trip import Aim, Goal, Stage, TripUnderWay
from drivers.mobile_base.navigation.watch import Health, Watch
from drivers.mobile_base.navigation.whereabouts import DOCKED_M, DOCKED_RAD, Whereabouts
from drivers.motion import (
    STILL,
    BaseReading,
    Hold,
    MotionReport,
    MotionState,
    Notice,
    Pose,
    Trip,
    TripEnd,
    Twist,
)
from drivers.range_scan import RangeScan

AT_PLACE_M = 0.3
SURELY = 10  # readings in a row of a dock: one bad frame that passes its checksum must not move it there
PATH_POINTS = 40
FASTEST_RAD_S = 2.0

_ENDS = {
    Condition.STOP_SPOKEN: TripEnd.CANCELLED,
    Condition.LOCALISATION_LOST: TripEnd.LOST,
    Condition.BATTERY_CRITICAL: TripEnd.BATTERY,
}
_OF_BATTERY = frozenset({Condition.BATTERY_LOW, Condition.BATTERY_CRITICAL})


@dataclass(frozen=True, slots=True)
class Ended:
    """The trip of this number is over."""

    number: int
    how: TripEnd


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one step came to; `twist`, None: stand still at once, without a ramp."""

    twist: Twist | None
    report: MotionReport
    notices: tuple[Notice, ...] = ()
    ended: tuple[Ended, ...] = ()


@dataclass(slots=True)
class _Told:
    """What is to be told with the next step."""

    notices: list[Notice] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)


class Navigator:
    """One robot's. Tell it every reading and every turn of the scanner, then `step`."""

    def __init__(
        self,
        hall: HallMap,
        whereabouts: Whereabouts,
        control: LocalControl,
        travel: Travel,
        settings: NavigationSettings,
    ) -> None:
        self.whereabouts = whereabouts
        self.recoveries = 0
        self._hall = hall
        self._control = control
        self._travel = travel
        self._settings = settings
        self._watch, self._stuck, self._search = Watch(), StuckWatch(), Search(settings)
        self._holds: Set[Hold] = frozenset()
        self._reading: BaseReading | None = None
        self._scan: RangeScan | None = None
        self._observed: RangeScan | None = None
        self._trip: TripUnderWay | None = None
        self._numbers = 0
        self._jumps = whereabouts.jumps
        self._was_on_dock = self._was_lost = False
        self._dock_readings = 0
        self._decision = Decision(Action.HOLD, ())
        self._told = _Told()
        self._told_path: tuple[Path, tuple[tuple[float, float], ...]] = NO_PATH, ()

    @classmethod
    def of(cls, hall: HallMap, rng: np.random.Generator, settings: NavigationSettings) -> Self:
        """For one hall. Chance comes from `rng`."""
        limits = ControlSettings(radius_m=settings.radius_m, v_max_m_s=settings.speed_m_s)
        blocked = blocked_cells(hall)
        control = LocalControl(hall.grid, clearance_m(blocked, hall.grid.resolution_m), limits)
        grid = PlanningGrid.of(hall, settings.radius_m + settings.planning_margin_m)
        whereabouts = Whereabouts(MonteCarloLocaliser(hall.grid, rng), settings.scanner)
        return cls(hall, whereabouts, control, Travel(hall, grid, control, settings), settings)

    def feel(self, reading: BaseReading) -> None:
        """The next reading of the base."""
        self._reading = reading
        self._dock_readings = self._dock_readings + 1 if self._on_dock else 0
        self.whereabouts.feel(reading)

    def see(self, scan: RangeScan) -> None:
        """The next complete turn of the scanner; the newest counts."""
        self._scan = scan

    def begin(self, goal: Goal, now: float) -> int:
        """A new trip; it ends the one before. Returns its number; how it ends is told by a step."""
        self._end(TripEnd.CANCELLED)
        self._numbers += 1
        refused = self._refusal(goal.aim)
        if refused is not None:
            self._told.ended.append(Ended(self._numbers, refused))
        else:
            self._trip = self._travel.begun(self._numbers, goal, now, self._on_dock)
        return self._numbers

    def cancel(self) -> None:
        """Somebody told it to stop."""
        self._end(TripEnd.CANCELLED)

    def hold(self, why: Hold, held: bool) -> None:
        """Stand still for this reason, or no longer."""
        self._holds = self._holds | {why} if held else self._holds - {why}

    def locate(self, pose: Pose) -> None:
        """A person says that it stands about there."""
        self.whereabouts.place(pose)
        self._search.forget()

    def step(self, now: float, health: Health) -> Outcome:
        """What to do until the next step, 0.05 s later."""
        self._find_itself(now)
        conditions = self._watch.conditions(now, health, self._reading, self._scan_at_s, self._holds)
        twist = self._moved(now, conditions)
        self._watch_stuck(now, twist)
        told, self._told = self._told, _Told()
        return Outcome(twist, self._report(health), tuple(told.notices), tuple(told.ended))

    @property
    def _scan_at_s(self) -> float | None:
        return None if self._scan is None else self._scan.at_s

    @property
    def _on_dock(self) -> bool:
        return self._reading is not None and self._reading.charger in ON_DOCK

    def _refusal(self, aim: Aim) -> TripEnd | None:
        """Why a trip does not even begin."""
        action, causes = self._decision.action, set(self._decision.causes)
        if aim is not Aim.DOCK and causes & _OF_BATTERY:
            return TripEnd.BATTERY
        others = decide(causes - _OF_BATTERY - {Condition.LOCALISATION_LOST})
        if action >= Action.HOLD and others.action >= Action.HOLD:
            return TripEnd.REFUSED
        return None

    def _find_itself(self, now: float) -> None:
        """Take in the newest turn; what a dock tells counts most."""
        where = self.whereabouts
        if self._scan is not None and self._scan is not self._observed:
            self._observed = self._scan
            where.see(self._scan, now)
            if where.estimate.lost:
                self._was_lost = True
            else:
                self._forget_wrong_places()
                self._control.observe(where.pose, where.points, now, where.open_rad)
        is_docked = self._dock_readings >= SURELY
        if is_docked and not self._was_on_dock and self._hall.dock is not None:
            where.place(self._hall.places[self._hall.dock], DOCKED_M, DOCKED_RAD)
        self._was_on_dock = is_docked

    def _forget_wrong_places(self) -> None:
        """Put somewhere or found again: what it remembers to have seen stands where it is not."""
        if self._was_lost or self.whereabouts.jumps != self._jumps:
            self._was_lost, self._jumps = False, self.whereabouts.jumps
            self._control.forget()

    def _moved(self, now: float, conditions: set[Condition]) -> Twist | None:
        """The setpoint, after all that may forbid one."""
        if self._trip is not None and self._trip.goal.aim is Aim.DOCK:
            conditions = conditions - {Condition.BATTERY_CRITICAL}
        estimate = self.whereabouts.estimate
        searching = self._search.step(now, estimate, self._trip is not None)
        if searching is None:
            conditions = conditions | {Condition.LOCALISATION_LOST}
        self._decision = decide(conditions)
        if self._decision.action >= Action.CANCEL:
            self._end_by(self._decision.causes)
            return None
        if self._decision.action >= Action.HOLD:
            return None
        if estimate.lost:
            self._decision = decide(conditions | {Condition.LOCALISATION_LOST})
            return searching
        return self._travelled(now)

    def _travelled(self, now: float) -> Twist:
        trip, reading, where = self._trip, self._reading, self.whereabouts
        if trip is None or reading is None:
            return STILL
        odometry = where.odometry
        fastest_m_s = self._settings.speed_m_s
        twist = _within(odometry.twist, fastest_m_s)  # a bad frame may tell of any speed
        scene = Scene(now, where.pose, twist, odometry.travelled_m, reading)
        progress: Progress = self._travel.step(trip, scene)
        self._told.notices.extend(progress.notices)
        if progress.end is not None:
            self._end(progress.end)
        return _within(progress.twist, fastest_m_s)

    def _watch_stuck(self, now: float, twist: Twist | None) -> None:
        odometry = self.whereabouts.odometry
        if twist is None:
            self._stuck.forget()
        elif self._stuck.step(now, twist, odometry.travelled_m, odometry.pose):
            self._stuck.forget()
            self._decision = decide({*self._decision.causes, Condition.STUCK})
            self._told.notices.append(Notice.CALLS_STAFF)
            self._end(TripEnd.FAILED)

    def _end_by(self, causes: tuple[Condition, ...]) -> None:
        if self._decision.action is Action.STOP:
            self._end(TripEnd.STOPPED)
        else:
            self._end(_ENDS.get(causes[0], TripEnd.FAILED))

    def _end(self, how: TripEnd) -> None:
        if self._trip is not None:
            self.recoveries = self._trip.recovery.begun
            self._told.ended.append(Ended(self._trip.number, how))
            self._trip = None

    def _report(self, health: Health) -> MotionReport:
        where, reading, trip = self.whereabouts, self._reading, self._trip
        return MotionReport(
            state=self._state(health),
            pose=where.pose,
            confidence=where.estimate.confidence,
            speed_m_s=where.odometry.twist.v_m_s,
            battery_percent=None if reading is None else reading.battery_percent,
            charging=self._on_dock,
            place="" if where.estimate.lost else self._place(where.pose),
            trip=None
            if trip is None
            else Trip(trip.goal.name, trip.guest is not None, self._remaining_m(trip)),
            causes=tuple(condition.value for condition in self._decision.causes),
            path=self._path(),
        )

    def _state(self, health: Health) -> MotionState:
        """The gravest that is so."""
        if not (health.base_online and health.scanner_online):
            return MotionState.OFFLINE
        if self._decision.action is Action.STOP:
            return MotionState.STOPPED
        if self.whereabouts.estimate.lost:
            return MotionState.LOST
        if self._decision.action >= Action.HOLD:
            return MotionState.PAUSED
        if self._trip is None:
            return MotionState.CHARGING if self._on_dock else MotionState.IDLE
        if self._trip.stage is Stage.DOCKING:
            return MotionState.DOCKING
        return MotionState.WAITING if self._trip.waiting else MotionState.MOVING

    def _place(self, pose: Pose) -> str:
        near = {
            name: (place.x_m - pose.x_m) ** 2 + (place.y_m - pose.y_m) ** 2
            for name, place in self._hall.places.items()
        }
        name = min(near, key=near.__getitem__, default="")
        return name if name and near[name] <= AT_PLACE_M**2 else ""

    def _remaining_m(self, trip: TripUnderWay) -> float:
        if trip.route is None:
            return trip.goal.distance_m(self.whereabouts.pose)
        remaining_m = trip.route.remaining_m(self.whereabouts.pose)
        return remaining_m if remaining_m < float("inf") else 0.0

    def _path(self) -> tuple[tuple[float, float], ...]:
        trip = self._trip
        if trip is None or trip.route is None or not len(trip.route.path):
            return ()
        path = trip.route.path
        if path is not self._told_path[0]:
            some = np.concatenate((path[: -1 : max(1, len(path) // PATH_POINTS)], path[-1:]))
            self._told_path = path, tuple((float(x), float(y)) for x, y in some)
        return self._told_path[1]


def _within(twist: Twist, v_m_s: float) -> Twist:
    """Not faster than that, nor than it ever turns."""
    v, w = min(max(twist.v_m_s, -v_m_s), v_m_s), min(max(twist.w_rad_s, -FASTEST_RAD_S), FASTEST_RAD_S)
    return twist if (v, w) == (twist.v_m_s, twist.w_rad_s) else Twist(v, w)
