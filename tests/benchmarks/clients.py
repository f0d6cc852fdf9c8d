"""Synthetic citizens: one HTTP connection per request, one thread per client, as the peers were measured."""

import http.client
import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """One issued number and how long its request took."""

    number: str
    seconds: float


def take_ticket(port: int, service: str) -> Answer:
    """Ask once for a number."""
    body = json.dumps({"service": service, "request_id": str(uuid.uuid4())})
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/api/tickets", body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    answer = json.loads(response.read())
    seconds = time.perf_counter() - started
    connection.close()
    if response.status != 201:
        raise RuntimeError(f"HTTP {response.status}: {answer}")
    return Answer(answer["number"], seconds)


def get_json(port: int, path: str) -> list[Any]:
    """The JSON list at `path` on this machine."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = json.loads(connection.getresponse().read())
    connection.close()
    return list(answer)


def crowd(ports: list[int], clients: int, requests: int, services: list[str]) -> tuple[list[Answer], float]:
    """`requests` numbers asked for by `clients` at a time; the answers and the seconds it took."""
    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        wishes = [(ports[i % len(ports)], services[i % len(services)]) for i in range(requests)]
        answers = list(pool.map(lambda wish: take_ticket(*wish), wishes))
    return answers, time.perf_counter() - started


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
