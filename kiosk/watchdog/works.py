"""The robot's background work as a sign of life: each work runs, and one that has something to do gets on."""

import threading
from collections.abc import Callable, Sequence

from kiosk.crew import Crew
from kiosk.watchdog.signs import Hang

WORK_S = 600.0  # the longest ticket on the slowest line takes a fifth of it


class WorksSign:
    """The works of `crew`. While `store_fails` they may wait for the store, however long that takes."""

    def __init__(self, crew: Crew, store_fails: Callable[[], bool], limit_s: float = WORK_S) -> None:
        self._crew = crew
        self._store_fails = store_fails
        self._limit_s = limit_s
        self._seen: dict[str, tuple[int, float]] = {}  # how far, since when
        self._thread_id = threading.get_ident()

    def hangs(self, now: float) -> Sequence[Hang]:
        """Every work that is lost, or has not got on for `limit_s`."""
        lost = [Hang(f"the work {name}", 0.0, self._thread_id) for name in self._crew.lost]
        still = {name: self._still_s(name, busy(), now) for name, busy in self._crew.busy.items()}
        return lost + [
            Hang(f"the work {name}", for_s, self._thread_id)
            for name, for_s in still.items()
            if for_s > self._limit_s
        ]

    def _still_s(self, name: str, how_far: int | None, now: float) -> float:
        """How long this work has not got on although it should."""
        if how_far is None or self._store_fails():
            self._seen.pop(name, None)
            return 0.0
        seen = self._seen.get(name)
        if seen is None or seen[0] != how_far:
            self._seen[name] = how_far, now
            return 0.0
        return now - seen[1]
