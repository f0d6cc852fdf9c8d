"""All scenarios, each with the share of its calls that a run can afford."""

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.torture.disk_faults.disk import FaultyDisk
from tests.torture.disk_faults.life import RobotLife
from tests.torture.disk_faults.morning import Morning
from tests.torture.disk_faults.opening import Opening, leave_hot_journal, leave_log
from tests.torture.disk_faults.runs import Scenario
from tests.torture.disk_faults.sweep import Share, Swept, sweep

SMALL_LOG_PAGES = 8  # the log is written back again and again within one morning
NAMES = (
    "open new",
    "open after a kill",
    "open a hot journal",
    "morning",
    "small log",
    "journal file",
    "life",
)


def scenarios(folder: Path, disk: FaultyDisk) -> Iterator[Scenario]:
    """What is tried; `folder` keeps what some of them begin with."""
    yield Opening("open new")
    yield Opening("open after a kill", left=leave_log(folder))
    yield Opening("open a hot journal", "truncate", leave_hot_journal(folder, disk))
    yield Morning("morning")
    yield Morning("small log", log_pages=SMALL_LOG_PAGES)
    yield Morning("journal file", "truncate")
    yield RobotLife()


def campaign(
    folder: Path, shares: dict[str, Share], told: Callable[[Swept], None] = lambda _: None
) -> list[Swept]:
    """Sweep the scenarios named in `shares`."""
    disk, swept = FaultyDisk(), []
    with disk.installed():
        for scenario in scenarios(folder, disk):
            if scenario.name in shares:
                swept += sweep(scenario, disk, folder / "run", shares[scenario.name], told)
    return swept
