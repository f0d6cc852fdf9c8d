"""The whole robot as real processes, asked over HTTP like any other program would."""

import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from kiosk.site.places import SHIPPED
from tests.support.papers import Paper, read_paper

ROOT = Path(__file__).resolve().parents[2]
PRINTED = ("done", "presented")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(look: Callable[[], Any], within_s: float = 20) -> Any:
    """The first true answer of `look`."""
    deadline = time.monotonic() + within_s
    while not (answer := look()):
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.02)
    return answer


def answers(http: httpx.Client) -> bool:
    try:
        http.get("/healthz")
    except httpx.TransportError:
        return False
    return True


@dataclass
class Simulated:
    """One running `kiosk simulate`, or `kiosk run` beside a simulator."""

    data: Path
    port: int
    bench_port: int
    child: subprocess.Popen[str]
    http: httpx.Client
    bench: httpx.Client
    log: Path
    log_begins: int = field(default=0)

    @property
    def token(self) -> dict[str, str]:
        return {"Authorization": "Bearer " + (self.data / "staff-token").read_text().strip()}

    def wish(self, service: str = "civil_status", request_id: str = "", **more: str) -> httpx.Response:
        body = {"service": service, "request_id": request_id or str(uuid4()), **more}
        return self.http.post("/api/tickets", json=body)

    def issue(self, service: str = "civil_status", **more: str) -> dict[str, Any]:
        answer = self.wish(service, **more)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def ticket(self, ticket_id: str) -> dict[str, Any]:
        return dict(self.http.get(f"/api/tickets/{ticket_id}").json())

    def is_printed(self, ticket_id: str) -> bool:
        return self.ticket(ticket_id)["print"] in PRINTED

    def step(self, counter: str, step: str, **body: str) -> dict[str, Any]:
        answer = self.http.post(f"/api/counters/{counter}/{step}", json=body, headers=self.token)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def faults(self) -> set[str]:
        return {trouble["fault"] for trouble in self.http.get("/healthz").json()["troubles"]}

    def hands(self, act: str, **body: Any) -> None:
        answer = self.bench.post(f"/devices/printer/hands/{act}", json=body)
        assert answer.status_code == 200, answer.text

    def papers(self) -> list[dict[str, Any]]:
        return list(self.bench.get("/tickets").json())

    def read_papers(self, after: int = 0) -> list[Paper]:
        """What came out after the first `after` papers."""
        listed = self.bench.get("/tickets", params={"after": after}).json()
        return [read_paper(self.bench.get(paper["png"]).content) for paper in listed]

    def attempts(self) -> dict[str, list[str]]:
        """Each ticket's paper effects, as the journal has them, in the order of their copies."""
        found: dict[str, list[str]] = {}
        with closing(sqlite3.connect(f"file:{self.data}/kiosk.db?mode=ro", uri=True)) as database:
            rows = database.execute("SELECT ticket_id, state FROM effect WHERE kind = 'paper' ORDER BY copy")
            for ticket_id, state in rows:
                found.setdefault(ticket_id, []).append(state)
        return found

    def forget_log(self) -> None:
        """`log_lines` begins here."""
        self.log_begins = self.log.stat().st_size

    def log_lines(self, *words: str) -> list[str]:
        text = self.log.read_bytes()[self.log_begins :].decode()
        return [line for line in text.splitlines() if all(word in line for word in words)]


def start(
    data: Path,
    log: Path,
    *more: str,
    command: str = "simulate",
    bench_port: int = 0,
    moves: bool = False,
) -> Simulated:
    """Start `kiosk simulate` (or `run`) and wait until it answers; `bench_port` of a simulator beside it.

    `moves`: with a base, in a hall among people; most tests have the machine's time for something else.
    """
    port, own_bench_port = free_port(), free_port()
    options = ["--data", str(data), "--port", str(port), *more]
    if command == "simulate":
        options += ["--bench-port", str(own_bench_port), *(() if moves else ("--stationary",))]
    with log.open("a") as sink:
        child = spawn(command, *options, stdout=sink, stderr=sink)
    http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10)
    bench = httpx.Client(base_url=f"http://127.0.0.1:{bench_port or own_bench_port}", timeout=10)

    def alive() -> bool:
        assert child.poll() is None, log.read_text()
        return answers(http)

    eventually(alive, 30)
    return Simulated(data, port, bench_port or own_bench_port, child, http, bench, log)


def spawn(command: str, *options: str, **how: Any) -> "subprocess.Popen[str]":
    """`kiosk COMMAND OPTIONS` as a process of its own."""
    words = [sys.executable, "-m", "kiosk", command, *options]
    return subprocess.Popen(words, cwd=ROOT, text=True, **how)


def stop(simulated: Simulated) -> int:
    """End it politely; its exit code."""
    simulated.http.close()
    simulated.bench.close()
    simulated.child.terminate()
    return simulated.child.wait(15)


def kill(simulated: Simulated) -> None:
    """As a power cut ends it."""
    simulated.child.kill()
    simulated.child.wait(15)
    simulated.http.close()
    simulated.bench.close()


@dataclass
class Simulator:
    """A simulator that outlives the robot beside it."""

    child: subprocess.Popen[bytes]
    wire: Path
    bench_port: int

    def end(self) -> None:
        self.child.terminate()
        self.child.wait(15)


def start_simulator(folder: Path, log: Path, *more: str) -> Simulator:
    """Start `python -m simulator` and wait for its wire."""
    bench_port, wire = free_port(), folder / "wires" / "robot" / "printer"
    words = [sys.executable, "-m", "simulator", "--data", str(folder), "--bench-port", str(bench_port), *more]
    with log.open("a") as sink:
        child = subprocess.Popen(words, cwd=ROOT, stdout=sink, stderr=sink)
    eventually(wire.exists)
    return Simulator(child, wire, bench_port)


def site(folder: Path, printer: str, baud: int = 115_200) -> Path:
    """A copy of the shipped configuration with the printer at this address (`` for none)."""
    shutil.copytree(SHIPPED, folder)
    device = f"printer: {{driver: escpos, address: '{printer}', baud: {baud}}}\n"
    (folder / "devices.yaml").write_text(device if printer else "{}\n")
    return folder
