"""What a person at the terminal sees: one clear line when it cannot start, a quick and clean end."""

import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest

from tests.support.robot import ROOT, Simulated, eventually, free_port, site, spawn, start, stop

QUICK_S = 3.0


def told(command: str, *options: object) -> str:
    """The one line with which the command ends."""
    words = [sys.executable, "-m", "kiosk", command, *map(str, options)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 1, done
    assert "Traceback" not in done.stdout + done.stderr
    lines = [line for line in done.stderr.splitlines() if " INFO " not in line]
    assert len(lines) == 1, lines
    return lines[0]


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize("command", ["run", "simulate"])
def test_a_taken_port_is_one_line(tmp_path: Path, taken: int, command: str) -> None:
    bench = () if command == "run" else ("--bench-port", free_port())
    line = told(command, "--data", tmp_path, "--port", taken, *bench)
    assert line == (
        f"kiosk: cannot listen on 127.0.0.1:{taken}: Address already in use; "
        "stop the other program or choose another --port"
    )


def test_a_taken_bench_port_is_one_line(tmp_path: Path, taken: int) -> None:
    line = told("simulate", "--data", tmp_path, "--port", free_port(), "--bench-port", taken)
    assert f"port {taken}" in line
    assert "--bench-port" in line


@pytest.mark.parametrize("option", ["--port", "--bench-port"])
def test_a_port_that_cannot_be_is_wrong_use(option: str) -> None:
    words = [sys.executable, "-m", "kiosk", "simulate", option, "99999"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 2
    assert done.stderr.endswith(f"argument {option}: 99999 is not a port: 0 to 65535\n")


@pytest.mark.parametrize("command", ["run", "simulate", "staff"])
def test_a_file_as_data_folder_is_one_line(tmp_path: Path, command: str) -> None:
    file = tmp_path / "data"
    file.write_text("mine")
    words = ("list",) if command == "staff" else ()
    line = told(command, *words, "--data", file)
    assert line == f"kiosk: {file} cannot be the data folder (File exists); choose another --data"
    assert file.read_text() == "mine"


def test_a_data_folder_that_cannot_be_written_is_one_line() -> None:
    assert "choose another --data" in told("run", "--data", "/proc/1/kiosk")


def test_a_missing_configuration_is_one_line(tmp_path: Path) -> None:
    line = told("run", "--config", tmp_path / "none", "--data", tmp_path)
    assert "there is no such folder (`kiosk init DIR` makes one)" in line


def test_broken_configuration_is_one_line_with_its_place(tmp_path: Path) -> None:
    config = site(tmp_path / "site", "")
    (config / "desk.yaml").write_text("digits: [\n")
    line = told("simulate", "--config", config, "--data", tmp_path)
    assert line.startswith(f"{config}/desk.yaml:2:1: error syntax: ")


@pytest.mark.parametrize(
    ("command", "content"),
    [("run", b"\x00" * 5000), ("simulate", b"not a database, but long enough to look like one" * 100)],
)
def test_a_database_that_is_none_is_one_line(tmp_path: Path, command: str, content: bytes) -> None:
    (tmp_path / "kiosk.db").write_bytes(content)
    ports = ("--port", 0) if command == "run" else ("--port", 0, "--bench-port", 0)
    line = told(command, "--data", tmp_path, *ports)
    assert f"{tmp_path}/kiosk.db" in line
    assert "restore the last backup" in line
    assert (tmp_path / "kiosk.db").read_bytes() == content


def test_a_database_of_a_newer_version_is_one_line(tmp_path: Path) -> None:
    told_names = [sys.executable, "-m", "kiosk", "staff", "list", "--data", str(tmp_path)]
    subprocess.run(told_names, cwd=ROOT, capture_output=True, timeout=20, check=True)
    with closing(sqlite3.connect(tmp_path / "kiosk.db")) as database:
        database.execute("PRAGMA user_version = 99")
    assert "is of a newer version (99" in told("run", "--data", tmp_path, "--port", 0)


def test_a_second_simulator_in_the_folder_is_one_line_and_the_first_goes_on(simulated: Simulated) -> None:
    token = (simulated.data / "staff-token").read_text()
    line = told("simulate", "--data", simulated.data, "--port", 0, "--bench-port", 0)
    assert line == f"error: another simulator is running in {simulated.data}; stop it or give another --data"
    assert (simulated.data / "staff-token").read_text() == token
    issued = simulated.issue()
    eventually(lambda: simulated.is_printed(issued["ticket_id"]))


def test_a_missing_serial_device_is_a_trouble_not_an_end(tmp_path: Path) -> None:
    config = str(site(tmp_path / "site", f"serial:{tmp_path}/ttyNone"))
    robot = start(tmp_path / "data", tmp_path / "log", "--config", config, command="run")
    eventually(lambda: robot.faults() == {"printer_unplugged"})
    assert robot.http.get("/healthz").json()["status"] == "degraded"
    assert robot.issue()["print"] == "planned"
    assert len(robot.log_lines("drivers.link", "is not there: plug the device in")) == 1
    assert stop(robot) == 0


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Simulated]:
    """A robot with its pages open: the citizen's, the board's and the programs' event streams."""
    robot = start(tmp_path / "data", tmp_path / "log")
    opened = threading.Barrier(4)

    def follow(path: str) -> None:
        with (
            suppress(httpx.TransportError),
            httpx.stream("GET", f"http://127.0.0.1:{robot.port}{path}", timeout=20) as stream,
        ):
            lines = stream.iter_lines()
            next(lines)
            opened.wait(10)
            for _ in lines:
                pass

    paths = ("/visit/stream", "/board/stream", "/api/board/events")
    threads = [threading.Thread(target=follow, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    opened.wait(10)
    yield robot
    for thread in threads:
        thread.join(10)
    robot.http.close()
    robot.bench.close()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_running_robot_ends_at_once_with_everything_it_started(
    held: Simulated, how: signal.Signals
) -> None:
    asked = time.monotonic()
    held.child.send_signal(how)
    assert held.child.wait(10) in (0, 130)
    assert time.monotonic() - asked < QUICK_S
    assert "Traceback" not in held.log.read_text()
    with pytest.raises(httpx.TransportError):
        held.bench.get("/healthz")


@pytest.mark.parametrize(
    ("how", "after_s"),
    [(signal.SIGINT, 0.3), (signal.SIGTERM, 0.5), (signal.SIGINT, 0.8), (signal.SIGTERM, 1.1)],
)
def test_it_ends_at_once_while_it_is_starting(tmp_path: Path, how: signal.Signals, after_s: float) -> None:
    port, bench_port = free_port(), free_port()
    options = ("--data", str(tmp_path / "data"), "--port", str(port), "--bench-port", str(bench_port))
    with (tmp_path / "log").open("w") as sink:
        child = spawn("simulate", *options, stdout=sink, stderr=sink)
    time.sleep(after_s)
    asked = time.monotonic()
    child.send_signal(how)
    code = child.wait(10)
    assert time.monotonic() - asked < QUICK_S
    assert "Traceback" not in (tmp_path / "log").read_text()
    # interrupted in an import, inside an exec, Python itself ends by SIGINT however it was handled
    assert code in (0, 130, -signal.SIGINT)
    with pytest.raises(httpx.TransportError):
        httpx.get(f"http://127.0.0.1:{bench_port}/healthz")


def test_a_background_job_of_a_shell_ends_as_well(tmp_path: Path) -> None:
    options = ("--data", str(tmp_path), "--port", str(free_port()), "--bench-port", str(free_port()))
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell without job control does
    try:
        child = spawn("simulate", *options, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    finally:
        signal.signal(signal.SIGINT, before)
    time.sleep(0.8)
    child.terminate()
    assert child.wait(10) in (0, 130)
