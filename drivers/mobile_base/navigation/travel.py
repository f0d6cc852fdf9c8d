"""How a trip is made, from one twentieth of a second to the next. Pure.

Responsible for: undocking, the way and its replanning, arriving, what is tried when the way is blocked,
waiting for who is guided, docking. Not responsible for: whether it may move at all (navigator.py).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.control.local import Blocker, LocalControl
from drivers.mobile_base.navigation.docking.docking import Docking
from drivers.mobile_base.navigation.frames import seen_from, wrapped
from drivers.mobile_base.navigation.guest import Guest
from drivers.mobile_base.navigation.manoeuvre import GoBack, Moment, TurnTo
from drivers.mobile_base.navigation.maps.hall_map import HallMap
from drivers.mobile_base.navigation.planning.planning_grid import PlanningGrid
from drivers.mobile_base.navigation.recovery import Deed, Recovery, Rung
from drivers.mobile_base.navigation.route import NEAR_M, Route, Way
from drivers.mobile_base.navigation.settings import NavigationSettings
from drivers.mobile_base.navigation.trip import Aim, Goal, Stage, TripUnderWay
from drivers.motion import STILL, BaseReading, Charger, Notice, Pose, TripEnd, Twist

ON_DOCK = frozenset({Charger.DOCK_CHARGING, Charger.DOCK_CHARGED})
BACK_UP_M, BACK_UP_PATIENCE_S = 0.25, 0.5
TURN_S, FACE_S = 8.0, 15.0
TAKEN_S = 8.0  # somebody is where it should be: wait so long, then as near as it is counts
ROUND_PEOPLE_S = 10.0
PERSON_M = 0.3  # of a person who is planned around
AHEAD_M = 0.6  # on the path, where it turns to when it looks for a way
DOCK_PERSON_M = 0.8
DOCK_MARGIN_M = -0.1  # to what stands, on the last metre: the dock is to be touched
INEXACT_M = 0.03
CLOSE_ENOUGH = 0.8  # of a tolerance: the pose is not exact
REPLAN_SOON_S, REPLAN_FREE_S, FORGOTTEN_S = 0.3, 2.0, 30.0
LOOK_S = 0.18  # not more often than things can turn up
PERSON_S = 3.0  # since somebody was in the way: it is still they who keep it
ROUND_M = 0.5  # longer by this is told
CRAWLS_M_S, TURNS_RAD_S = 0.05, 0.2  # faster than so it moves
TURNED_RAD, QUARTER_RAD = 0.2, math.pi / 2
NOBODY = np.empty((0, 2))


@dataclass(frozen=True, slots=True)
class Scene:
    """What a step goes by. `twist`: as it moves now."""

    now: float
    pose: Pose
    twist: Twist
    travelled_m: float
    reading: BaseReading

    @property
    def moment(self) -> Moment:
        """For a manoeuvre."""
        return Moment(self.now, self.pose, self.travelled_m)

    @property
    def on_dock(self) -> bool:
        """Whether the dock charges it."""
        return self.reading.charger in ON_DOCK


@dataclass(frozen=True, slots=True)
class Progress:
    """What a step came to; `end`, None: the trip goes on."""

    twist: Twist = STILL
    end: TripEnd | None = None
    notices: tuple[Notice, ...] = ()


class Travel:
    """Makes trips through one hall, one at a time."""

    def __init__(
        self, hall: HallMap, grid: PlanningGrid, control: LocalControl, settings: NavigationSettings
    ) -> None:
        self._hall = hall
        self._grid = grid
        self._control = control
        self._settings = settings
        self._docking = Docking(0.0)

    def begun(self, number: int, goal: Goal, now: float, on_dock: bool) -> TripUnderWay:
        """A trip that begins now."""
        stage = Stage.UNDOCKING if on_dock else Stage.UNDER_WAY
        guest = Guest(now) if goal.aim is Aim.GUIDE else None
        return TripUnderWay(number, goal, now, stage, Recovery(now), guest, stepped_s=now)

    def step(self, trip: TripUnderWay, scene: Scene) -> Progress:
        """What is to be done until the next step."""
        trip.pass_over(scene.now)
        if scene.now - trip.began_s > trip.limit_s:
            return Progress(end=TripEnd.FAILED)
        match trip.stage:
            case Stage.UNDOCKING:
                return self._undock(trip, scene)
            case Stage.UNDER_WAY:
                return self._go(trip, scene)
            case Stage.TURNING:
                return self._turn(trip, scene)
            case Stage.DOCKING:
                return self._dock(trip, scene)

    def _undock(self, trip: TripUnderWay, scene: Scene) -> Progress:
        """Out backwards, as it came in."""
        if trip.goal.aim is Aim.DOCK:
            return Progress(end=TripEnd.ARRIVED)
        if trip.manoeuvre is None:
            trip.manoeuvre = GoBack(self._settings.undock_m, scene.moment)
        wanted = trip.manoeuvre.step(scene.moment)
        if wanted is not None:
            return Progress(self._guarded(scene, wanted))
        trip.manoeuvre = None
        if scene.on_dock:
            return Progress(end=TripEnd.BLOCKED, notices=(Notice.CALLS_STAFF,))
        trip.stage = Stage.UNDER_WAY
        return Progress()

    def _go(self, trip: TripUnderWay, scene: Scene) -> Progress:
        if trip.route is None:
            trip.route = Route(self._grid, (trip.goal.x_m, trip.goal.y_m))
            trip.limit_s = self._settings.trip_limit_s(trip.route.shortest_m(scene.pose))
        if trip.guest is not None and (awaited := self._await(trip, trip.guest, scene)) is not None:
            return awaited
        self._replan(trip, trip.route, scene)
        if trip.route.way is Way.NONE:
            return Progress(end=TripEnd.UNREACHABLE)
        if self._is_there(trip, trip.route, scene):
            return self._at_goal(trip, scene)
        return self._on_the_way(trip, trip.route, scene)

    def _await(self, trip: TripUnderWay, guest: Guest, scene: Scene) -> Progress | None:
        """Stand while nobody follows; None: somebody does."""
        people = [(person.x_m, person.y_m) for person in self._control.people]
        guest.look(scene.pose, people, self._control.obstacles, scene.now)
        if guest.is_gone(scene.now):
            return Progress(end=TripEnd.CANCELLED)
        if not guest.is_missed(scene.now):
            trip.waiting = False
            return None
        notices = () if trip.waiting else (Notice.WAITS_FOR_GUEST,)
        trip.waiting = True
        trip.recovery.paused(self._settings.tick_s)
        return Progress(notices=notices)

    def _replan(self, trip: TripUnderWay, route: Route, scene: Scene) -> None:
        """Soon when something stands in the way; now and then while nothing does: there may be a better."""
        age_s = scene.now - route.planned_s
        if age_s < REPLAN_SOON_S or (scene.now - trip.looked_s < LOOK_S and age_s < FORGOTTEN_S):
            return
        trip.looked_s = scene.now
        is_free = route.way is Way.FREE and self._control.path_is_free(route.path)
        if age_s < (REPLAN_FREE_S if is_free else self._settings.replan_s):
            return
        seen = self._control.obstacles
        if scene.now < trip.round_people_until_s:
            seen = np.concatenate((seen, self._people_as_obstacles(scene.pose)))
        route.plan(scene.pose, seen, scene.now, is_free and age_s < FORGOTTEN_S)
        trip.recovery.planned(route.remaining_m(scene.pose), scene.now)

    def _people_as_obstacles(self, pose: Pose) -> NDArray[np.float64]:
        around = np.linspace(0.0, 2 * np.pi, 12, endpoint=False)
        ring = PERSON_M * np.stack([np.cos(around), np.sin(around)], axis=1)
        spots = [np.array([(person.x_m, person.y_m)]) + ring for person in self._control.people]
        points = np.concatenate([NOBODY, *spots])
        far = np.hypot(points[:, 0] - pose.x_m, points[:, 1] - pose.y_m) > PERSON_M
        return np.asarray(points[far])

    def _is_there(self, trip: TripUnderWay, route: Route, scene: Scene) -> bool:
        """At the goal, or as near to a taken one as it gets."""
        if trip.goal.distance_m(scene.pose) <= trip.goal.tolerance_m * CLOSE_ENOUGH:
            return True
        if trip.goal.aim is Aim.DOCK:
            return False
        on_the_way = route.remaining_m(scene.pose) + route.ends_beside_m <= NEAR_M + trip.goal.tolerance_m
        near = on_the_way and trip.goal.distance_m(scene.pose) <= NEAR_M - INEXACT_M
        return near and trip.recovery.waited_s(scene.now) > TAKEN_S

    def _at_goal(self, trip: TripUnderWay, scene: Scene) -> Progress:
        trip.manoeuvre, trip.waiting = None, False
        if trip.goal.yaw_rad is None:
            return Progress(end=TripEnd.ARRIVED)
        trip.stage = Stage.TURNING
        return Progress()

    def _on_the_way(self, trip: TripUnderWay, route: Route, scene: Scene) -> Progress:
        """Along the path, or whatever is being tried."""
        if trip.manoeuvre is not None:
            wanted = trip.manoeuvre.step(scene.moment)
            if wanted is not None:
                return Progress(self._guarded(scene, wanted))
            trip.manoeuvre = None
            route.planned_s = -math.inf
        limit_m_s = self._limit_m_s(trip, scene.pose)
        decision = self._control.follow(scene.pose, scene.twist, route.path, scene.now, limit_m_s)
        if decision.blocked_by is Blocker.PERSON:
            trip.person_s = scene.now
        by_person = scene.now - trip.person_s < PERSON_S
        trip.waiting = decision.blocked_by is not Blocker.NONE
        far = trip.goal.distance_m(scene.pose) > NEAR_M + trip.goal.tolerance_m
        if far and not trip.waiting and _moves(decision.twist):
            trip.recovery.moves(self._settings.tick_s)
        rung = trip.recovery.step(scene.now, route.remaining_m(scene.pose), by_person)
        if rung is None:
            return Progress(decision.twist)
        return self._tried(trip, route, scene, rung, decision.twist)

    def _tried(self, trip: TripUnderWay, route: Route, scene: Scene, rung: Rung, twist: Twist) -> Progress:
        """Begin what is due."""
        notices = () if rung.notice is None else (rung.notice,)
        match rung.deed:
            case Deed.GIVE_UP:
                return Progress(end=TripEnd.BLOCKED, notices=notices)
            case Deed.LOOK_AGAIN:
                trip.round_people_until_s = scene.now + ROUND_PEOPLE_S
                before_m = route.remaining_m(scene.pose)
                route.planned_s = -math.inf
                self._replan(trip, route, scene)
                if route.remaining_m(scene.pose) > before_m + ROUND_M:
                    trip.recovery.begun += 1
                    notices = (Notice.GOES_ROUND,)
            case Deed.BACK_UP:
                trip.manoeuvre = GoBack(BACK_UP_M, scene.moment, BACK_UP_PATIENCE_S)
            case Deed.TURN:
                fastest = self._settings.turning_rad_s
                trip.manoeuvre = TurnTo(
                    self._way_out_rad(route, scene.pose), TURNED_RAD, fastest, scene.now + TURN_S
                )
            case Deed.ASK:
                pass
        return Progress(twist, notices=notices)

    def _way_out_rad(self, route: Route, pose: Pose) -> float:
        """Along the path; a quarter turn where it looks there already."""
        away_m = np.hypot(route.path[:, 0] - pose.x_m, route.path[:, 1] - pose.y_m)
        beyond = np.flatnonzero(away_m[int(np.argmin(away_m)) :] >= AHEAD_M)
        point = route.path[int(np.argmin(away_m)) + int(beyond[0])] if len(beyond) else route.path[-1]
        along = math.atan2(point[1] - pose.y_m, point[0] - pose.x_m)
        return along if abs(wrapped(along - pose.yaw_rad)) > QUARTER_RAD / 2 else pose.yaw_rad + QUARTER_RAD

    def _limit_m_s(self, trip: TripUnderWay, pose: Pose) -> float:
        settings = self._settings
        fastest = settings.speed_m_s if trip.guest is None else min(settings.guiding_m_s, settings.speed_m_s)
        return min(fastest, self._hall.speed_limit_at(pose.x_m, pose.y_m))

    def _turn(self, trip: TripUnderWay, scene: Scene) -> Progress:
        """To where it should face; somebody in the way of that is no reason to call the trip off."""
        if trip.manoeuvre is None:
            yaw_rad = scene.pose.yaw_rad if trip.goal.yaw_rad is None else trip.goal.yaw_rad
            tolerance = self._settings.place_tolerance_rad * CLOSE_ENOUGH
            trip.manoeuvre = TurnTo(yaw_rad, tolerance, self._settings.turning_rad_s, scene.now + FACE_S)
        wanted = trip.manoeuvre.step(scene.moment)
        if wanted is not None:
            return Progress(self._guarded(scene, wanted))
        trip.manoeuvre = None
        if trip.goal.aim is not Aim.DOCK:
            return Progress(end=TripEnd.ARRIVED)
        trip.stage = Stage.DOCKING
        self._docking = Docking(scene.now, self._dock_from(scene.pose))
        return Progress()

    def _dock(self, trip: TripUnderWay, scene: Scene) -> Progress:
        """By the dock's infrared; stands while somebody is between."""
        step = self._docking.step(scene.reading, scene.now)
        if step.done:
            return Progress(end=TripEnd.ARRIVED)
        if step.failed:
            return Progress(end=TripEnd.FAILED, notices=(Notice.CALLS_STAFF,))
        margin_m = DOCK_MARGIN_M if step.close else None
        decision = self._control.guard(scene.pose, scene.twist, step.twist, scene.now, margin_m)
        ahead = step.twist.v_m_s > 0 and self._somebody_is_ahead(scene.pose)
        trip.waiting = ahead or decision.blocked_by is Blocker.PERSON
        if trip.waiting:
            self._docking.waited(self._settings.tick_s)
        return Progress(STILL if ahead else decision.twist)

    def _dock_from(self, pose: Pose) -> Pose | None:
        return None if self._hall.dock is None else seen_from(pose, self._hall.places[self._hall.dock])

    def _somebody_is_ahead(self, pose: Pose) -> bool:
        for person in self._control.people:
            seen = seen_from(pose, Pose(person.x_m, person.y_m, 0.0))
            if 0 < seen.x_m < DOCK_PERSON_M and abs(seen.y_m) < DOCK_PERSON_M / 2:
                return True
        return False

    def _guarded(self, scene: Scene, wanted: Twist) -> Twist:
        return self._control.guard(scene.pose, scene.twist, wanted, scene.now).twist


def _moves(twist: Twist) -> bool:
    return twist.v_m_s > CRAWLS_M_S or abs(twist.w_rad_s) > TURNS_RAD_S
