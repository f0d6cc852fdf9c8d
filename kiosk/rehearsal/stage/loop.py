"""An event loop whose time jumps to the next deadline when nothing is ready: hours in seconds."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from contextvars import Context
from heapq import heappop, heappush
from itertools import count
from typing import TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Deadlock(RuntimeError):
    """Nothing is ready and nothing is scheduled: whoever still waits would wait for ever."""


class VirtualLoop(asyncio.BaseEventLoop):
    """Begins at 0 seconds. Nothing comes from outside: what an executor is given is done at once.

    Timers of the same moment fire in the order in which they were made.
    """

    _ready: deque[asyncio.Handle]  # of the base class, which fills it

    def __init__(self) -> None:
        super().__init__()
        self._now_s = 0.0
        self._timers: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._numbers = count()

    def time(self) -> float:
        """Virtual seconds since the beginning."""
        return self._now_s

    def call_later(
        self,
        delay: float,
        callback: Callable[[*Ts], object],
        *args: *Ts,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """As the base class's."""
        return self.call_at(self._now_s + delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """As the base class's."""
        timer = asyncio.TimerHandle(when, callback, args, self, context)
        heappush(self._timers, (when, next(self._numbers), timer))
        return timer

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        """Do it now, in this thread."""
        answer: asyncio.Future[T] = self.create_future()
        try:
            answer.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - whoever asked must be told, whatever it is
            answer.set_exception(error)
        return answer

    def _run_once(self) -> None:
        """One turn: the base class's, without the world outside."""
        ready, timers = self._ready, self._timers
        if not ready:
            self._skip()
        while timers and timers[0][0] <= self._now_s:
            ready.append(heappop(timers)[2])
        for _ in range(len(ready)):
            handle = ready.popleft()
            if not handle.cancelled():
                handle._run()

    def _skip(self) -> None:
        """Go on to the next deadline."""
        timers = self._timers
        while timers and timers[0][2].cancelled():
            heappop(timers)
        if not timers:
            raise Deadlock("everybody waits, and nothing will ever happen")
        self._now_s = max(self._now_s, timers[0][0])

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """It is passed over when its time comes."""

    def _write_to_self(self) -> None:
        """Nobody sleeps who must be woken."""


def run(main: Callable[[], Awaitable[T]]) -> T:
    """Run `main()` to its end on a loop of its own."""

    async def inside() -> T:
        return await main()

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(inside())
