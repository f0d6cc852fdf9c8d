"""The robot is killed at any moment, again and again, on the same data beside the same printer."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.support.robot import Simulated, Simulator, eventually, kill, site, start, start_simulator, stop

ROUNDS = 10
SEED = 20261124
BAUD = 460_800  # a ticket takes about half a second
MOST_COPIES = 3  # the first paper and two reprints of devices.yaml


class Citizen(threading.Thread):
    """Asks for numbers until the robot dies; `answers` has None for what was asked and not answered."""

    def __init__(self, robot: Simulated) -> None:
        super().__init__()
        self._robot = robot
        self.answers: dict[str, str | None] = {}

    def run(self) -> None:
        try:
            while True:
                request_id = str(uuid4())
                self.answers[request_id] = None
                answer = self._robot.wish(request_id=request_id)
                assert answer.status_code == 201, answer.text
                self.answers[request_id] = answer.json()["ticket_id"]
                time.sleep(0.5)
        except (httpx.TransportError, RuntimeError):
            return


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[Simulator]:
    simulator = start_simulator(tmp_path / "bench", tmp_path / "bench.log", "--baud", str(BAUD))
    yield simulator
    simulator.end()


def _ask_again(robot: Simulated, tickets: dict[str, str | None]) -> None:
    """Every number that was given is found again; what was not answered gets one now at the latest."""
    for request_id, ticket_id in tickets.items():
        answer = robot.wish(request_id=request_id)
        assert answer.status_code == 200 or (answer.status_code == 201 and ticket_id is None)
        assert ticket_id in (None, answer.json()["ticket_id"])
        tickets[request_id] = answer.json()["ticket_id"]
    places = [robot.ticket(str(ticket_id)) for ticket_id in tickets.values()]
    assert [place["people_ahead"] for place in places] == list(range(len(tickets)))
    assert len({place["number"] for place in places}) == len(tickets)


def _check_papers(robot: Simulated) -> None:
    """Every ticket has its paper or is given up; every paper is one of the journal's."""
    attempts = robot.attempts()
    papers = robot.read_papers()
    unmarked = Counter(paper.ticket_id for paper in papers if paper.ticket_id and not paper.marked)
    marked = Counter(paper.ticket_id for paper in papers if paper.ticket_id and paper.marked)
    assert set(unmarked) | set(marked) <= set(attempts)
    for ticket_id, states in attempts.items():
        assert unmarked[ticket_id] <= 1, "two papers that look alike"
        assert marked[ticket_id] <= len(states) - 1, "a reprint without its effect"
        assert unmarked[ticket_id] == 1 or states[0] != "done", "done without paper"
        assert marked[ticket_id] >= 1 or states[-1] != "done" or len(states) == 1, "done without paper"


def _is_settled(robot: Simulated) -> bool:
    return all(s[-1] == "done" or s == ["uncertain"] * MOST_COPIES for s in robot.attempts().values())


def test_killed_at_random_moments_nothing_is_lost_doubled_or_unexplained(
    tmp_path: Path, printer: Simulator
) -> None:
    chance = random.Random(SEED)
    config = str(site(tmp_path / "site", f"serial:{printer.wire}", BAUD))
    data, log = tmp_path / "data", tmp_path / "log"
    tickets: dict[str, str | None] = {}
    for _ in range(ROUNDS):
        robot = start(data, log, "--config", config, command="run", bench_port=printer.bench_port)
        _ask_again(robot, tickets)
        citizen = Citizen(robot)
        citizen.start()
        time.sleep(chance.uniform(0.1, 1.1))
        kill(robot)
        citizen.join()
        tickets |= citizen.answers
    robot = start(data, log, "--config", config, command="run", bench_port=printer.bench_port)
    _ask_again(robot, tickets)
    eventually(lambda: _is_settled(robot), 60)
    _check_papers(robot)
    assert sum(states.count("uncertain") for states in robot.attempts().values()) > ROUNDS / 3
    assert stop(robot) == 0, log.read_text()
