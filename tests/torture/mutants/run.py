"""Runs the tests of every change in a forked copy of one warm pytest: collected once, imported once."""

import gc
import importlib
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.torture.mutants.changes import Change, changes, compiled
from tests.torture.mutants.reach import Reach
from tests.torture.mutants.swap import swap

LONGEST_TEST_CPU_S = 30
LONGEST_TEST_S = 60  # by the clock on the wall: a change that waits for ever
MODEL = "tests.torture.model.machine"  # not imported here: pytest wants to be before hypothesis
MEMORY = Path("/dev/shm")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one change."""

    file: str
    line: int
    scope: str
    what: str
    killed: bool
    tests: int  # that could have noticed


@dataclass
class Mutants:
    """A pytest plugin: after the tests were collected, it forks for each change."""

    targets: Sequence[Path]
    jobs: int
    only: str
    tell: Callable[[Verdict], None]
    verdicts: list[Verdict] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)  # tests that fail on the unchanged code
    _running: dict[int, tuple[Verdict, Path]] = field(default_factory=dict)
    _failed: bool = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """In a fork the first failure is the end; before, it is a broken test."""
        if report.failed:
            self._failed = True

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of pytest's own loop."""
        session.config.pluginmanager.unregister(name="terminalreporter")
        items = {item.nodeid: item for item in session.items}
        reach = Reach(str(target) for target in self.targets)
        for nodeid, item in items.items():
            with reach.watching(nodeid):
                self._run(item)
            if self._failed:
                self.broken.append(nodeid)
                self._failed = False
        gc.freeze()
        gc.disable()  # a fork shares what nobody touches
        if not self.broken:
            for target in self.targets:
                for change in changes(target.read_text()):
                    if self.only in change.what:
                        self._fork(
                            target, change, [items[name] for name in reach.tests(str(target), change.scope)]
                        )
            while self._running:
                self._reap()
        return True

    def _fork(self, target: Path, change: Change, items: Sequence[pytest.Item]) -> None:
        while len(self._running) >= self.jobs:
            self._reap()
        folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        verdict = Verdict(str(target), change.line, change.scope, change.what, False, len(items))
        if child := os.fork():
            self._running[child] = verdict, folder
            return
        code = 1
        try:
            code = self._try(target, change, items, folder)
        finally:
            os._exit(code)

    def _try(self, target: Path, change: Change, items: Sequence[pytest.Item], folder: Path) -> int:
        """In the fork: 0 when nobody notices."""
        if model := sys.modules.get(MODEL):
            model.PHASES = model.PHASES[:1]  # whoever finds something need not make it short
        _give_it_time()
        swap(importlib.import_module(_module_name(target)), compiled(change, str(target)))
        for item in items:
            item.config._tmp_path_factory._basetemp = folder  # type: ignore[attr-defined]
            _give_it_time()
            self._run(item)
            if self._failed:
                return 1
        return 0

    def _run(self, item: pytest.Item) -> None:
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)

    def _reap(self) -> None:
        child, status = os.wait()
        verdict, folder = self._running.pop(child)
        shutil.rmtree(folder, ignore_errors=True)
        killed = status != 0
        verdict = replace(verdict, killed=killed)
        self.verdicts.append(verdict)
        self.tell(verdict)


def run(
    targets: Sequence[Path], tests: Sequence[str], jobs: int, only: str, tell: Callable[[Verdict], None]
) -> Mutants:
    """Try every change of `targets` on `tests`; `tell` hears each verdict."""
    plugin = Mutants(targets, jobs, only, tell)
    pytest.main(["-q", "-p", "no:cacheprovider", *tests], plugins=[plugin])
    return plugin


def _give_it_time() -> None:
    """The signal ends this fork: a change that never comes to an end is noticed."""
    signal.setitimer(signal.ITIMER_PROF, LONGEST_TEST_CPU_S)
    signal.alarm(LONGEST_TEST_S)


def _module_name(target: Path) -> str:
    return ".".join(target.relative_to(Path.cwd()).with_suffix("").parts)
