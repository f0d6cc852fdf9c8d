"""The same wish, however often and wherever it is made, is one ticket."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import httpx

from tests.support.robot import Simulated, site, start, stop

THREADS = 32


def _ask(address: str, request_ids: list[str]) -> list[tuple[int, str, str, str]]:
    """Status, request id, ticket id and number of each answer."""
    with httpx.Client(base_url=address, timeout=30) as http:
        answers = []
        for request_id in request_ids:
            wish = {"service": "civil_status", "request_id": request_id}
            answer = http.post("/api/tickets", json=wish)
            assert answer.status_code in (200, 201), answer.text
            ticket = answer.json()
            answers.append((answer.status_code, request_id, ticket["ticket_id"], ticket["number"]))
        return answers


def _check(robots: list[Simulated], request_ids: list[str]) -> None:
    """All threads ask all of it twice over; each request id is one ticket, given once."""
    addresses = [f"http://127.0.0.1:{robot.port}" for robot in robots]
    with ThreadPoolExecutor(THREADS) as pool:
        turns = [(addresses[n % len(addresses)], request_ids) for n in range(THREADS)] * 2
        answers = [answer for found in pool.map(lambda turn: _ask(*turn), turns) for answer in found]
    assert len(answers) == 2 * THREADS * len(request_ids)
    assert Counter(status for status, *_ in answers)[201] == len(request_ids)
    assert len({answer[1:] for answer in answers}) == len(request_ids)
    assert len({ticket_id for *_, ticket_id, _ in answers}) == len(request_ids)
    assert len({number for *_, number in answers}) == len(request_ids)


def test_the_same_requests_of_many_at_once_are_answered_once_each(simulated: Simulated) -> None:
    _check([simulated], [str(uuid4()) for _ in range(12)])


def test_two_robots_on_one_data_folder_give_each_request_one_ticket(tmp_path: Path) -> None:
    config = str(site(tmp_path / "site", ""))
    data, log = tmp_path / "data", tmp_path / "log"
    robots = [start(data, log, "--config", config, command="run") for _ in range(2)]
    try:
        _check(robots, [str(uuid4()) for _ in range(12)])
    finally:
        codes = [stop(robot) for robot in robots]
    assert codes == [0, 0], log.read_text()
