"""Tells on the error stream how far a long command is, so that what it prints stays clean."""

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

QUIET_S = 1.0  # whoever waits less needs no words
TICK_S = 1.0
CLEAR = "\r\x1b[K"


class Progress:
    """One line that renews itself on a terminal; elsewhere a line for each `step`.

    `told(seconds)` gives the words of now.
    """

    def __init__(self, told: Callable[[float], str], out: TextIO | None = None) -> None:
        self._told = told
        self._out = sys.stderr if out is None else out
        self._terminal = self._out.isatty()
        self._began_s = time.monotonic()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._tick, name="progress", daemon=True)

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self._began_s

    def __enter__(self) -> "Progress":
        if self._terminal:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._terminal:
            self._thread.join()
            self._write(CLEAR)

    def step(self) -> None:
        """A part is done."""
        if not self._terminal and self.seconds >= QUIET_S:
            self._write(f"{self._told(self.seconds)}\n")

    def _tick(self) -> None:
        while not self._over.wait(TICK_S):
            self._write(f"{CLEAR}{self._told(self.seconds)}")

    def _write(self, words: str) -> None:
        self._out.write(words)
        self._out.flush()
