"""The bench page in headless Chromium, over the simulator as a program."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial
from playwright.sync_api import Browser, Page

TICKET = b"\x1dv0\x00\x48\x00\x40\x00" + b"\x0f" * 72 * 64 + b"\x1dVB\x00\x1d(H\x06\x0000ABCD"


class BenchUnderTest:
    """A running simulator and a host at its wire."""

    def __init__(self, data: Path, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        self.base = process.stdout.readline().split()[-1].rstrip("/")
        process.stdout.readline()
        self._wires = data / "wires"

    def wire_of(self, device: str) -> str:
        return str(self._wires / device)

    def print_ticket(self) -> None:
        with serial.Serial(self.wire_of("printer"), 115200, timeout=10) as port:
            port.write(TICKET)
            assert port.read(7) == b'\x37"ABCD\x00'

    def hands(self, act: str, **parameters: float) -> None:
        self.post(f"/devices/printer/hands/{act}", parameters)

    def post(self, path: str, body: object) -> None:
        request = urllib.request.Request(self.base + path, json.dumps(body).encode(), method="POST")
        urllib.request.urlopen(request, timeout=10).close()

    def state(self) -> dict[str, object]:
        with urllib.request.urlopen(f"{self.base}/devices", timeout=10) as answer:
            return json.load(answer)[0]["state"]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[BenchUnderTest]:
    command = [sys.executable, "-m", "simulator", "--data", str(tmp_path), "--bench-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield BenchUnderTest(tmp_path, process)
        process.terminate()


@pytest.fixture
def page(chromium: Browser, bench: BenchUnderTest) -> Iterator[Page]:
    """A page at 1366 × 768 that tolerates no error and no request to anywhere else."""
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith(bench.base) else problems.append(request.url),
    )
    page.goto(bench.base)
    page.get_by_text("Mọi thứ đều tốt").wait_for()
    yield page
    page.close()
    assert problems == []
