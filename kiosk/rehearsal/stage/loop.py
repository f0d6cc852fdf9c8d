"""An event loop whose time jumps to the next deadline when nothing is ready: hours in seconds."""

import asyncio
import selectors
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from typing import TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Deadlock(RuntimeError):
    """Nothing is ready and nothing is scheduled: whoever still waits would wait for ever."""


class _Skipping(selectors.SelectSelector):
    """Never waits: says how long the loop wanted to."""

    def __init__(self, skip: Callable[[float], None]) -> None:
        super().__init__()
        self._skip = skip

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Nothing comes from outside: the wait is over at once."""
        if timeout is None:
            raise Deadlock("everybody waits, and nothing will ever happen")
        if timeout > 0:
            self._skip(timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """Begins at 0 seconds. Nothing comes from outside: what an executor is given is done at once."""

    def __init__(self) -> None:
        self._now_s = 0.0
        self.turns = 0
        super().__init__(_Skipping(self._skip))

    def time(self) -> float:
        """Virtual seconds since the beginning."""
        return self._now_s

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

    def _skip(self, seconds: float) -> None:
        self._now_s += seconds


def run(main: Callable[[], Awaitable[T]]) -> T:
    """Run `main()` to its end on a loop of its own."""

    async def inside() -> T:
        return await main()

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(inside())
