"""A base and a range scanner that find their way through a hall.

Responsible for: both devices' running, a step of the navigator every 0.05 s, handing its setpoints to the
base, telling who asked how a trip ended, status. Not responsible for: any decision (navigator.py); standing
still when a step does not come: the base's own driver sees to that.
"""

import asyncio
from collections.abc import Callable, Iterable
from typing import Self

import numpy as np

from drivers.interfaces import DriveBase, RangeScanner
from drivers.mobile_base.navigation.frames import after
from drivers.mobile_base.navigation.maps.hall_map import HallMap
from drivers.mobile_base.navigation.navigator import Navigator, Outcome
from drivers.mobile_base.navigation.settings import NavigationSettings
from drivers.mobile_base.navigation.trip import Aim, Goal
from drivers.mobile_base.navigation.watch import Health
from drivers.motion import BaseReading, Hold, MotionReport, MotionState, Notice, Pose, TripEnd
from drivers.range_scan import RangeScan
from drivers.status import DeviceState, DeviceStatus

REPORT_S = 0.2
_THERE = frozenset({DeviceState.ONLINE, DeviceState.USER_ERROR})  # it speaks, though something may hold it


class NavigatedBase:
    """A robot's base that goes to places of `hall` (drivers.interfaces.MobileBase)."""

    def __init__(
        self,
        base: DriveBase,
        scanner: RangeScanner,
        hall: HallMap,
        rng: np.random.Generator,
        settings: NavigationSettings | None = None,
    ) -> None:
        self._base, self._scanner, self._hall = base, scanner, hall
        self._settings = settings or NavigationSettings()
        self.navigator = Navigator.of(hall, rng, self._settings)
        self._report = MotionReport(MotionState.OFFLINE)
        self._reported_s = 0.0
        self._waiting: dict[int, asyncio.Future[TripEnd]] = {}
        self._report_listeners: list[Callable[[MotionReport], None]] = []
        self._notice_listeners: list[Callable[[Notice], None]] = []
        self._steps = self._late = 0
        base.on_reading(self._on_reading)
        scanner.on_scan(self._on_scan)

    @classmethod
    def open(
        cls, base: DriveBase, scanner: RangeScanner, hall: HallMap, settings: NavigationSettings | None = None
    ) -> Self:
        """With chance from the system; no I/O before `run`."""
        return cls(base, scanner, hall, np.random.default_rng(), settings)

    @property
    def status(self) -> DeviceStatus:
        """Of the device that is worse off."""
        base, scanner = self._base.status, self._scanner.status
        if base.device is not DeviceState.ONLINE:
            return DeviceStatus(base.device, base.faults + scanner.faults)
        return DeviceStatus(scanner.device, base.faults + scanner.faults)

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        for device in (self._base, self._scanner):
            device.on_status(lambda _: listener(self.status))

    @property
    def report(self) -> MotionReport:
        """Where it is and what it does."""
        return self._report

    def on_report(self, listener: Callable[[MotionReport], None]) -> None:
        """Call `listener` on the event loop with every change of state and up to five times a second."""
        self._report_listeners.append(listener)

    def on_notice(self, listener: Callable[[Notice], None]) -> None:
        """Call `listener` on the event loop with what people around should be told."""
        self._notice_listeners.append(listener)

    async def run(self) -> None:
        """Keep both devices connected and the navigator stepping until cancelled; it stands still then."""
        works = [
            asyncio.ensure_future(work) for work in (self._base.run(), self._scanner.run(), self._navigate())
        ]
        try:
            ended, _ = await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
            for work in ended:
                work.result()
        finally:
            self._base.stop()
            for work in works:
                work.cancel()
            await asyncio.wait(works)
            self._tell_ends((number, TripEnd.FAILED) for number in list(self._waiting))

    async def go_to(self, place: str) -> TripEnd:
        """Go to a place of the hall. Raises ValueError for one it does not have."""
        return await self._travel(self._goal(place, Aim.GO))

    async def guide_to(self, place: str) -> TripEnd:
        """Go there slowly and wait for somebody who follows."""
        return await self._travel(self._goal(place, Aim.GUIDE))

    async def dock(self) -> TripEnd:
        """Go to the dock and charge. Raises ValueError in a hall without one."""
        if self._hall.dock is None:
            raise ValueError("the hall has no dock")
        return await self._travel(self._goal(self._hall.dock, Aim.DOCK))

    async def go_to_point(self, x_m: float, y_m: float) -> TripEnd:
        """Go to a point of the map, facing whichever way."""
        return await self._travel(Goal("", x_m, y_m, None, self._settings.point_tolerance_m))

    def stop(self) -> None:
        """Stand still at once; the trip ends `cancelled`."""
        self._base.stop()
        self.navigator.cancel()

    def hold(self, why: Hold, held: bool) -> None:
        """Do not move from now on, or no longer for this reason."""
        self.navigator.hold(why, held)
        if held:
            self._base.stop()

    def release(self) -> None:
        """A person has looked: end what is latched and no longer there."""
        self._base.release()

    def locate(self, place: str) -> None:
        """A person says that it stands at this place. Raises ValueError for one the hall does not have."""
        self.navigator.locate(self._place(place))

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician."""
        return {
            "steps": self._steps,
            "late_steps": self._late,
            "confidence": round(self._report.confidence, 2),
            "base": self._base.diagnostics(),
            "scanner": self._scanner.diagnostics(),
        }

    def _on_reading(self, reading: BaseReading) -> None:
        self.navigator.feel(reading)

    def _on_scan(self, scan: RangeScan) -> None:
        self.navigator.see(scan)

    async def _navigate(self) -> None:
        """A step every tick; after a late one the next is due a whole tick later."""
        loop, due = asyncio.get_running_loop(), asyncio.get_running_loop().time()
        while True:
            now = loop.time()
            self._act(self.navigator.step(now, self._health()), now)
            self._steps += 1
            due += self._settings.tick_s
            if due <= loop.time():
                self._late += 1
                due = loop.time() + self._settings.tick_s
            await asyncio.sleep(due - loop.time())

    def _act(self, outcome: Outcome, now: float) -> None:
        if outcome.twist is None:
            self._base.stop()
        else:
            self._base.drive(outcome.twist)
        for notice in outcome.notices:
            for listener in self._notice_listeners:
                listener(notice)
        self._tell_report(outcome.report, now)
        self._tell_ends((ended.number, ended.how) for ended in outcome.ended)

    def _tell_report(self, report: MotionReport, now: float) -> None:
        changed = report.state is not self._report.state
        self._report = report
        if changed or now - self._reported_s >= REPORT_S:
            self._reported_s = now
            for listener in self._report_listeners:
                listener(report)

    def _tell_ends(self, ends: Iterable[tuple[int, TripEnd]]) -> None:
        for number, how in ends:
            waiting = self._waiting.pop(number, None)
            if waiting is not None and not waiting.done():
                waiting.set_result(how)

    async def _travel(self, goal: Goal) -> TripEnd:
        """Until the trip has ended; cancelled, it stops."""
        loop = asyncio.get_running_loop()
        number = self.navigator.begin(goal, loop.time())
        ended: asyncio.Future[TripEnd] = loop.create_future()
        self._waiting[number] = ended
        try:
            return await ended
        except asyncio.CancelledError:
            if self._waiting.pop(number, None) is not None:
                self.stop()
            raise

    def _health(self) -> Health:
        base_online = self._base.status.device in _THERE
        return Health(base_online, self._scanner.status.usable, self._base.latched)

    def _goal(self, place: str, aim: Aim) -> Goal:
        pose = self._place(place)
        if aim is Aim.DOCK:
            pose = after(pose, Pose(-self._settings.staging_m, 0.0, 0.0))
        return Goal(place, pose.x_m, pose.y_m, pose.yaw_rad, self._settings.place_tolerance_m, aim)

    def _place(self, name: str) -> Pose:
        if name not in self._hall.places:
            raise ValueError(f"the hall has no place {name!r}")
        return self._hall.places[name]
