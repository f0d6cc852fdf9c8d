"""The simulator as the program it is, on a port of its own, ended at the end of the test."""

import json
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PATIENCE_S = 15


class Running:
    """A started simulator: its wire, its bench, its hands."""

    def __init__(self, data: Path, *options: str) -> None:
        self.data = data
        self.wire = data / "wires" / "printer"
        self.robot_wire = data / "wires" / "robot" / "printer"
        command = [sys.executable, "-m", "simulator", "--data", str(data), "--bench-port", "0", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.base = self.process.stdout.readline().split()[-1].rstrip("/")
        wait_for(lambda: self.get("/healthz") == b"ok\n")

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(self.base + path, timeout=PATIENCE_S) as answer:
            return answer.read()

    def hands(self, act: str, device: str = "printer", **parameters: float) -> dict[str, object]:
        return self.post(f"/devices/{device}/hands/{act}", parameters)

    def say(self, **saying: object) -> dict[str, float]:
        return self.post("/devices/microphone/say", saying)

    def post(self, path: str, body: object) -> dict[str, object]:
        request = urllib.request.Request(self.base + path, json.dumps(body).encode(), method="POST")
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            return json.load(answer)

    def state(self) -> dict[str, object]:
        return json.loads(self.get("/devices"))[0]["state"]

    def connector(self, name: str = "public") -> dict[str, object]:
        return self.state()["connectors"][name]

    def address(self, kind: str, device: str = "printer") -> str:
        return json.loads(self.get(f"/devices/{device}"))["addresses"][kind]

    def heard(self) -> list[dict[str, object]]:
        return json.loads(self.get("/heard"))

    def tickets(self) -> list[dict[str, object]]:
        return json.loads(self.get("/tickets"))

    def trace(self) -> list[dict[str, object]]:
        return json.loads(self.get("/trace"))

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE_S)
        if self.process.stdout:
            self.process.stdout.close()
        return code


def wait_for(condition: Callable[[], object]) -> None:
    """Wait until `condition` holds; OSErrors count as not yet."""
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            if condition():
                return
        except OSError:
            pass
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Starts simulators; all of them are stopped at the end."""
    started: list[Running] = []

    def start(*options: str) -> Running:
        started.append(Running(tmp_path, *options))
        return started[-1]

    yield start
    for running in started:
        running.stop()


@pytest.fixture
def eventually() -> Callable[[Callable[[], object]], None]:
    """Waits until a condition holds."""
    return wait_for
