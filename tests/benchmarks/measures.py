"""The figures of the desk and the ticket printer, each measured on real processes."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.clients import crowd, get_json, percentile, take_ticket
from tests.benchmarks.robot import (
    cpu_seconds,
    free_port,
    process,
    resident_mb,
    robot,
    simulator,
    site,
    wait_for,
)
from tests.benchmarks.tap import Tap

SERVICES = ["civil_status", "certification", "land", "social", "business", "other"]


@dataclass(frozen=True)
class Figure:
    """One measured figure, its goal, and what a peer reached on such a machine (facts of 2026)."""

    name: str
    value: float
    unit: str
    goal: str
    peer: str = ""


class PrintedRobots:
    """`count` robots on one database, each with a fast TCP printer of its own."""

    def __init__(self, stack: ExitStack, folder: Path, count: int, tapped: bool = False) -> None:
        self.taps: list[Tap] = []
        self.ports: list[int] = []
        self._benches: list[int] = []
        for n in range(count):
            wire, bench, port = free_port(), free_port(), free_port()
            stack.enter_context(simulator(folder / f"simulator-{n}", wire, bench, baud=0))
            if tapped:
                wire = self._tap(wire)
            config = site(folder / f"config-{n}", {"address": f"tcp:127.0.0.1:{wire}"})
            stack.enter_context(robot(config, folder / "data", port))
            self.ports.append(port)
            self._benches.append(bench)

    def _tap(self, wire: int) -> int:
        tap = Tap(wire)
        tap.start()
        self.taps.append(tap)
        return tap.port

    def wait_cut(self, count: int, within_s: float) -> None:
        """Return when `count` tickets have been cut, by what the taps saw."""
        _until(lambda: sum(len(tap.jobs) for tap in self.taps) >= count, within_s, 0.002)

    def wait_printed(self, count: int, within_s: float) -> None:
        """Return when `count` tickets lie on the benches."""
        _until(lambda: sum(len(get_json(b, "/tickets")) for b in self._benches) >= count, within_s, 0.05)


def _until(done: Callable[[], bool], within_s: float, look_s: float) -> None:
    deadline = time.perf_counter() + within_s
    while not done():
        if time.perf_counter() > deadline:
            raise TimeoutError("not all tickets were printed in time")
        time.sleep(look_s)


def touch_to_transport(folder: Path, requests: int = 200) -> Iterator[Figure]:
    """One citizen at a time: request sent → first bytes of the picture on the wire."""
    with ExitStack() as stack:
        robots = PrintedRobots(stack, folder, 1, tapped=True)
        answered, handed = [], []
        for n in range(requests):
            started = time.perf_counter()
            answered.append(take_ticket(robots.ports[0], SERVICES[n % len(SERVICES)]).seconds)
            robots.wait_cut(n + 1, 10)
            handed.append(robots.taps[0].jobs[n].first_raster_at - started)
        ms = [1000 * s for s in handed]
        yield Figure("touch → number durable and answered, p50", 1000 * percentile(answered, 0.5), "ms", "")
        yield Figure(
            "touch → rendered job on the transport, p50",
            percentile(ms, 0.5),
            "ms",
            "≤ 15",
            "MADO 14.7, FQM 125",
        )
        yield Figure(
            "touch → rendered job on the transport, p95",
            percentile(ms, 0.95),
            "ms",
            "≤ 50",
            "MADO 28, FQM 167",
        )
        sizes = [float(job.sent_bytes) for job in robots.taps[0].jobs]
        yield Figure("a ticket on the wire, largest", max(sizes[1:]), "B", "≤ 9000")


def printed_rate(folder: Path, clients: int, robots_count: int = 1, requests: int = 600) -> Iterator[Figure]:
    """Numbers asked for by `clients` at a time until the last paper is cut."""
    with ExitStack() as stack:
        robots = PrintedRobots(stack, folder, robots_count)
        started = time.perf_counter()
        answers, _ = crowd(robots.ports, clients, requests, SERVICES)
        robots.wait_printed(requests, 120)
        rate = requests / (time.perf_counter() - started)
        duplicates = requests - len({answer.number for answer in answers})
        what = f"{clients} clients" + (f", {robots_count} processes" if robots_count > 1 else "")
        yield Figure(f"printed tickets, {what}", rate, "/s", "≥ 100", "MADO 62–69, FQM 6–9")
        yield Figure(
            f"duplicate numbers, {what}",
            duplicates,
            "",
            "0",
            "FQM 216/576 (4 workers)" if robots_count > 1 else "",
        )


def start_and_idle(folder: Path, idle_s: float = 20) -> Iterator[Figure]:
    """Start to first answer, then what an idle robot with its printer costs."""
    wire, bench, port = free_port(), free_port(), free_port()
    with simulator(folder / "simulator", wire, bench, baud=115_200):
        config = site(folder / "config", {"address": f"serial:{folder}/simulator/wires/printer"})
        command = (
            "kiosk",
            "run",
            "--config",
            str(config),
            "--data",
            str(folder / "data"),
            "--port",
            str(port),
        )
        with process(*command) as child:
            yield Figure("start → first answered request", wait_for(port), "s", "≤ 2")
            time.sleep(3)
            before = cpu_seconds(child.pid)
            time.sleep(idle_s)
            yield Figure(
                "idle processor", 100 * (cpu_seconds(child.pid) - before) / idle_s, "% of a core", "≤ 2"
            )
            yield Figure("idle memory", resident_mb(child.pid), "MB", "≤ 150")
