"""A robot that hangs is started again within 12 s, whatever hangs, and its log says where."""

import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw
import httpx
import pytest

from kiosk.watchdog.vitals import HANGS_FILE
from tests.torture.hang.rounds import PARTS, RESTARTED_S, Round, Victim
from tests.torture.hang.together import hang_together

WHERE = {
    "process": "Fatal Python error: Aborted",
    "interpreter": "Fatal Python error: Aborted",
    "loop": "hangs in MainThread: _run asyncio/events.py:",
    "store": "hangs in desk-store: ",
    "writer": "_write_port transports/serial.py:",
    "reader": "_read_port transports/serial.py:",
}
NOTICED_S = 12.0
LOCKED_S = 14.0  # the store itself gives up after 10


@dataclass
class Seen:
    """What was seen of a robot that must not be restarted."""

    restarted: bool
    told: str
    status: str
    answer: httpx.Response
    health: dict[str, Any]


def _seen(victim: Victim, for_s: float, ask: Callable[[], httpx.Response]) -> Seen:
    """Watch for a while, then ask."""
    restarted = victim.manager.keep(time.monotonic() + for_s)
    answer = ask()
    victim.manager.keep(time.monotonic() + 2)  # troubles settle first
    health = httpx.get(f"http://127.0.0.1:{victim.port}/healthz", timeout=20).json()
    return Seen(restarted, victim.manager.told(), victim.manager.status, answer, health)


def _wish(victim: Victim) -> httpx.Response:
    wish = {"service": "civil_status", "request_id": "0b5b1f6e-1111-4111-8111-111111111111"}
    return httpx.post(f"http://127.0.0.1:{victim.port}/api/tickets", json=wish, timeout=30)


def _locked(victim: Victim) -> Seen:
    """Another program keeps the lock of the database."""
    victim.start()
    other = apsw.Connection(str(victim.data / "kiosk.db"))
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(_wish, victim)
        seen = _seen(victim, LOCKED_S, answer.result)
    other.execute("ROLLBACK")
    other.close()
    return seen


def _spared(victim: Victim) -> Seen:
    """A device hangs again and again."""
    victim.data.mkdir()
    (victim.data / HANGS_FILE).write_text(f"{time.time()}\n" * 3)
    victim.start()
    victim.hang()
    return _seen(victim, NOTICED_S, lambda: _wish(victim))


def _alone(victim: Victim) -> Seen:
    """The store stands still for a while, and nobody is there to restart the robot."""
    victim.start()
    victim.hang()
    return _seen(victim, NOTICED_S, lambda: httpx.get(f"http://127.0.0.1:{victim.port}/static/css/base.css"))


def _with(victim: Victim, story: Callable[[Victim], Seen]) -> Seen:
    try:
        return story(victim)
    finally:
        victim.close()


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, "Future[Any]"]]:
    """Everything at once: it is hardly more than waiting."""
    folder = tmp_path_factory.mktemp("hang")
    with ThreadPoolExecutor() as pool:
        yield {
            "rounds": pool.submit(hang_together, folder / "rounds", len(PARTS), len(PARTS), 3, 2.0),
            "locked": pool.submit(_with, Victim(folder / "locked", "nothing"), _locked),
            "spared": pool.submit(_with, Victim(folder / "spared", "writer"), _spared),
            "alone": pool.submit(_with, Victim(folder / "alone", "briefly", watched=False), _alone),
        }


@pytest.fixture(scope="module")
def hung(stories: dict[str, "Future[Any]"]) -> dict[str, Round]:
    return {one.part: one for one in stories["rounds"].result()}


@pytest.mark.parametrize("part", PARTS)
def test_a_hang_is_restarted_in_time_and_its_place_is_named(hung: dict[str, Round], part: str) -> None:
    assert hung[part].restarted_s <= RESTARTED_S, hung[part]
    assert WHERE[part] in hung[part].place


def test_it_is_noticed_by_whoever_can(hung: dict[str, Round]) -> None:
    reasons = {part: one.reason for part, one in hung.items()}
    assert {part for part, reason in reasons.items() if reason == "timeout"} == {"process", "interpreter"}
    assert set(reasons.values()) == {"timeout", "trigger"}


def test_a_lock_held_by_another_program_is_no_hang(stories: dict[str, "Future[Any]"]) -> None:
    seen = stories["locked"].result()
    assert not seen.restarted, seen.told
    assert seen.answer.status_code == 503
    assert " CRITICAL " not in seen.told
    assert seen.status == "degraded: desk desk_failed"


def test_a_device_that_hangs_again_and_again_does_not_cost_the_service(
    stories: dict[str, "Future[Any]"],
) -> None:
    seen = stories["spared"].result()
    assert not seen.restarted, seen.told
    assert seen.answer.status_code == 201
    assert seen.told.count("spared=True") == 1
    assert {"device": "device threads", "fault": "work_failing", "action": "maintenance"} in seen.health[
        "troubles"
    ]


def test_without_a_manager_a_hang_and_its_end_are_only_logged(stories: dict[str, "Future[Any]"]) -> None:
    seen = stories["alone"].result()
    assert not seen.restarted, seen.told
    assert seen.answer.status_code == 200
    assert seen.told.count("hang: the store") == 1
    assert seen.told.count("hangs no longer: the store") == 1
    assert seen.health["status"] == "ok"


def test_a_stop_is_announced_and_nothing_of_it_is_a_hang(tmp_path: Path) -> None:
    victim = Victim(tmp_path / "victim", "nothing")
    victim.start()
    victim.manager.child.send_signal(signal.SIGTERM)
    assert victim.manager.keep(time.monotonic() + 10)
    assert victim.manager.reason in ("exit 0", "exit 130")
    assert victim.manager.stopping
    assert " CRITICAL " not in victim.manager.told()
    victim.close()
