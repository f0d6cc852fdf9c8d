"""The n-th call to the disk fails: nothing false is said, nothing is lost, and it goes on by itself."""

from collections import Counter
from collections.abc import Sequence
from errno import EIO, ENOSPC
from pathlib import Path

import pytest

from kiosk.desk.sqlite import batch
from kiosk.desk.sqlite.batch import Batches, Outcome, Task
from kiosk.desk.store import StoreError
from tests.torture.disk_faults.campaign import campaign
from tests.torture.disk_faults.disk import EVERY, KINDS, Fault, FaultyDisk
from tests.torture.disk_faults.morning import Morning
from tests.torture.disk_faults.runs import Run
from tests.torture.disk_faults.sweep import Share, Swept, cases

HALF = Share(0, 2)  # every call fails with each errno, once or lastingly
SOME = {
    "open after a kill": Share(4, 8),
    "open a hot journal": Share(4, 8),
    "small log": Share(2, 24),
    "journal file": Share(2, 24),
    "life": Share(1, 64),
}


@pytest.mark.parametrize(
    "shares", [{"open new": HALF}, {"morning": HALF}, SOME], ids=["open new", "morning", "others"]
)
def test_whichever_call_fails_the_answers_are_true_and_it_recovers(
    tmp_path: Path, shares: dict[str, Share]
) -> None:
    swept = campaign(tmp_path, shares)
    assert [complaint for one in swept for complaint in one.complaints] == []
    assert len(swept) == len(shares) * len(list(cases()))
    failed = faults_by_kind(swept)
    never = {kind for kind in (*KINDS, EVERY) if not failed[kind]}
    assert never <= ({"open"} if "morning" in shares else set()), "the open store opens nothing"


def faults_by_kind(swept: Sequence[Swept]) -> Counter[str]:
    """How many calls of each kind failed."""
    failed: Counter[str] = Counter()
    for one in swept:
        failed[one.kind] += one.runs
    return failed


def morning_with(fault: Fault, folder: Path) -> list[str]:
    """The complaints of a morning with `fault`."""
    disk, morning = FaultyDisk(), Morning("morning")
    with disk.installed():
        for number, one in enumerate((Fault(EVERY, EIO, 0, False), fault)):
            run = Run(disk, one, folder / str(number))
            run.folder.mkdir()
            morning.run(run)
        assert disk.refused
    return run.complaints


AMID = Fault("sync", EIO, 9, False)


def test_a_fault_is_survived_when_nothing_is_planted(tmp_path: Path) -> None:
    assert morning_with(AMID, tmp_path) == []


def test_a_store_that_says_yes_although_the_commit_failed_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    perform, savepoint, done = Batches.perform, Batches._savepoint, []

    def lie(self: Batches, tasks: Sequence[Task]) -> list[Outcome]:
        done.clear()
        perform(self, tasks)
        return list(done)  # as if the commit had not failed

    monkeypatch.setattr(Batches, "_savepoint", lambda self, task: done.append(savepoint(self, task)))
    monkeypatch.setattr(Batches, "perform", lie)
    at_an_issue = Fault("write", EIO, 5, False)
    assert any("a kill would have lost it" in wrong for wrong in morning_with(at_an_issue, tmp_path))


def test_an_error_without_words_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "store_error", lambda *_: StoreError("disk_error", "oh"))
    assert any("no advice" in wrong for wrong in morning_with(AMID, tmp_path))
    monkeypatch.setattr(batch, "store_error", lambda *_: StoreError("oops", "free some space"))
    again = tmp_path / "again"
    again.mkdir()
    assert any("undocumented code" in wrong for wrong in morning_with(AMID, again))


def test_another_exception_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Batches, "_told", lambda _, error: error)
    assert any("instead of a StoreError" in wrong for wrong in morning_with(AMID, tmp_path))


def test_a_store_that_stays_broken_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    perform, broken = Batches.perform, []

    def stay_broken(self: Batches, tasks: Sequence[Task]) -> list[Outcome]:
        outcomes = perform(self, tasks)
        broken.extend(outcome.error for outcome in outcomes if outcome.error)
        writes = any(task.writes for task in tasks)
        return [Outcome(error=broken[0]) for _ in tasks] if broken and writes else outcomes

    monkeypatch.setattr(Batches, "perform", stay_broken)
    lasting = Fault("write", ENOSPC, 99, True)
    assert any("still refused" in wrong for wrong in morning_with(lasting, tmp_path))
