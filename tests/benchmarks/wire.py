"""The default ticket on a paced serial line, as the simulated printer saw it arrive."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.clients import get_json, take_ticket
from tests.benchmarks.measures import Figure
from tests.benchmarks.robot import PRINTER_BAUD, free_port, robot, simulator, site

BITS_A_BYTE = 10


def paced_ticket(folder: Path) -> Iterator[Figure]:
    """First to last byte of a ticket, cut included, against its bytes / baud at 115 200 baud."""
    tcp, bench, port = free_port(), free_port(), free_port()
    with simulator(folder / "simulator", tcp, bench, baud=PRINTER_BAUD):
        config = site(folder / "config", {"address": f"serial:{folder}/simulator/wires/printer"})
        with robot(config, folder / "data", port):
            take_ticket(port, "civil_status")
            _wait_for_ticket(bench)
            seconds, size = _job(get_json(bench, "/trace"))
    yield Figure("a ticket on the wire, cut included", size, "B", "≤ 9000")
    yield Figure("its first to last byte at 115200 baud", seconds, "s", "")
    yield Figure("… against bytes / baud", seconds / (size * BITS_A_BYTE / PRINTER_BAUD), "×", "≤ 1.05")


def _wait_for_ticket(bench: int) -> None:
    deadline = time.perf_counter() + 30
    while not get_json(bench, "/tickets"):
        if time.perf_counter() > deadline:
            raise TimeoutError("no ticket came out")
        time.sleep(0.05)


def _job(trace: list[dict[str, Any]]) -> tuple[float, int]:
    """Seconds from the first byte of the last job to the last byte of its cut, and its bytes."""
    commands = [line for line in trace if line["way"] == ">"]
    end = max(n for n, line in enumerate(commands) if line["hex"].startswith("1D 56"))
    start = max(n for n, line in enumerate(commands[:end]) if line["hex"].startswith("1B 40"))
    job = commands[start : end + 1]
    first = job[0]["time"] - job[0]["length"] * BITS_A_BYTE / PRINTER_BAUD
    return job[-1]["time"] - first, sum(line["length"] for line in job)
