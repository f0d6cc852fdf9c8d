"""The n-th call fails, for every n, until a run passes untouched."""

import errno
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path

from tests.torture.disk_faults.disk import EVERY, KINDS, Fault, FaultyDisk
from tests.torture.disk_faults.runs import Run, Scenario

ERRNOS = (errno.ENOSPC, errno.EIO)
READS = (errno.EIO,)  # no disk is too full to be read


@dataclass(frozen=True, slots=True)
class Share:
    """Which calls fail: each of the `first` ones, then every `stride`-th, others in each case."""

    first: int
    stride: int


EVERY_CALL = Share(0, 1)


@dataclass
class Swept:
    """What came of one scenario and one kind of fault; `sites` calls were there to fail."""

    scenario: str
    kind: str
    errno: int
    lasting: bool
    sites: int = 0
    runs: int = 0
    complaints: list[str] = field(default_factory=list)


def cases() -> Iterator[tuple[str, int, bool]]:
    """Every kind of call, errno, and whether it fails once or until the disk is healed; and a dead disk."""
    for kind in KINDS:
        for number in READS if kind == "read" else ERRNOS:
            yield kind, number, False
            yield kind, number, True
    yield EVERY, errno.EIO, True


def sweep(
    scenario: Scenario,
    disk: FaultyDisk,
    folder: Path,
    share: Share = EVERY_CALL,
    told: Callable[[Swept], None] = lambda _: None,
) -> list[Swept]:
    """All cases, each until a run passes untouched."""
    untouched = _run(scenario, disk, folder, Fault(EVERY, errno.EIO, 0, False))
    if untouched.complaints:
        raise AssertionError(f"without any fault: {untouched.complaints}")
    swept = []
    for shift, (kind, number, lasting) in enumerate(cases()):
        swept.append(Swept(scenario.name, kind, number, lasting))
        rest = share.first + 1
        for at in chain(range(1, rest), count(rest + shift % share.stride, share.stride)):
            run = _run(scenario, disk, folder, Fault(kind, number, at, lasting))
            swept[-1].complaints += run.complaints
            if not disk.refused:
                swept[-1].sites = disk.calls
                break
            swept[-1].runs += 1
        told(swept[-1])
    return swept


def _run(scenario: Scenario, disk: FaultyDisk, folder: Path, fault: Fault) -> Run:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    run = Run(disk, fault, folder)
    try:
        scenario.run(run)
    finally:
        disk.heal()
    return run
