"""The robot's background work: one that crashes is started again; one that keeps crashing is told."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from types import TracebackType

log = logging.getLogger(__name__)

RESTARTS = 3
WITHIN_S = 60.0
PAUSE_S = 1.0

Work = Callable[[], Awaitable[None]]
Told = Callable[[str, bool], None]  # the name of the work, whether it keeps failing


class Crew:
    """Keeps works running while its context is open; cancels them all at the end."""

    def __init__(self, tell: Told) -> None:
        self._tell = tell
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "Crew":
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def start(self, name: str, work: Work) -> None:
        """Begin `work`; more than `RESTARTS` crashes in `WITHIN_S` are told and it is tried more slowly."""
        self._tasks.add(asyncio.create_task(self._keep(name, work), name=name))

    async def _keep(self, name: str, work: Work) -> None:
        crashes: deque[float] = deque(maxlen=RESTARTS + 1)
        clock = asyncio.get_running_loop().time
        failing = False
        while True:
            try:
                await self._run(name, work, failing)
            except Exception:  # the outermost place: one failing work must not take the robot down
                log.exception("work crashed name=%s", name)
            else:
                return
            crashes.append(clock())
            if not failing and len(crashes) > RESTARTS and crashes[-1] - crashes[0] < WITHIN_S:
                self._tell(name, True)
                failing = True
            elif failing and crashes[-1] - crashes[-2] > 2 * WITHIN_S:
                failing = False
            await asyncio.sleep(WITHIN_S if failing else PAUSE_S)

    async def _run(self, name: str, work: Work, failing: bool) -> None:
        """Run `work`; one that failed is told to be well again when it has run for a while."""
        if not failing:
            return await work()
        well = asyncio.get_running_loop().call_later(WITHIN_S, self._tell, name, False)
        try:
            return await work()
        finally:
            well.cancel()
