"""Real processes to measure: the simulator on a TCP wire, and one or more robots printing on it."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
PRINTER_BAUD = 115_200


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def site(folder: Path, printer: dict[str, str] | None) -> Path:
    """A copy of the shipped configuration with this printer in `folder`."""
    shutil.copytree(ROOT / "config", folder)
    devices = {} if printer is None else {"printer": printer}
    (folder / "devices.yaml").write_text(yaml.safe_dump(devices), encoding="utf-8")
    return folder


def wait_for(port: int, path: str = "/healthz", within_s: float = 30) -> float:
    """Seconds until `path` answered 200."""
    started = time.perf_counter()
    while time.perf_counter() - started < within_s:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return time.perf_counter() - started
        except OSError:
            time.sleep(0.005)
        finally:
            connection.close()
    raise TimeoutError(f"port {port} did not answer {path} within {within_s} s")


@contextmanager
def process(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of this environment's Python, ended politely."""
    child = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield child
    finally:
        child.terminate()
        child.wait(20)


def output_of(*command: str) -> str:
    """What a command of this environment printed."""
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout


@contextmanager
def simulator(data: Path, tcp_port: int, bench_port: int, baud: int) -> Iterator[None]:
    """The simulated printer on `tcp_port`; baud 0 is as fast as it can."""
    options = {"--data": data, "--bench-port": bench_port, "--tcp-port": tcp_port, "--baud": baud}
    roll = {"--roll-m": 100_000}
    words = [str(word) for option in (options | roll).items() for word in option]
    with process("simulator", *words):
        wait_for(bench_port)
        yield


@contextmanager
def robot(config: Path, data: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A robot that answers on `port`."""
    with process("kiosk", "run", "--config", str(config), "--data", str(data), "--port", str(port)) as child:
        wait_for(port)
        yield child


def cpu_seconds(pid: int) -> float:
    """User and system time a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid: int) -> float:
    """Resident memory of a process."""
    match = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert match
    return int(match[1]) / 1024
