"""Copies made amid a crowd, killed in the middle, restored: no number is lost or comes twice."""

import asyncio
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kiosk.backup import nightly
from kiosk.backup.making import back_up
from kiosk.build import robot
from kiosk.desk.sqlite.contents import verified
from kiosk.metrics import families
from kiosk.site.load import load_config
from tests.support.robot import ROOT, Simulated, eventually, kill, site, start, stop

SEED = 20261124
ONCE_THEN_FOR_EVER = """
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo
from kiosk.backup.leap import Series
from kiosk.backup.making import back_up
from kiosk.backup.restoring import restore

database, copy = Path({0!r}), Path({1!r})
now = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh"))
{2}
print("begun", flush=True)
while True:
    {2}
"""
COPY = "back_up(database, copy)"
RESTORE = "restore(copy, database, now.date(), now, Series(('A',), 1, 0))"


class Crowd(threading.Thread):
    """Takes numbers as fast as it gets them, until told to go or until the robot is gone."""

    def __init__(self, robot: Simulated) -> None:
        super().__init__()
        self._robot = robot
        self._go = threading.Event()
        self.numbers: list[str] = []
        self.slowest_s = 0.0

    def run(self) -> None:
        try:
            while not self._go.is_set():
                asked = time.monotonic()
                answer = self._robot.wish()
                self.slowest_s = max(self.slowest_s, time.monotonic() - asked)
                self.numbers.append(answer.json()["number"])
        except httpx.TransportError:
            return

    def leave(self) -> None:
        self._go.set()
        self.join(10)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Simulated]:
    """A robot without a printer."""
    config = site(tmp_path / "site", "")
    robot = start(tmp_path / "data", tmp_path / "log", "--config", str(config), command="run")
    yield robot
    if robot.child.poll() is None:
        stop(robot)


def again(office: Simulated, tmp_path: Path) -> Simulated:
    return start(office.data, tmp_path / "log", "--config", str(tmp_path / "site"), command="run")


def command(*words: object) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def killed_amid(work: str, database: Path, copy: Path, after_s: float) -> None:
    """Do something once, then again and again, and be killed in the middle of it."""
    script = ONCE_THEN_FOR_EVER.format(str(database), str(copy), work)
    child = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"begun\n"
    time.sleep(after_s)
    child.kill()
    child.communicate()
    assert child.returncode == -signal.SIGKILL


def test_copied_amid_a_crowd_then_lost_and_restored_no_number_comes_twice(
    office: Simulated, tmp_path: Path
) -> None:
    crowd = Crowd(office)
    crowd.start()
    eventually(lambda: len(crowd.numbers) > 20)
    copy = tmp_path / "copy.db"
    told = command("backup", "--data", office.data, "--to", copy)
    eventually(lambda: len(crowd.numbers) > 60)
    kill(office)
    crowd.leave()
    in_copy = verified(copy).count("ticket")
    assert f"{in_copy} tickets" in told
    assert 20 <= in_copy <= len(crowd.numbers) + 1
    (office.data / "kiosk.db").write_bytes(b"the disk has eaten it" * 1000)
    words = ("--config", tmp_path / "site", "--data", office.data)
    told = command("restore", copy, *words, "--leap", len(crowd.numbers))
    restarted = again(office, tmp_path)
    crowd.numbers += [restarted.issue()["number"] for _ in range(5)]
    assert len(crowd.numbers) == len(set(crowd.numbers))
    assert crowd.numbers[-5] in told
    assert restarted.http.get("/healthz").json()["status"] == "ok"
    assert stop(restarted) == 0


def test_killed_amid_a_copy_there_is_the_last_whole_one_and_the_next_can_be_made(
    office: Simulated, tmp_path: Path
) -> None:
    chance, copy = random.Random(SEED), tmp_path / "copy.db"
    database = office.data / "kiosk.db"
    crowd = Crowd(office)
    crowd.start()
    for _ in range(3):
        killed_amid(COPY, database, copy, after_s=chance.uniform(0, 0.2))
        verified(copy)
    crowd.leave()
    assert back_up(database, copy) == verified(copy)
    assert verified(copy).count("ticket") == len(crowd.numbers)
    assert not list(tmp_path.glob("*.part"))
    assert stop(office) == 0


def test_killed_amid_a_restore_a_robot_finds_the_old_or_the_new_one(
    office: Simulated, tmp_path: Path
) -> None:
    chance, copy = random.Random(SEED), tmp_path / "copy.db"
    office.issue()
    command("backup", "--data", office.data, "--to", copy)
    given = [office.issue()["number"] for _ in range(2)]
    assert stop(office) == 0
    for _ in range(3):
        killed_amid(RESTORE, office.data / "kiosk.db", copy, after_s=chance.uniform(0, 0.3))
        assert verified(office.data / "kiosk.db").count("ticket") in (1, 3)
    restarted = again(office, tmp_path)
    assert restarted.issue()["number"] not in given
    assert stop(restarted) == 0


async def test_a_nightly_copy_that_fails_is_a_trouble_until_one_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for pause in ("LOOK_S", "RETRY_S"):
        monkeypatch.setattr(nightly, pause, 0.05)
    folder, stick = site(tmp_path / "site", ""), tmp_path / "stick"
    text = (folder / "site.yaml").read_text()
    (folder / "site.yaml").write_text(text.replace("  # folder: /mnt/stick/kiosk", f"  folder: {stick}"))
    (tmp_path / "data").mkdir()
    async with robot(load_config(folder), tmp_path / "data", "http://127.0.0.1") as context:
        changed: asyncio.Queue[None] = asyncio.Queue()
        context.troubles.on_change(lambda: changed.put_nowait(None))

        async def told(codes: set[str]) -> None:
            async with asyncio.timeout(20):
                await changed.get()
            assert {trouble.fault.code for trouble in context.troubles.current()} == codes

        await told({"backup_failed"})
        stick.mkdir()
        await told(set())
        figures = context.metrics.figures()
    counted = {sample.labels: sample.value for sample in figures[families.BACKUPS]}
    assert counted["made",] == 1 and counted["failed",] >= 1
    assert figures[families.BACKUP_AT]
    (copy,) = stick.iterdir()
    verified(copy)
