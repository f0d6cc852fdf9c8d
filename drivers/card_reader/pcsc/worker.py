"""One reading at a time, in a thread that can be left behind.

PC/SC has no way to end a command that a card does not answer: its thread waits until the card is taken away.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from drivers.identity_card.chip.errors import CardError, Cause

GRACE_S = 3.0  # for the command under way when the time is over
Result = TypeVar("Result")


class Stop:
    """Tells a reading that it is to end: it was given up, or its time is over."""

    def __init__(self, within_s: float) -> None:
        self._within_s = within_s
        self._until = time.monotonic() + within_s
        self._given_up = threading.Event()

    def check(self) -> None:
        """Raises `CardError(TIMED_OUT)`; called between commands."""
        if self._given_up.is_set():
            raise CardError(Cause.TIMED_OUT, "the reading was given up")
        if time.monotonic() > self._until:
            raise CardError(Cause.TIMED_OUT, f"the reading took longer than {self._within_s:g} s")

    def give_up(self) -> None:
        """Let the reading end at its next command."""
        self._given_up.set()


class Worker:
    """`on_hanging` is called on the event loop when a thread is left behind, and when it comes back."""

    def __init__(self, on_hanging: Callable[[], None]) -> None:
        self._on_hanging = on_hanging
        self._turn = asyncio.Lock()
        self._idle = asyncio.Event()
        self._idle.set()
        self.is_hanging = False

    async def run(self, deed: Callable[[Stop], Result], within_s: float) -> Result:
        """What `deed` returns or raises, done in a thread. `CardError(TIMED_OUT)` when it hangs."""
        async with self._turn:
            await self._wait_for_the_last()
            stop = Stop(within_s)
            done = self._start(deed, stop)
            try:
                async with asyncio.timeout(within_s + GRACE_S):
                    return await done
            except TimeoutError as error:
                self._hang(True)
                raise CardError(
                    Cause.TIMED_OUT, f"the card has not answered for {GRACE_S:g} s or more"
                ) from error
            finally:
                stop.give_up()

    async def _wait_for_the_last(self) -> None:
        try:
            async with asyncio.timeout(GRACE_S):
                await self._idle.wait()
        except TimeoutError as error:
            self._hang(True)
            raise CardError(Cause.TIMED_OUT, "the reader still waits for the answer of a card") from error

    def _start(self, deed: Callable[[Stop], Result], stop: Stop) -> "asyncio.Future[Result]":
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Result] = loop.create_future()

        def work() -> None:
            settle: Callable[[], None]
            try:
                settle = partial(done.set_result, deed(stop))
            except Exception as error:  # noqa: BLE001 - handed to whoever waits
                settle = partial(done.set_exception, error)
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(self._finish, done, settle)

        self._idle.clear()
        threading.Thread(target=work, name="card reading", daemon=True).start()
        return done

    def _finish(self, done: "asyncio.Future[Result]", settle: Callable[[], None]) -> None:
        self._idle.set()
        self._hang(False)
        if not done.done():
            settle()

    def _hang(self, is_hanging: bool) -> None:
        if is_hanging != self.is_hanging:
            self.is_hanging = is_hanging
            self._on_hanging()
