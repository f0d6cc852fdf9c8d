"""A mobile base that gets where it is sent after a while, and remembers when it moved; tests make it fail."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from drivers.motion import Hold, MotionReport, MotionState, Notice, Trip, TripEnd
from drivers.status import DeviceState, DeviceStatus

ONLINE = DeviceStatus(DeviceState.ONLINE)
UNABLE = {MotionState.OFFLINE: TripEnd.REFUSED, MotionState.STOPPED: TripEnd.REFUSED}


class FakeMobileBase:
    """A `drivers.interfaces.MobileBase`; a trip takes `takes_s` while nothing holds it.

    `ends`: how the next trips end, else they arrive. `pressed`: what stopped it is still there.
    """

    def __init__(self, place: str = "post", dock: str = "dock") -> None:
        self.status = ONLINE
        self.report = MotionReport(MotionState.IDLE, place=place, battery_percent=90)
        self.takes_s = 10.0
        self.ends: list[TripEnd] = []
        self.asked: list[str] = []
        self.holds: set[Hold] = set()
        self.pressed = False
        self.released = 0
        self.stops = 0
        self._dock = dock
        self._trip: asyncio.Future[TripEnd] | None = None
        self._reports: list[Callable[[MotionReport], None]] = []
        self._notices: list[Callable[[Notice], None]] = []
        self._statuses: list[Callable[[DeviceStatus], None]] = []

    @property
    def moving(self) -> bool:
        """It moves at this moment."""
        return self.report.state is MotionState.MOVING

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        self._statuses.append(listener)

    def on_report(self, listener: Callable[[MotionReport], None]) -> None:
        self._reports.append(listener)

    def on_notice(self, listener: Callable[[Notice], None]) -> None:
        self._notices.append(listener)

    async def run(self) -> None:
        self.say()
        await asyncio.Event().wait()

    async def go_to(self, place: str) -> TripEnd:
        self.asked.append(f"go {place}")
        return await self._travel(place, guiding=False)

    async def guide_to(self, place: str) -> TripEnd:
        self.asked.append(f"guide {place}")
        return await self._travel(place, guiding=True)

    async def dock(self) -> TripEnd:
        self.asked.append("dock")
        return await self._travel(self._dock, guiding=False)

    def stop(self) -> None:
        self.stops += 1
        self._end(TripEnd.CANCELLED)

    def hold(self, why: Hold, held: bool) -> None:
        (self.holds.add if held else self.holds.discard)(why)
        if self.report.trip is not None:
            self.say(state=MotionState.PAUSED if self.holds else MotionState.MOVING)

    def release(self) -> None:
        self.released += 1
        if self.report.state is MotionState.STOPPED and not self.pressed:
            self.say(state=MotionState.IDLE, causes=())

    def locate(self, place: str) -> None:
        self.say(place=place, state=MotionState.IDLE if self.report.state is MotionState.LOST else None)

    def diagnostics(self) -> dict[str, object]:
        return {}

    def say(self, **changes: object) -> None:
        """Report what is different; a state of None is no change."""
        changes = {name: value for name, value in changes.items() if (name, value) != ("state", None)}
        self.report = replace(self.report, **changes)  # type: ignore[arg-type]
        for listener in self._reports:
            listener(self.report)

    def become(self, status: DeviceStatus) -> None:
        self.status = status
        for listener in self._statuses:
            listener(status)

    def notice(self, notice: Notice) -> None:
        for listener in self._notices:
            listener(notice)

    def halt(self, cause: str = "bumper") -> None:
        """A failsafe stops it until a person has looked."""
        self._end(TripEnd.STOPPED)
        self.say(state=MotionState.STOPPED, causes=(cause,), place="")

    def lose_itself(self) -> None:
        self._end(TripEnd.LOST)
        self.say(state=MotionState.LOST, place="")

    def go_offline(self) -> None:
        self._end(TripEnd.FAILED)
        self.say(state=MotionState.OFFLINE, place="")

    def come_back(self, place: str = "") -> None:
        self.say(state=MotionState.IDLE, place=place, causes=())

    def _end(self, how: TripEnd) -> None:
        if self._trip is not None and not self._trip.done():
            self._trip.set_result(how)
        if self.report.trip is not None:
            self.say(state=MotionState.IDLE, trip=None)

    async def _travel(self, place: str, *, guiding: bool) -> TripEnd:
        self._end(TripEnd.CANCELLED)
        if self.report.state in UNABLE:
            return UNABLE[self.report.state]
        trip = self._trip = asyncio.get_running_loop().create_future()
        self.say(
            state=MotionState.PAUSED if self.holds else MotionState.MOVING,
            trip=Trip(place, guiding, 5.0),
            place="",
            charging=False,
        )
        try:
            return await self._ended(trip, place)
        except asyncio.CancelledError:
            if self._trip is trip:
                self._end(TripEnd.CANCELLED)
            raise

    async def _ended(self, trip: "asyncio.Future[TripEnd]", place: str) -> TripEnd:
        left_s = self.takes_s
        while left_s > 0 and not trip.done():
            await asyncio.wait([trip], timeout=min(left_s, 0.5))
            left_s -= 0.0 if self.holds else 0.5
        if trip.done():
            return trip.result()
        end = self.ends.pop(0) if self.ends else TripEnd.ARRIVED
        trip.set_result(end)
        there = place if end is TripEnd.ARRIVED else ""
        self.say(state=MotionState.IDLE, trip=None, place=there, charging=there == self._dock)
        return end
