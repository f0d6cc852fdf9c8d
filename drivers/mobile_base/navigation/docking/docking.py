"""From anywhere in front of a dock onto it, by its infrared beams, wheels and gyro. Pure.

Responsible for: looking for the dock, driving into the middle of its beams and along it, trying again, an
end to all that. Not responsible for: people in the way, the bumper's stop (the base's own driver).
"""

import math

from drivers.mobile_base.navigation.docking.approach import Approach
from drivers.mobile_base.navigation.docking.back import Back
from drivers.mobile_base.navigation.docking.leg import Leg
from drivers.mobile_base.navigation.docking.moves import View
from drivers.mobile_base.navigation.docking.sight import BESIDE, Sight
from drivers.mobile_base.navigation.docking.states import DockState, DockStep
from drivers.mobile_base.navigation.docking.sweep import Sweep
from drivers.mobile_base.navigation.odometry import Odometry
from drivers.motion import DARK, NOWHERE, STILL, BaseReading, Charger, Pose

TRIES, LIMIT_S, LIMIT_M = 4, 90.0, 15.0
HELD_S = 0.5  # between two steps: longer, and it was held
CHARGE_S = 1.0
UNSEEN = "nothing is seen of the dock: is it powered?"
TOUCHED = "it touched something before it charged"
LATE = "it took too long"
_CHARGES = frozenset({Charger.DOCK_CHARGING, Charger.DOCK_CHARGED})
_STATES: dict[type, DockState] = {
    Sweep: DockState.INITIAL_PERCEPTION,
    Leg: DockState.CONTROLLING,
    Approach: DockState.CONTROLLING,
    Back: DockState.RETRY,
}


class Docking:
    """One attempt to dock, of a few tries. `hint`: about where it will stand docked, seen from where it is
    now; it only saves time.
    """

    def __init__(self, now: float, hint: Pose | None = None) -> None:
        self._until_s = now + LIMIT_S
        self._stepped_s, self._waited_s = now, 0.0
        self._charges_s = math.inf  # since then
        self._tries = 1
        self._hint = hint
        self._odometry, self._sight = Odometry(), Sight()
        self._driven_m = 0.0
        self._move: Sweep | Leg | Approach | Back | None = None
        self._axis_rad = 0.0
        self._in_middle = False
        self._why = UNSEEN

    def waited(self, seconds: float) -> None:
        """It was not let go on for so long: that does not count."""
        self._waited_s += seconds

    def step(self, reading: BaseReading, now: float) -> DockStep:
        """The next setpoint."""
        if now - self._stepped_s > HELD_S:
            self.waited(now - self._stepped_s)
        self._stepped_s = now
        return self._step(reading, now - self._waited_s)

    def _step(self, reading: BaseReading, now: float) -> DockStep:
        view = self._look(reading, now)
        if reading.charger in _CHARGES:
            self._charges_s = min(self._charges_s, now)
            return DockStep(STILL, DockState.WAIT_FOR_CHARGE, done=now - self._charges_s >= CHARGE_S)
        self._charges_s = math.inf
        if self._move is None:
            self._move = Sweep(self._first_way())
        failed = self._failed(reading, now)
        state = _STATES[type(self._move)]
        if failed:
            return DockStep(STILL, state, failed=failed)
        twist = self._move.step(view)
        if twist is None:
            self._next(self._move, view)
            return DockStep(STILL, state)
        return DockStep(twist, state, close=isinstance(self._move, Approach))

    def _look(self, reading: BaseReading, now: float) -> View:
        before_m = self._odometry.travelled_m
        self._odometry.add(reading)
        self._sight.add(reading.beams, now)
        travelled_m = self._odometry.travelled_m
        self._driven_m += abs(travelled_m - before_m)
        return View(now, self._odometry.pose, travelled_m, self._sight, reading.beams.centre)

    def _failed(self, reading: BaseReading, now: float) -> str:
        if reading.bumpers is not NOWHERE:
            return TOUCHED
        if self._tries > TRIES:
            return self._why
        late = now > self._until_s or self._driven_m > LIMIT_M
        return f"{LATE}: {self._why}" if late else ""

    def _next(self, move: Sweep | Leg | Approach | Back, view: View) -> None:
        """What comes after a move that is over."""
        match move:
            case Sweep(bearing_rad=None):
                self._again(UNSEEN, view)
            case Sweep(bearing_rad=float(bearing_rad)):
                self._go_on(bearing_rad, view)
            case Leg(crossed=crossed):
                self._in_middle = crossed
                self._move = Sweep(self._first_way())
            case Approach(axis_rad=axis_rad, why=why):
                self._axis_rad = axis_rad
                self._again(why, view)
            case Back():
                self._move = Sweep(self._first_way())

    def _go_on(self, bearing_rad: float, view: View) -> None:
        off = view.sight.off
        if abs(off) >= BESIDE and not self._in_middle:
            self._move = Leg(bearing_rad, off, view)
        else:
            self._axis_rad = bearing_rad
            self._move = Approach(bearing_rad, view)

    def _again(self, why: str, view: View) -> None:
        self._why, self._in_middle = why, False
        self._tries += 1
        self._move = Sweep(self._first_way()) if why == UNSEEN else Back(self._axis_rad, view)

    def _first_way(self) -> int:
        """The way it turns to look: where a receiver sees something, or where the dock should be."""
        sight = self._sight
        if sight.left is DARK and sight.right is DARK:
            hint = self._hint
            return 1 if hint is None or math.atan2(hint.y_m, hint.x_m) >= 0 else -1
        return 1 if sight.left is not DARK else -1
