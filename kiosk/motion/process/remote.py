"""The base as the robot sees it: in a process of its own, started again when it is lost.

Responsible for: orders and reports over the pipe, telling the process that the robot lives; when it died on
the way, no motion until a person has looked.
Not responsible for: driving (child.py and what it builds).
"""

import asyncio
import contextlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from dialogs.workers.keeper import Keeper, Standing
from dialogs.workers.worker import Worker, WorkerLost
from drivers.motion import Hold, MotionReport, MotionState, Notice, TripEnd
from drivers.status import Action, DeviceState, DeviceStatus, Fault
from kiosk.motion.process.messages import ALIVE_S, Message, report_of, status_of

MODULE = "kiosk.motion.process.child"
START_LIMIT_S = 20.0
STARTING = DeviceStatus(DeviceState.STARTING)
NO_PROCESS = DeviceStatus(DeviceState.HARDWARE_ERROR, (Fault("motion_failed", Action.MAINTENANCE),))
OFFLINE = MotionReport(MotionState.OFFLINE)
UNDER_WAY = (MotionState.STOPPED, MotionState.MOVING, MotionState.WAITING, MotionState.DOCKING)
STILL_S = 0.3  # the process stands the base still before it is ended


class RemoteBase:
    """A drivers.interfaces.MobileBase that another process drives as `order` says, in a hall of `places`."""

    def __init__(
        self, order: Message, places: Collection[str], make: Callable[[], Worker] = lambda: Worker(MODULE)
    ) -> None:
        self._order = dict(order)
        self._places = frozenset(places)
        self._keeper = Keeper("motion", make, self._serve, start_limit_s=START_LIMIT_S)
        self._keeper.on_change(self._stands)
        self._worker: Worker | None = None
        self._holds: set[Hold] = set()
        self._ids = count(1)
        self._trips: dict[int, asyncio.Future[TripEnd]] = {}
        self._figures: dict[str, object] = {}
        self._status = STARTING
        self._report = OFFLINE
        self._status_listeners: list[Callable[[DeviceStatus], None]] = []
        self._report_listeners: list[Callable[[MotionReport], None]] = []
        self._notice_listeners: list[Callable[[Notice], None]] = []

    @property
    def status(self) -> DeviceStatus:
        """The status last heard."""
        return self._status

    @property
    def report(self) -> MotionReport:
        """The report last heard."""
        return self._report

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        self._status_listeners.append(listener)

    def on_report(self, listener: Callable[[MotionReport], None]) -> None:
        """Call `listener` on the event loop with every report."""
        self._report_listeners.append(listener)

    def on_notice(self, listener: Callable[[Notice], None]) -> None:
        """Call `listener` on the event loop with what people around should be told."""
        self._notice_listeners.append(listener)

    async def run(self) -> None:
        """Keep the process at work until cancelled."""
        await self._keeper.run()

    async def go_to(self, place: str) -> TripEnd:
        """Go to a place of the hall. Raises ValueError for one it does not have."""
        return await self._travel("go_to", self._known(place))

    async def guide_to(self, place: str) -> TripEnd:
        """Go there and wait for who follows. Raises ValueError for a place the hall does not have."""
        return await self._travel("guide_to", self._known(place))

    async def dock(self) -> TripEnd:
        """Go to the dock and charge."""
        return await self._travel("dock", "")

    def stop(self) -> None:
        """Stand still at once; the trip ends `cancelled`."""
        self._send({"do": "stop"})

    def hold(self, why: Hold, held: bool) -> None:
        """Do not move for this reason, or no longer."""
        (self._holds.add if held else self._holds.discard)(why)
        self._send({"do": "hold", "why": why.value, "held": held})

    def release(self) -> None:
        """A person has looked."""
        self.hold(Hold.UNSEEN, False)
        self._send({"do": "release"})

    def locate(self, place: str) -> None:
        """A person says that it stands there. Raises ValueError for a place the hall does not have."""
        self._send({"do": "locate", "place": self._known(place)})

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician."""
        return {**self._figures, "process_losses": self._keeper.losses}

    async def _travel(self, what: str, place: str) -> TripEnd:
        trip = next(self._ids)
        if not self._send({"do": what, "trip": trip, "place": place}):
            return TripEnd.REFUSED
        ended: asyncio.Future[TripEnd] = asyncio.get_running_loop().create_future()
        self._trips[trip] = ended
        try:
            return await ended
        except asyncio.CancelledError:
            self.stop()
            raise
        finally:
            del self._trips[trip]

    def _known(self, place: str) -> str:
        if place not in self._places:
            raise ValueError(f"the hall has no place {place!r}; there are: {', '.join(sorted(self._places))}")
        return place

    def _send(self, message: Message) -> bool:
        """Whether there is a process that could be told."""
        with contextlib.suppress(WorkerLost):
            if self._worker is not None:
                self._worker.send(message)
                return True
        return False

    async def _serve(self, worker: Worker, ready: Mapping[str, Any]) -> None:
        """Talk with one process until it is lost. Raises `WorkerLost`."""
        worker.send(self._order)
        self._worker = worker
        for why in self._holds:
            self._send({"do": "hold", "why": why.value, "held": True})
        alive = asyncio.ensure_future(self._live())
        try:
            while True:
                self._hear((await worker.receive())[0])
        except asyncio.CancelledError:
            await self._stand_still()
            raise
        finally:
            alive.cancel()
            self._worker = None
            if self._report.state in UNDER_WAY:
                self._holds.add(Hold.UNSEEN)
            self._fail_trips()

    async def _live(self) -> None:
        """Say that the robot lives; what hangs the robot's loop hangs this, too, and so stops the base."""
        while True:
            self._send({"alive": True})
            await asyncio.sleep(ALIVE_S)

    async def _stand_still(self) -> None:
        """Told to stop, the process has a moment to do so before it is ended."""
        if self._send({"do": "stop"}):
            await asyncio.sleep(STILL_S)

    def _hear(self, message: dict[str, Any]) -> None:
        if "report" in message:
            self._become_report(self._seen(report_of(message["report"])))
            self._order["start"] = message["exact"] or self._order.get("start")
        elif "status" in message:
            self._become(status_of(message["status"]))
        elif "notice" in message:
            for listener in self._notice_listeners:
                listener(Notice(message["notice"]))
        elif "diagnostics" in message:
            self._figures = message["diagnostics"]
        elif (ended := self._trips.get(message.get("ended", 0))) is not None and not ended.done():
            ended.set_result(TripEnd(message["how"]))

    def _seen(self, report: MotionReport) -> MotionReport:
        """Stopped, for everybody, until a person has looked."""
        return replace(report, state=MotionState.STOPPED) if Hold.UNSEEN in self._holds else report

    def _stands(self, standing: Standing) -> None:
        if not standing.available:
            self._become_report(OFFLINE)
            self._become(STARTING if standing.soon else NO_PROCESS)

    def _fail_trips(self) -> None:
        for ended in self._trips.values():
            if not ended.done():
                ended.set_result(TripEnd.FAILED)

    def _become(self, status: DeviceStatus) -> None:
        if status != self._status:
            self._status = status
            for listener in self._status_listeners:
                listener(status)

    def _become_report(self, report: MotionReport) -> None:
        if report != self._report:
            self._report = report
            for listener in self._report_listeners:
                listener(report)
