"""Workers that do as they are told, and never two of them at a time."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from dialogs.workers.worker import WorkerLost

READY = {"engine": "stub 1.0", "library": "stub", "voices": ["aav/vi", "aav/vi-vn-x-south", "gmw/en"]}
LOUD = b"\x00\x40" * 2205  # 0.1 s


class StubWorker:
    """Answers after `takes_s`; `fault` says of a job what is wrong: "hangs", "dies", or the answer itself."""

    pid = 1

    running = 0

    def __init__(self, house: "House") -> None:
        self._house = house
        self._job: dict[str, Any] = {}
        self._gone = asyncio.Event()
        self.alive = False
        self._listener: Callable[[], None] = lambda: None

    async def start(self, limit_s: float) -> dict[str, Any]:
        StubWorker.running += 1
        assert StubWorker.running == 1, "two workers"
        await asyncio.sleep(0.3)
        if self._house.ready is None:
            raise WorkerLost("the worker ended with exit code 1")
        self.alive = "unfit" not in self._house.ready
        self._house.workers.append(self)
        return self._house.ready

    def on_lost(self, listener: Callable[[], None]) -> None:
        self._listener = listener

    def send(self, message: Mapping[str, Any], blob: bytes = b"") -> None:
        if not self.alive:
            raise WorkerLost("the worker was killed by signal 9")
        self._job = dict(message)
        self._house.jobs.append(self._job)

    async def receive(self) -> tuple[dict[str, Any], bytes]:
        fault = self._house.fault(self._job)
        if fault == "dies" or not self.alive:
            raise WorkerLost("the worker was killed by signal 9")
        if fault == "hangs":
            await asyncio.sleep(1e6)
        await asyncio.sleep(self._house.takes_s)
        answer = {"id": self._job["id"], "rate_hz": 22050}
        return (fault if isinstance(fault, dict) else answer), (b"" if isinstance(fault, dict) else LOUD)

    def die(self) -> None:
        self.alive = False
        self._listener()

    async def stop(self) -> None:
        self.alive = False
        StubWorker.running -= 1


class House:
    """Makes the workers and remembers what they were asked."""

    def __init__(self) -> None:
        StubWorker.running = 0
        self.ready: dict[str, Any] | None = dict(READY)
        self.takes_s = 0.02
        self.jobs: list[dict[str, Any]] = []
        self.workers: list[StubWorker] = []
        self.fault: Callable[[dict[str, Any]], object] = lambda job: None

    def make(self) -> StubWorker:
        return StubWorker(self)

    @property
    def words(self) -> list[str]:
        """What the workers were asked to speak."""
        return [job["words"] for job in self.jobs]
