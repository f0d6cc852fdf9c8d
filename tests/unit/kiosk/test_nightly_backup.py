"""The copy of every night: made up when missed, told when it fails, not fooled by the clock."""

import asyncio
import logging
import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.backup import making, nightly
from kiosk.backup.making import alone, back_up, folder_of
from kiosk.backup.nightly import LOOK_S, RETRY_S, Attempt, NightlyBackup
from kiosk.config.schema import BackupSettings
from kiosk.desk.sqlite.contents import verified
from kiosk.desk.sqlite.database import open_database
from kiosk.desk.store import StoreError

pytestmark = pytest.mark.looptime
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2026, 11, 24, 8, tzinfo=HANOI)


class LoopClock:
    """A wall clock that goes with the loop's, and can be set."""

    def __init__(self, at: datetime) -> None:
        self._set_to = at
        self._set_at = 0.0

    def now(self) -> datetime:
        return self._set_to + timedelta(seconds=asyncio.get_running_loop().time() - self._set_at)

    def set(self, at: datetime) -> None:
        self._set_to, self._set_at = at, asyncio.get_running_loop().time()


@pytest.fixture
def clock() -> LoopClock:
    return LoopClock(MORNING)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    async def at_once(work: Callable[..., object], *words: object) -> object:
        return work(*words)

    monkeypatch.setattr(asyncio, "to_thread", at_once)
    open_database(tmp_path / "kiosk.db").close()
    return tmp_path


@asynccontextmanager
async def at_work(data: Path, clock: LoopClock, **settings: object) -> AsyncIterator[list[Attempt]]:
    attempts: list[Attempt] = []
    chosen = BackupSettings(at="2:30", **settings)
    backup = NightlyBackup(data / "kiosk.db", folder_of(chosen, data), chosen, HANOI, clock)
    backup.on_attempt(attempts.append)
    working = asyncio.create_task(backup.run())
    yield attempts
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)


def copies(data: Path) -> list[str]:
    return sorted(file.name for file in (data / "backups").iterdir())


async def test_a_missed_night_is_made_up_soon_after_the_start_and_once(data: Path, clock: LoopClock) -> None:
    async with at_work(data, clock) as attempts:
        await asyncio.sleep(LOOK_S * 1.5)
        assert copies(data) == ["kiosk-2026-11-24.db"]
        await asyncio.sleep(3600)
    assert [(attempt.night.isoformat(), attempt.error) for attempt in attempts] == [("2026-11-24", "")]
    verified(data / "backups" / "kiosk-2026-11-24.db")


async def test_a_restart_makes_no_second_one(data: Path, clock: LoopClock) -> None:
    for expected in (1, 0):
        async with at_work(data, clock) as attempts:
            await asyncio.sleep(120)
        assert len(attempts) == expected


@pytest.fixture
def seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks at the clock seldom: for tests of many days."""
    monkeypatch.setattr(nightly, "LOOK_S", 600.0)


@pytest.mark.usefixtures("seldom")
async def test_every_night_at_its_hour_and_only_so_many_are_kept(data: Path, clock: LoopClock) -> None:
    async with at_work(data, clock, keep=3) as attempts:
        await asyncio.sleep(6 * 24 * 3600)
    assert copies(data) == [f"kiosk-2026-11-{day}.db" for day in (28, 29, 30)]
    assert len(attempts) == 7
    made = datetime.fromtimestamp((data / "backups" / "kiosk-2026-11-30.db").stat().st_mtime, HANOI)
    assert made.date().isoformat() == "2026-11-30"
    assert time(2, 30) <= made.time() <= time(2, 40)


async def test_a_failure_is_told_tried_again_and_logged_once(
    data: Path, clock: LoopClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    stick = data / "stick"
    async with at_work(data, clock, folder=str(stick)) as attempts:
        await asyncio.sleep(LOOK_S + 3 * RETRY_S + 10)
        assert [bool(attempt.error) for attempt in attempts] == [True] * 4
        assert "plug the disk in" in attempts[0].error
        stick.mkdir()
        await asyncio.sleep(RETRY_S)
    assert attempts[-1].error == ""
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.INFO]


async def test_a_full_disk_is_told_with_figures(
    data: Path, clock: LoopClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(data)._replace(free=3 * 2**20)
    monkeypatch.setattr(making.shutil, "disk_usage", lambda _: usage)
    async with at_work(data, clock) as attempts:
        await asyncio.sleep(LOOK_S * 1.5)
    assert attempts[0].error.endswith("has 3 MiB free and a copy needs 8: free some space")
    assert copies(data) == []


async def test_another_process_at_it_is_no_failure(data: Path, clock: LoopClock) -> None:
    async with at_work(data, clock) as attempts:
        with alone(data):
            await asyncio.sleep(120)
        assert attempts == []
        await asyncio.sleep(LOOK_S)
    assert [attempt.error for attempt in attempts] == [""]


async def test_a_clock_set_ahead_makes_the_copy_of_that_night(data: Path, clock: LoopClock) -> None:
    async with at_work(data, clock):
        await asyncio.sleep(60)
        clock.set(MORNING + timedelta(days=40))
        await asyncio.sleep(60)
    assert copies(data) == ["kiosk-2026-11-24.db", "kiosk-2027-01-03.db"]


async def test_a_copy_made_by_a_clock_ahead_does_not_count_when_its_night_comes(
    data: Path, clock: LoopClock
) -> None:
    (data / "backups").mkdir()
    ahead = data / "backups" / "kiosk-2026-11-24.db"
    ahead.write_bytes(b"made under a wrong clock")
    later = (MORNING + timedelta(hours=9)).timestamp()
    os.utime(ahead, (later, later))
    async with at_work(data, clock):
        await asyncio.sleep(60)
    verified(ahead)


@pytest.mark.usefixtures("seldom")
async def test_a_clock_set_back_for_good_makes_one_copy_a_night(data: Path, clock: LoopClock) -> None:
    async with at_work(data, clock, keep=2) as attempts:
        await asyncio.sleep(2 * 24 * 3600)
        good = copies(data)
        clock.set(datetime(1999, 12, 31, 8, tzinfo=HANOI))
        await asyncio.sleep(3 * 24 * 3600)
    assert copies(data) == ["kiosk-2000-01-02.db", "kiosk-2000-01-03.db", *good]
    assert len(attempts) == 3 + 4


async def test_a_stop_gives_the_copy_up(
    data: Path, clock: LoopClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Event()
    stopped: list[Callable[[], bool]] = []

    async def for_ever(_work: object, _night: object, given_up: Callable[[], bool]) -> None:
        stopped.append(given_up)
        asked.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(nightly.asyncio, "to_thread", for_ever)
    async with at_work(data, clock):
        await asked.wait()
        assert not stopped[0]()
    assert stopped[0]()


async def test_two_copies_at_once_are_refused_with_what_to_do(data: Path) -> None:
    with alone(data), pytest.raises(StoreError, match="try again in a minute"):
        back_up(data / "kiosk.db", data / "copy.db")
    back_up(data / "kiosk.db", data / "copy.db")


async def test_old_copies_that_cannot_be_deleted_are_told(
    data: Path, clock: LoopClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(nightly.os, "utime", fails)
    async with at_work(data, clock) as attempts:
        await asyncio.sleep(LOOK_S * 1.5)
    assert attempts[0].error.endswith("backups cannot be tidied: Permission denied")
