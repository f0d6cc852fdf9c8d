"""From the call at a counter to the board."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.clients import percentile, take_ticket
from tests.benchmarks.measures import Figure
from tests.benchmarks.robot import free_port, output_of, robot, site

CALLS = 100


def call_to_board(folder: Path) -> Iterator[Figure]:
    """Seconds from the staff's request to the number on the board's event stream."""
    port, data = free_port(), folder / "data"
    data.mkdir()
    with robot(site(folder / "config", None), data, port):
        token = _token(data)
        for _ in range(CALLS):
            take_ticket(port, "civil_status")
        arrivals: dict[str, float] = {}
        listening = threading.Event()
        threading.Thread(target=_listen, args=(port, arrivals, listening), daemon=True).start()
        listening.wait(10)
        delays = []
        for _ in range(CALLS):
            started = time.perf_counter()
            number = _call_next(port, token)
            while number not in arrivals:
                time.sleep(0.0005)
            delays.append(1000 * (arrivals[number] - started))
        yield Figure(
            "call → board, p50", percentile(delays, 0.5), "ms", "≤ 200", "FQM ≤ 2000, MADO 3000 (polls)"
        )
        yield Figure("call → board, p99", percentile(delays, 0.99), "ms", "≤ 200")


def _token(data: Path) -> str:
    return output_of("kiosk", "staff", "token", "bench", "--data", str(data)).split()[-1]


def _call_next(port: int, token: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", "/api/counters/1/next", headers={"Authorization": f"Bearer {token}"})
    answer = json.loads(connection.getresponse().read())
    connection.close()
    return str(answer["number"])


def _listen(port: int, arrivals: dict[str, float], listening: threading.Event) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/api/board/events")
    response = connection.getresponse()
    for line in response:
        listening.set()
        if line.startswith(b"data:"):
            message = json.loads(line[5:])
            if message.get("number"):
                arrivals.setdefault(message["number"], time.perf_counter())
