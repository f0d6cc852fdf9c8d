"""The moving parts: prints rows at head speed, feeds, cuts, stops where the paper ends.

Its times are exact and do not depend on how often it is looked at.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from math import floor

from simulator.devices.printer.body import DOTS_PER_MM, Body
from simulator.devices.printer.paper import PaperWeb

CUT_S = 0.25
EPSILON_S = 1e-9


@dataclass(slots=True)
class Move:
    """Feed `rows`; with `dots`, print them. `done` rows are behind us."""

    rows: int
    dots: bytes | None = None
    done: int = 0


@dataclass(frozen=True, slots=True)
class Cut:
    """Let the blade fall once everything before it is done."""


class PrintEngine:
    """Works off its jobs one by one; `on_change(what, at)` is told what a person or a sensor would notice."""

    def __init__(
        self, body: Body, web: PaperWeb, speed_mm_s: float, on_change: Callable[[str, float], None]
    ) -> None:
        self._body = body
        self._web = web
        self._on_change = on_change
        self._row_s = 1 / (speed_mm_s * DOTS_PER_MM) if speed_mm_s else 0.0
        self._cut_s = CUT_S if speed_mm_s else 0.0
        self._jobs: deque[Move | Cut] = deque()
        self.free_at = 0.0
        self.jam_at_next_cut = False

    @property
    def busy(self) -> bool:
        """Whether work is left."""
        return bool(self._jobs)

    def begin(self, job: Move | Cut, at: float) -> None:
        """Add work that may start at `at`."""
        if not self._jobs:
            self.free_at = max(self.free_at, at)
        self._jobs.append(job)

    def clear(self) -> None:
        """Forget the work; what is on paper stays there."""
        self._jobs.clear()

    def resume(self, at: float) -> None:
        """Go on from the line where it stopped, not before `at`."""
        self.free_at = max(self.free_at, at)

    def next_due(self) -> float | None:
        """When the current job is done."""
        if not self._jobs or self._body.offline:
            return None
        job = self._jobs[0]
        if isinstance(job, Cut):
            return self.free_at + self._cut_s
        return self.free_at + (job.rows - job.done) * self._row_s

    def run(self, until: float) -> bool:
        """Work until `until`; True when nothing is left and the printer is ready for the next command."""
        while self._jobs and not self._body.offline:
            job = self._jobs[0]
            finished = self._cut(until) if isinstance(job, Cut) else self._move(job, until)
            if not finished:
                return False
            self._jobs.popleft()
        return not self._jobs and not self._body.offline

    def _move(self, job: Move, until: float) -> bool:
        while (rows := min(job.rows - job.done, self._web.rows_to_next_sensor, self._rows_by(until))) > 0:
            near_before = self._body.near_end
            self.free_at += rows * self._row_s
            self._web.move(rows, self._dots(job, rows), self.free_at)
            job.done += rows
            self._tell_paper(near_before)
        return job.done >= job.rows

    def _rows_by(self, until: float) -> int:
        if not self._row_s:
            return self._web.rows_left if until >= self.free_at else 0
        return max(0, floor((until - self.free_at) / self._row_s + 1e-6))

    def _dots(self, job: Move, rows: int) -> bytes | None:
        stride = self._web.stride_bytes
        return None if job.dots is None else job.dots[job.done * stride : (job.done + rows) * stride]

    def _tell_paper(self, near_before: bool) -> None:
        if self._body.paper_end:
            self._on_change("paper_end", self.free_at)
        elif self._body.near_end and not near_before:
            self._on_change("near_end", self.free_at)

    def _cut(self, until: float) -> bool:
        at = self.free_at + self._cut_s
        if at > until + EPSILON_S:
            return False
        self.free_at = at
        if self._body.blade_blocked or self.jam_at_next_cut:
            self._jam(at)
            return False
        self._web.cut(at)
        return True

    def _jam(self, at: float) -> None:
        self.jam_at_next_cut = False
        self._body.blade_blocked = self._body.cutter_error = True
        self._on_change("cutter_jammed", at)
