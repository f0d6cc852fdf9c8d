"""The program of the process that drives the base: orders in, reports out, silence stops it.

Responsible for: carrying orders to the base, holding it while the robot is silent, ending with the robot;
without a map that can be read, saying so and looking again now and then.
Not responsible for: how it moves (drivers/mobile_base), starting again (remote.py).

First message in: what to build (building.py). Then {"alive"}, {"do", …}; out: {"report"}, {"status"},
{"notice"}, {"ended"}, {"diagnostics"}.
"""

import asyncio
import contextlib
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from dialogs.workers.child import Pipe
from dialogs.workers.frames import BadFrame
from drivers.interfaces import MobileBase
from drivers.mobile_base.navigation.maps.map_file import MapError
from drivers.motion import Hold, TripEnd
from drivers.status import Action, DeviceState, DeviceStatus, Fault
from kiosk.motion.process.building import base_of
from kiosk.motion.process.messages import SILENCE_S, Message, pose_message, report_message, status_message

LOOK_S = 0.01
DIAGNOSTICS_S = 1.0
UNFIT_S = 60.0  # a person mends the map: look now and then
UNFIT = DeviceStatus(DeviceState.HARDWARE_ERROR, (Fault("motion_failed", Action.MAINTENANCE),))

Inbox = asyncio.Queue[dict[str, Any] | None]


class Servant:
    """One base behind a pipe; `inbox` ends with None, `write` sends a message."""

    def __init__(self, base: MobileBase, inbox: Inbox, write: Callable[[Message], None]) -> None:
        self._base = base
        self._inbox = inbox
        self._write = write
        self._heard_at = asyncio.get_running_loop().time()
        self._silent = False
        self._unheard: list[Message] = []  # ends of trips, for when somebody listens again
        self._trips: set[asyncio.Task[None]] = set()
        base.on_report(
            lambda report: self._tell({"report": report_message(report), "exact": pose_message(report.pose)})
        )
        base.on_status(lambda status: self._tell({"status": status_message(status)}))
        base.on_notice(lambda notice: self._tell({"notice": notice.value}))

    async def run(self) -> None:
        """Serve until the robot is gone; the base stands still then."""
        works = [asyncio.ensure_future(work) for work in (self._base.run(), self._watch(), self._diagnose())]
        try:
            while (message := await self._inbox.get()) is not None:
                self._hear(message)
                await asyncio.sleep(0)  # a trip has begun before the next order may end it
        finally:
            self._base.stop()
            for task in (*works, *self._trips):
                task.cancel()
            await asyncio.gather(*works, *self._trips, return_exceptions=True)

    def _hear(self, message: dict[str, Any]) -> None:
        self._heard_at = asyncio.get_running_loop().time()
        if self._silent:
            self._silent = False
            self._base.hold(Hold.SILENCE, False)
            self._catch_up()
        if (what := message.get("do")) is not None:
            self._obey(what, message)

    def _obey(self, what: str, message: dict[str, Any]) -> None:
        base = self._base
        match what:
            case "go_to" | "guide_to" | "dock":
                trip = asyncio.ensure_future(self._travel(what, message))
                self._trips.add(trip)
                trip.add_done_callback(self._trips.discard)
            case "stop":
                base.stop()
            case "hold":
                base.hold(Hold(message["why"]), message["held"])
            case "release":
                base.release()
            case "locate":
                base.locate(message["place"])

    async def _travel(self, what: str, message: dict[str, Any]) -> None:
        base = self._base
        going = {"go_to": base.go_to, "guide_to": base.guide_to}
        end: TripEnd = await (base.dock() if what == "dock" else going[what](message["place"]))
        ended = {"ended": message["trip"], "how": end.value}
        if self._silent:
            self._unheard.append(ended)
        else:
            self._write(ended)

    async def _watch(self) -> None:
        """Hold the base when the robot has not been heard of."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOK_S)
            if not self._silent and loop.time() - self._heard_at > SILENCE_S:
                self._silent = True
                self._base.hold(Hold.SILENCE, True)

    async def _diagnose(self) -> None:
        while True:
            self._tell({"diagnostics": self._base.diagnostics()})
            await asyncio.sleep(DIAGNOSTICS_S)

    def _catch_up(self) -> None:
        """What happened while nobody listened."""
        for message in (*self._unheard, {"status": status_message(self._base.status)}):
            self._write(message)
        self._unheard.clear()

    def _tell(self, message: Message) -> None:
        """Not while nobody listens: a full pipe would stop the base's loop."""
        if not self._silent:
            self._write(message)


def main(make: Callable[[dict[str, Any]], MobileBase] = base_of) -> None:
    """Drive what `make` builds until the parent is gone."""
    pipe = Pipe.take()
    pipe.write({"ready": True})
    try:
        order = pipe.read()
    except BadFrame:
        order = None
    if order is not None:
        asyncio.run(_serve(pipe, partial(make, order[0])))


async def _serve(pipe: Pipe, make: Callable[[], MobileBase]) -> None:
    inbox: Inbox = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        message: dict[str, Any] | None = {}
        while message is not None:
            try:
                frame = pipe.read()
            except BadFrame:
                frame = None
            message = None if frame is None else frame[0]
            loop.call_soon_threadsafe(inbox.put_nowait, message)

    threading.Thread(target=read, daemon=True).start()
    base = await made(make, inbox, pipe.write)
    if base is not None:
        await Servant(base, inbox, pipe.write).run()


async def made(
    make: Callable[[], MobileBase], inbox: Inbox, write: Callable[[Message], None]
) -> MobileBase | None:
    """The base, once its map can be read, and orders refused until then; None when the robot is gone."""
    told = ""
    while True:
        try:
            return make()
        except MapError as error:
            if str(error) != told:
                told = str(error)
                sys.stderr.write(f"kiosk: the robot cannot move: {told}\n")
            write({"status": status_message(UNFIT)})
            write({"diagnostics": {"unfit": told}})
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(UNFIT_S):
                await _refuse(inbox, write)
                return None


async def _refuse(inbox: Inbox, write: Callable[[Message], None]) -> None:
    """End every trip at once, until the robot is gone."""
    while (message := await inbox.get()) is not None:
        if "trip" in message:
            write({"ended": message["trip"], "how": TripEnd.REFUSED.value})


if __name__ == "__main__":
    main()
