"""Which test runs which function, and how long it takes: seen once, on the unchanged code."""

import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

Function = tuple[str, str]  # file, outermost function
QUICK_S = 0.05  # such a test may only read a constant, and costs little


class Reach:
    """Remembers what was called while each test ran."""

    def __init__(self, files: Iterable[str]) -> None:
        self._files = frozenset(files)
        self._called: set[Function] = set()
        self._tests: dict[Function, set[str]] = defaultdict(set)
        self.took_s: dict[str, float] = {}

    @contextmanager
    def watching(self, test: str) -> Iterator[None]:
        """While `test` runs."""
        self._called.clear()
        begun = time.perf_counter()
        threading.setprofile(self._see)
        sys.setprofile(self._see)
        try:
            yield
        finally:
            sys.setprofile(None)
            threading.setprofile(None)
            self.took_s[test] = time.perf_counter() - begun
            for function in self._called:
                self._tests[function].add(test)

    def tests(self, file: str, scope: str) -> list[str]:
        """The tests that run a function, quickest first; for module level any of it, and quick ones."""
        reached: set[str] = set()
        for (name, function), tests in self._tests.items():
            if name == file and scope in ("", function):
                reached |= tests
        if not scope:
            reached |= {test for test, took_s in self.took_s.items() if took_s < QUICK_S}
        return sorted(reached, key=self.took_s.__getitem__)

    def _see(self, frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename in self._files:
            self._called.add((code.co_filename, code.co_qualname.split(".<locals>")[0]))
