"""A dispenser whose wire is served in a thread of its own, with an event loop of its own.

Responsible for: its answers never waiting for what the robot's loop does (a vending controller waits 100 ms).
Not responsible for: what is said (the dispenser inside), and for work that holds the interpreter's lock.
"""

import asyncio
import contextlib
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from drivers.dispenser.requests import BeforeDrive, Request, Requests
from drivers.dispenser.status import STARTING
from drivers.dispensing import DispenseResult, Outcome, Reason, SlotStock, Stage
from drivers.errors import NotReady
from drivers.interfaces import Dispenser
from drivers.status import DeviceStatus

END_S = 2.0  # for the thread to put everything away
SWITCH_S = 0.001  # an answer changes threads five times, and waits so long each time for one that reckons

T = TypeVar("T")


class ThreadedDispenser:
    """`inside` in a thread (drivers.interfaces.Dispenser); nobody else uses it.

    Listeners are called on the loop that runs `run`, and `before_drive` is awaited there.
    """

    def __init__(self, inside: Dispenser) -> None:
        self._inside = inside
        self._requests = Requests(self._give)
        self._home: asyncio.AbstractEventLoop | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._serving: asyncio.Task[None] | None = None
        self._ends = False
        self._status = STARTING
        self._status_listeners: list[Callable[[DeviceStatus], None]] = []
        inside.on_status(lambda status: self._at_home(self._become, status))
        inside.on_stage(lambda request_id, stage: self._at_home(self._requests.tell_stage, request_id, stage))

    @property
    def status(self) -> DeviceStatus:
        """The status last told."""
        return self._status

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        self._status_listeners.append(listener)

    def on_stage(self, listener: Callable[[str, Stage], None]) -> None:
        """Call `listener` on the event loop with a request's id and how far it is."""
        self._requests.on_stage(listener)

    def on_result(self, listener: Callable[[DispenseResult], None]) -> None:
        """Call `listener` on the event loop with every result, once."""
        self._requests.on_result(listener)

    def result_of(self, request_id: str) -> DispenseResult | None:
        """The result of a request that ended."""
        return self._requests.result_of(request_id)

    async def dispense(self, request_id: str, slot: int, before_drive: BeforeDrive) -> DispenseResult:
        """Give one item (drivers.interfaces.Dispenser)."""
        return await self._requests.dispense(request_id, slot, before_drive)

    async def run(self) -> None:
        """Keep the thread at work until cancelled. Raises what ended it."""
        self._home, self._ends = asyncio.get_running_loop(), False
        switch_s = sys.getswitchinterval()
        sys.setswitchinterval(min(switch_s, SWITCH_S))
        thread = ThreadPoolExecutor(1, thread_name_prefix="dispenser")
        ended = self._home.run_in_executor(thread, lambda: asyncio.run(self._serve()))
        try:
            await asyncio.shield(ended)
        finally:
            self._end()
            await asyncio.wait({ended}, timeout=END_S)
            await asyncio.sleep(0)  # the thread's last results arrive
            thread.shutdown(wait=False)
            sys.setswitchinterval(switch_s)
            await self._requests.end()

    async def read_stock(self, slot: int) -> SlotStock:
        """Ask the device now; nothing is known while the thread is not at work."""
        try:
            return await self._across(self._inside.read_stock(slot))
        except NotReady:
            return SlotStock(slot)

    async def release(self) -> None:
        """A person has looked (drivers.interfaces.Dispenser)."""
        await self._across(self._inside.release())

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician."""
        return self._inside.diagnostics()

    async def _give(self, request: Request) -> DispenseResult:
        """Serve one request over there; its intent is recorded over here."""
        if self._loop is None:
            return request.ended(Outcome.FAILED, Reason.NOT_CONNECTED)
        home = asyncio.get_running_loop()

        async def record() -> None:
            await request.before_drive()
            request.driven = True

        async def before_drive() -> None:
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(record(), home))

        return await self._across(self._inside.dispense(request.id, request.slot, before_drive))

    async def _across(self, work: Coroutine[Any, Any, T]) -> T:
        """What `work` gives, done in the thread. Raises `NotReady` while it is not at work."""
        if self._loop is None:
            work.close()
            raise NotReady("the dispenser is not at work")
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    async def _serve(self) -> None:
        self._serving = asyncio.ensure_future(self._inside.run())
        self._loop = asyncio.get_running_loop()
        if self._ends:
            self._serving.cancel()
        try:
            await asyncio.wait({self._serving})
            if not self._serving.cancelled():
                self._serving.result()
        finally:
            self._loop = None

    def _end(self) -> None:
        self._ends = True
        loop, serving = self._loop, self._serving
        if loop is not None and serving is not None:
            with contextlib.suppress(RuntimeError):  # it has just ended
                loop.call_soon_threadsafe(serving.cancel)

    def _at_home(self, tell: Callable[..., None], *told: object) -> None:
        """Call over here what happened over there."""
        if self._home is not None:
            with contextlib.suppress(RuntimeError):  # the robot's loop has ended: nobody listens any more
                self._home.call_soon_threadsafe(tell, *told)

    def _become(self, status: DeviceStatus) -> None:
        self._status = status
        for listener in self._status_listeners:
            listener(status)
