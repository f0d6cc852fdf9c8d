"""Signs of life: each part of the robot that can hang, and how it shows that it does not."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from drivers.blocking import overdue

LOOP_S = 8.0


@dataclass(frozen=True, slots=True)
class Hang:
    """What hangs, for how long, and in which thread; `spared`: no reason to restart the robot."""

    what: str
    for_s: float
    thread_id: int
    spared: bool = False


class Sign(Protocol):
    """One part, looked at from a thread of its own; `now` is `time.monotonic`."""

    def hangs(self, now: float) -> Sequence[Hang]:
        """What hangs of this part; never blocks."""


class LoopSign:
    """The event loop: asked at every look, it answers within `limit_s`."""

    def __init__(self, loop: asyncio.AbstractEventLoop, thread_id: int, limit_s: float = LOOP_S) -> None:
        self._loop = loop
        self._thread_id = thread_id
        self._limit_s = limit_s
        self._asked_at: float | None = None

    @classmethod
    def here(cls) -> "LoopSign":
        """The loop that runs in this thread."""
        return cls(asyncio.get_running_loop(), threading.get_ident())

    def hangs(self, now: float) -> Sequence[Hang]:
        """The loop, when its answer is overdue."""
        asked_at = self._asked_at
        if asked_at is None:
            self._asked_at = now
            self._loop.call_soon_threadsafe(self._answer)
        elif now - asked_at > self._limit_s:
            return [Hang("the event loop", now - asked_at, self._thread_id)]
        return []

    def _answer(self) -> None:
        self._asked_at = None


class DeviceThreads:
    """The threads of the drivers: none is over the time that it gave itself.

    `may_restart` is asked once a hang: a device that hangs again and again must not cost us the service.
    A hang that is left alone is told to `tell`, and its end.
    """

    def __init__(self, may_restart: Callable[[], bool], tell: Callable[[bool], None]) -> None:
        self._may_restart = may_restart
        self._tell = tell
        self._spared: bool | None = None  # None: nothing hangs

    def hangs(self, now: float) -> Sequence[Hang]:
        """Every thread that is."""
        calls = overdue(now)
        if bool(calls) is (self._spared is None):
            self._decide(bool(calls))
        return [Hang(call.what, now - call.since, call.thread_id, bool(self._spared)) for call in calls]

    def _decide(self, hanging: bool) -> None:
        before, self._spared = self._spared, not self._may_restart() if hanging else None
        if before or self._spared:
            self._tell(hanging)
