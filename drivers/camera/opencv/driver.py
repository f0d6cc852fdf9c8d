"""A camera that OpenCV opens.

Responsible for: looking while it is asked to, knowing from the start whether the camera is there, noticing
that it is gone, stands still or hangs, trying again for ever.
Not responsible for: the thread's work (look.py), what is seen (drivers/code_scanner/camera).
"""

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random, SystemRandom
from typing import Self

from drivers.backoff import Backoff
from drivers.camera.opencv.captures import Capture, open_capture
from drivers.camera.opencv.condition import Condition
from drivers.camera.opencv.errors import CameraError, Cause
from drivers.camera.opencv.liveness import Liveness
from drivers.camera.opencv.look import Look
from drivers.camera.opencv.pace import Pace
from drivers.camera.opencv.source import Source, source_at
from drivers.camera.opencv.status import DARK, ONLINE, STOPPED
from drivers.frames import Frame
from drivers.status import DeviceStatus

SIZE = (1280, 720)
FPS = 10.0
MOST_LEFT_BEHIND = 3  # threads that hang; each may hold memory and the device


@dataclass(frozen=True, slots=True)
class CameraTimes:
    """Seconds."""

    stale_s: float = 2.0  # without a frame: it stands still
    hangs_s: float = 12.0  # for one call; V4L2 itself waits for 10
    probe_s: float = 10.0  # between looks whether a lost one is back, while nobody wants to look
    poll_s: float = 0.25
    close_s: float = 3.0


class OpenCvCamera:
    """The camera behind what `opens` opens (drivers.interfaces.Camera)."""

    def __init__(
        self,
        source: Source,
        opens: Callable[[], Capture],
        fps: float,
        chance: Random,
        times: CameraTimes | None = None,
    ) -> None:
        self._source = source
        self._opens = opens
        self._fps = fps
        self._times = times or CameraTimes()
        self._backoff = Backoff(chance)
        self._condition = Condition()
        self._liveness = Liveness() if source.live else None
        self._wanted = asyncio.Event()
        self._news = asyncio.Event()
        self._listeners: list[Callable[[Frame], None]] = []
        self._left_behind: list[Look] = []
        self._frames = 0

    @classmethod
    def open(cls, source: str, size: tuple[int, int] = SIZE, fps: float = FPS) -> Self:
        """The camera at `source` (source.py), its frames of `size` (width, height) where it has it.

        Raises `SourceError`; no I/O before `run`.
        """
        found = source_at(source)
        return cls(found, partial(open_capture, found, size, fps), fps, SystemRandom())

    @property
    def status(self) -> DeviceStatus:
        """The status last known."""
        return self._condition.status

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        self._condition.on_status(listener)

    def on_frame(self, listener: Callable[[Frame], None]) -> None:
        """Call `listener` in the camera's own thread with every frame that is due."""
        self._listeners.append(listener)

    def look(self, looking: bool) -> None:
        """Look from now on, or no longer: then the source is closed."""
        if looking:
            self._wanted.set()
        else:
            self._wanted.clear()
        self._news.set()

    async def run(self) -> None:
        """Keep the camera at work until cancelled; the first look is to see whether it is there."""
        while True:
            await self._look_once()
            await self._rest()

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician; nothing of what was seen."""
        return {
            "source": self._source.name,
            "reason": str(self._condition.reason or ""),
            "outages": self._condition.outages,
            "frames": self._frames,
            "left_behind": len(self._left_behind),
        }

    async def _rest(self) -> None:
        """Until it is to be looked again."""
        if self._wanted.is_set():
            await asyncio.sleep(self._backoff.next_s())
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(None if self.status.usable else self._times.probe_s):
                await self._wanted.wait()

    async def _look_once(self) -> None:
        self._left_behind = [look for look in self._left_behind if not look.is_over]
        if len(self._left_behind) >= MOST_LEFT_BEHIND:
            self._lose(Cause.HANGS, f"hangs: {MOST_LEFT_BEHIND} calls have not returned")
            return
        look = self._new_look()
        look.start()
        try:
            await self._watch(look)
        finally:
            look.end()
            await self._closed(look)
            self._frames += look.frames

    def _new_look(self) -> Look:
        news = partial(_tell, asyncio.get_running_loop(), self._news.set)
        return Look(self._opens, Pace(self._fps), self._liveness, self._hand_on, news)

    async def _watch(self, look: Look) -> None:
        """Until the look is over, or hangs."""
        while not look.is_over:
            if time.monotonic() - look.since >= self._times.hangs_s:
                self._left_behind.append(look)
                self._lose(Cause.HANGS, f"hangs while {look.doing}")
                return
            self._note(look)
            if look.proved and not self._wanted.is_set():
                look.end()
            await self._next_news()
        if look.failure is not None:
            self._lose(look.failure.cause, str(look.failure))
        elif not look.was_ended:
            self._lose(Cause.REFUSED, f"failed while {look.doing}, by a mistake of ours")

    def _note(self, look: Look) -> None:
        """What the look has shown so far."""
        is_stale = look.seen_at is not None and time.monotonic() - look.seen_at >= self._times.stale_s
        if is_stale and not look.was_ended:
            self._condition.become(STOPPED)
        elif look.proved:
            if self._condition.regain():
                self._backoff.device_is_back(asyncio.get_running_loop().time())
            self._condition.become(DARK if look.is_dark else ONLINE)

    def _lose(self, cause: Cause, what: str) -> None:
        self._condition.lose(CameraError(cause, f"{self._source.name}: {what}"))

    async def _closed(self, look: Look) -> None:
        """Until the thread has ended, for a while."""
        deadline = time.monotonic() + self._times.close_s
        while not look.is_over and look not in self._left_behind and time.monotonic() < deadline:
            await self._next_news()

    async def _next_news(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._times.poll_s):
                await self._news.wait()
        self._news.clear()

    def _hand_on(self, frame: Frame) -> None:
        """In the look's thread."""
        for listener in self._listeners:
            listener(frame)


def _tell(loop: asyncio.AbstractEventLoop, deed: Callable[[], None]) -> None:
    """Have `deed` done on the loop; nobody listens any more when it has ended."""
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(deed)
