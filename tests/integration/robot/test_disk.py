"""The disk fills up or fails under the robot: no false success, plain words, and it goes on by itself."""

import re
import resource
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest

from tests.support.robot import Simulated, Simulator, eventually, site, start, start_simulator, stop


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[Simulator]:
    simulator = start_simulator(tmp_path / "bench", tmp_path / "bench.log")
    yield simulator
    simulator.end()


@pytest.fixture
def robot(tmp_path: Path, printer: Simulator) -> Iterator[Simulated]:
    config = str(site(tmp_path / "site", f"serial:{printer.wire}"))
    running = start(
        tmp_path / "data",
        tmp_path / "log",
        "--config",
        config,
        command="run",
        bench_port=printer.bench_port,
    )
    yield running
    assert stop(running) == 0, running.log.read_text()


def no_more_growth(robot: Simulated) -> Callable[[], None]:
    """Let no file of the robot grow beyond the database's log; the answer ends it."""
    size = (robot.data / "kiosk.db-wal").stat().st_size
    _, hard = resource.prlimit(robot.child.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(robot.child.pid, resource.RLIMIT_FSIZE, (size, hard))
    return lambda: resource.prlimit(robot.child.pid, resource.RLIMIT_FSIZE, (hard, hard)) and None


def test_while_nothing_can_be_written_no_number_is_given_and_then_it_goes_on(robot: Simulated) -> None:
    first = robot.issue()
    eventually(lambda: robot.is_printed(first["ticket_id"]))
    mend = no_more_growth(robot)
    unanswered = str(uuid4())
    for _ in range(3):
        answer = robot.wish(request_id=unanswered)
        assert (answer.status_code, set(answer.json())) == (503, {"error", "detail"})
        assert answer.json()["error"] == "disk_error"
        assert "check the disk" in answer.json()["detail"]
    eventually(lambda: robot.http.get("/healthz").status_code == 503)
    assert robot.faults() == {"desk_failed"}
    assert robot.ticket(first["ticket_id"])["people_ahead"] == 0, "what is there can be read"
    mend()
    eventually(lambda: robot.http.get("/healthz").json()["status"] == "ok")
    answer = robot.wish(request_id=unanswered)
    assert answer.status_code == 201
    assert answer.json()["number"] == "A002", "neither lost nor doubled"
    eventually(lambda: robot.is_printed(answer.json()["ticket_id"]))
    lines = robot.log_lines("kiosk.store_watch")
    assert ["the store fails" in lines[0], "well again" in lines[-1], len(lines)] == [True, True, 2], lines


def test_the_citizen_is_told_at_the_screen_and_may_try_again(robot: Simulated) -> None:
    mend = no_more_growth(robot)
    _touch_through(robot)
    eventually(lambda: 'class="screen-trouble"' in robot.http.get("/").text)
    mend()
    eventually(lambda: robot.http.get("/healthz").json()["status"] == "ok")
    _submit(robot, "restart")
    _touch_through(robot)
    eventually(lambda: 'class="screen-ticket"' in robot.http.get("/").text)
    assert "A001" in robot.http.get("/").text


def _touch_through(robot: Simulated) -> None:
    _submit(robot, "touch")
    _submit(robot, "choose", choice="civil_status")
    _submit(robot, "choose", choice="priority_none", request_id=str(uuid4()))


def _submit(robot: Simulated, event: str, **fields: str) -> None:
    visit = re.search(r'data-visit="(\d+)"', robot.http.get("/").text)
    assert visit
    form = {"visit": visit[1], **fields}
    answer = robot.http.post(f"/visit/{event}", data=form, headers={"X-Pushed": "1"})
    assert answer.status_code == 204, answer.text


def test_a_proof_that_came_while_the_disk_was_bad_is_not_forgotten(robot: Simulated) -> None:
    issued = robot.issue()
    eventually(lambda: robot.attempts()[issued["ticket_id"]] == ["sent"])
    mend = no_more_growth(robot)
    eventually(lambda: len(robot.papers()) == 1)
    time.sleep(0.5)
    assert robot.attempts()[issued["ticket_id"]] == ["sent"]
    mend()
    eventually(lambda: robot.attempts()[issued["ticket_id"]] == ["done"])
    assert len(robot.papers()) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB of its own, where this user may make one."""
    folder = tmp_path / "small"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("needs the right to mount")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_said_to_be_full_until_there_is_room(small_disk: Path, tmp_path: Path) -> None:
    config = str(site(tmp_path / "site", ""))
    robot = start(small_disk / "data", tmp_path / "log", "--config", config, command="run")
    robot.issue()
    filler = small_disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(512))
    unanswered = str(uuid4())
    answer = eventually(lambda: (a := robot.wish(request_id=unanswered)).status_code == 503 and a)
    assert answer.json()["error"] == "disk_full"
    assert "free some space" in answer.json()["detail"]
    filler.unlink()
    eventually(lambda: robot.http.get("/healthz").json()["status"] == "ok")
    answer = robot.wish(request_id=unanswered)
    assert (answer.status_code, answer.json()["number"]) == (201, "A002")
    assert stop(robot) == 0
