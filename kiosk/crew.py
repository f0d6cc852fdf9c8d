"""The robot's background work: one that crashes is started again; one that keeps crashing is told."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import TracebackType

log = logging.getLogger(__name__)

RESTARTS = 3
WITHIN_S = 60.0
PAUSE_S = 1.0

Work = Callable[[], Awaitable[None]]
Busy = Callable[[], int | None]  # how far it has got; None while it may rest for any time
Told = Callable[[str, bool], None]  # the name of the work, whether it keeps failing


class Crew:
    """Keeps works running while its context is open; cancels them all at the end."""

    def __init__(self, tell: Told) -> None:
        self._tell = tell
        self._tasks: list[asyncio.Task[None]] = []
        self._busy: dict[str, Busy] = {}
        self._lost: list[str] = []

    async def __aenter__(self) -> "Crew":
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def start(self, name: str, work: Work, busy: Busy | None = None) -> None:
        """Begin `work`; more than `RESTARTS` crashes in `WITHIN_S` are told and it is tried more slowly."""
        task = asyncio.create_task(self._keep(name, work), name=name)
        task.add_done_callback(self._ended)
        self._tasks.append(task)
        if busy is not None:
            self._busy[name] = busy

    @property
    def busy(self) -> Mapping[str, Busy]:
        """How to see how far each work has got that must get on."""
        return self._busy

    @property
    def lost(self) -> Sequence[str]:
        """The works that nobody starts again any more: starting them has failed itself."""
        return self._lost

    def _ended(self, task: "asyncio.Task[None]") -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.critical("work lost name=%s", task.get_name(), exc_info=error)
            self._lost.append(task.get_name())

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
