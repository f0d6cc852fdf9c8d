"""A mobile base that goes nowhere and remembers what it was told; trips end when the test ends them."""

import asyncio
from collections.abc import Callable
from typing import Any

from drivers.motion import Hold, MotionReport, MotionState, Notice, TripEnd
from drivers.status import DeviceState, DeviceStatus


class ToldBase:
    """A `drivers.interfaces.MobileBase`; `told` is everything it was told, in order."""

    def __init__(self, tell: Callable[[str], object] = str) -> None:
        self.told: list[str] = []
        self.status = DeviceStatus(DeviceState.ONLINE)
        self.report = MotionReport(MotionState.IDLE)
        self.trip: asyncio.Future[TripEnd] | None = None
        self._tell = tell
        self._reports: list[Callable[[MotionReport], None]] = []
        self._statuses: list[Callable[[DeviceStatus], None]] = []
        self._notices: list[Callable[[Notice], None]] = []

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        self._statuses.append(listener)

    def on_report(self, listener: Callable[[MotionReport], None]) -> None:
        self._reports.append(listener)

    def on_notice(self, listener: Callable[[Notice], None]) -> None:
        self._notices.append(listener)

    async def run(self) -> None:
        for listener in self._statuses:
            listener(self.status)
        await asyncio.Event().wait()

    async def go_to(self, place: str) -> TripEnd:
        return await self._travel(f"go_to {place}")

    async def guide_to(self, place: str) -> TripEnd:
        return await self._travel(f"guide_to {place}")

    async def dock(self) -> TripEnd:
        return await self._travel("dock")

    def stop(self) -> None:
        self._note("stop")
        self.end(TripEnd.CANCELLED)

    def hold(self, why: Hold, held: bool) -> None:
        self._note(f"{'hold' if held else 'let'} {why.value}")

    def release(self) -> None:
        self._note("release")

    def locate(self, place: str) -> None:
        self._note(f"locate {place}")

    def diagnostics(self) -> dict[str, Any]:
        return {"told": len(self.told)}

    def end(self, how: TripEnd) -> None:
        """The trip under way ends so."""
        if self.trip is not None and not self.trip.done():
            self.trip.set_result(how)

    def say(self, report: MotionReport) -> None:
        """It reports this."""
        self.report = report
        for listener in self._reports:
            listener(report)

    def notice(self, notice: Notice) -> None:
        """People should be told this."""
        for listener in self._notices:
            listener(notice)

    async def _travel(self, what: str) -> TripEnd:
        self.end(TripEnd.CANCELLED)
        self.trip = asyncio.get_running_loop().create_future()
        self._note(what)
        return await self.trip

    def _note(self, what: str) -> None:
        self.told.append(what)
        self._tell(what)
