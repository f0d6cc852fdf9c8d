"""Keeps one worker alive, whatever happens to it.

Responsible for: starting it, starting another when it is lost, one log line when it is lost and one when it
is back, never two at a time.
Not responsible for: what is said with it (`serve`) and for repeating what was under way.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from dialogs.workers.worker import Worker, WorkerLost

log = logging.getLogger(__name__)

START_LIMIT_S = 10.0
PAUSES_S = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0)  # after each failure in a row; the last one for ever
SOON_S = 0.5  # a pause up to this is worth waiting for
LIVED_S = 30.0  # one that has lived so long begins again at the shortest pause
UNFIT_S = 60.0  # something must be installed first: look now and then

Serve = Callable[[Worker, dict[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether there is a worker; if not, whether one is expected within a moment, and why there is none."""

    available: bool
    soon: bool
    why: str


NOT_STARTED = Standing(False, False, "not started")
STARTING = Standing(False, True, "starting")
AT_WORK = Standing(True, True, "")
STOPPED = Standing(False, False, "stopped")


class Keeper:
    """Hands each started worker and its first message to `serve`, which works until `WorkerLost`.

    A child that cannot do its work on this machine says {"unfit": why} first.
    """

    def __init__(
        self,
        name: str,
        make: Callable[[], Worker],
        serve: Serve,
        *,
        start_limit_s: float = START_LIMIT_S,
        pauses_s: tuple[float, ...] = PAUSES_S,
    ) -> None:
        self._name = name
        self._make = make
        self._serve = serve
        self._start_limit_s = start_limit_s
        self._pauses_s = pauses_s
        self._listeners: list[Callable[[Standing], None]] = []
        self._standing = NOT_STARTED
        self._failures = 0
        self._lost_at: float | None = None
        self.losses = 0

    @property
    def standing(self) -> Standing:
        """How it stands now."""
        return self._standing

    def on_change(self, listener: Callable[[Standing], None]) -> None:
        """Call `listener` on the event loop after every change."""
        self._listeners.append(listener)

    async def run(self) -> None:
        """Keep a worker at work until cancelled; it is stopped then."""
        self._enter(STARTING)
        try:
            while True:
                pause_s = await self._live()
                await asyncio.sleep(pause_s)
        finally:
            self._enter(STOPPED)

    async def _live(self) -> float:
        """The whole life of one worker; seconds to wait before the next."""
        began = asyncio.get_running_loop().time()
        worker = self._make()
        try:
            ready = await worker.start(self._start_limit_s)
            if unfit := ready.get("unfit"):
                return self._lose(str(unfit), UNFIT_S)
            self._note_return()
            await self._serve(worker, ready)
        except WorkerLost as error:
            return self._lose(str(error), self._pause_s(began))
        finally:
            await worker.stop()
        return self._lose("the worker was given up", self._pause_s(began))

    def _pause_s(self, began: float) -> float:
        """The pause after a life that began at loop time `began`."""
        if asyncio.get_running_loop().time() - began >= LIVED_S:
            self._failures = 0
        pause_s = self._pauses_s[min(self._failures, len(self._pauses_s) - 1)]
        self._failures += 1
        return pause_s

    def _lose(self, why: str, pause_s: float) -> float:
        if self._lost_at is None or why != self._standing.why:
            log.warning("%s lost: %s", self._name, why)
        if self._lost_at is None:
            self._lost_at = asyncio.get_running_loop().time()
            self.losses += 1
        self._enter(Standing(False, pause_s <= SOON_S, why))
        return pause_s

    def _note_return(self) -> None:
        if self._lost_at is not None:
            outage_s = asyncio.get_running_loop().time() - self._lost_at
            log.info("%s is back outage_s=%.1f", self._name, outage_s)
        self._lost_at = None
        self._enter(AT_WORK)

    def _enter(self, standing: Standing) -> None:
        if standing != self._standing:
            self._standing = standing
            for listener in self._listeners:
                listener(standing)
