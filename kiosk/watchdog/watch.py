"""The watch: a thread beside all it watches. It feeds the service manager's watchdog, or says why not."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import TracebackType

from kiosk.watchdog.manager import ServiceManager
from kiosk.watchdog.signs import Hang, Sign
from kiosk.watchdog.stacks import stacks

log = logging.getLogger(__name__)

LOOK_S = 1.0
LATE_LOOKS = 3
TELLING_S = 0.5  # a log that hangs with the rest must not keep us from being restarted


class Watch:
    """Looks at every sign while its context is open; a hang is logged with its place and ends the feeding.

    `signs`: what depends on others comes after them: a loop that hangs takes no answers, whoever gives them.
    Without a service manager a hang is only logged. Stopped together with all others (SIGSTOP, a sleeping
    machine) it would find everybody late: a look that is late itself judges nobody, and feeds nobody.
    """

    def __init__(
        self, signs: Sequence[Sign], manager: ServiceManager, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._signs = signs
        self._manager = manager
        self._clock = clock
        self._look_s = min(LOOK_S, (manager.watchdog_s or LOOK_S * 2) / 2)
        self._looked_at = clock()
        self._known: frozenset[str] = frozenset()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join()
        self._manager.stopping()

    def look(self) -> None:
        """Look once."""
        now = self._clock()
        since, self._looked_at = now - self._looked_at, now
        hangs = self._hangs(now)
        if since > LATE_LOOKS * self._look_s:
            return
        self._note(hangs)
        if all(hang.spared for hang in hangs):
            self._manager.feed()
        else:
            self._manager.trigger()

    def _run(self) -> None:
        while not self._end.wait(self._look_s):
            self.look()

    def _hangs(self, now: float) -> Sequence[Hang]:
        hangs: list[Hang] = []
        for sign in self._signs:
            hangs += sign.hangs(now)
            if not all(hang.spared for hang in hangs):
                break
        return hangs

    def _note(self, hangs: Sequence[Hang]) -> None:
        """Log what is new, and what is over."""
        new = [hang for hang in hangs if hang.what not in self._known]
        over = self._known - {hang.what for hang in hangs}
        self._known = frozenset(hang.what for hang in hangs)
        if new or over:
            telling = threading.Thread(target=_log, args=(new, over, stacks()), name="watch-log", daemon=True)
            telling.start()
            telling.join(TELLING_S)


def _log(new: Sequence[Hang], over: Iterable[str], places: Mapping[int, str]) -> None:
    for what in over:
        log.warning("hangs no longer: %s", what)
    for hang in new:
        log.critical("hang: %s for_s=%.1f spared=%s", hang.what, hang.for_s, hang.spared)
    hanging = {hang.thread_id for hang in new}
    for thread_id in sorted(places if new else (), key=lambda thread_id: thread_id not in hanging):
        log.critical("%s %s", "hangs in" if thread_id in hanging else "meanwhile", places[thread_id])
