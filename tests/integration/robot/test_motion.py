"""The whole robot in its simulated hall: sent, stopped by a touch, by hands and by its own silence."""

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.robot import Simulated, eventually, start, stop

MOTION = "/api/motion"


class Hall:
    """A robot that was looked at and let go, at its post in an empty hall."""

    def __init__(self, robot: Simulated) -> None:
        self.robot = robot

    def info(self) -> dict[str, Any]:
        return dict(self.robot.http.get(MOTION, headers=self.robot.token).json())

    def order(self, order: str, **more: str) -> int:
        body = {"order": order, **more}
        return self.robot.http.post(MOTION, json=body, headers=self.robot.token).status_code

    def hands(self, act: str, **body: float) -> None:
        answer = self.robot.bench.post(f"/devices/mobile_base/hands/{act}", json=body)
        assert answer.status_code == 200, answer.text

    def truth(self) -> dict[str, Any]:
        """The hall as the bench has it."""
        with self.robot.bench.stream("GET", "/hall/events") as events:
            line = next(line for line in events.iter_lines() if line.startswith('data: {"time"'))
        return dict(json.loads(line[6:]))

    def wheels(self) -> list[float]:
        devices = self.robot.bench.get("/devices").json()
        return list(next(one for one in devices if one["name"] == "mobile_base")["state"]["wheels_m_s"])

    def becomes(self, state: str, within_s: float = 60) -> dict[str, Any]:
        def there() -> dict[str, Any]:
            info = self.info()
            return info if info["state"] == state else {}

        return dict(eventually(there, within_s))

    def at_rest(self) -> None:
        """At its post, let go."""
        self.order("stop")
        if self.info()["state"] == "needs_person":
            eventually(
                lambda: self.order("release") in (200, 409) and self.info()["state"] != "needs_person", 30
            )
        if self.info()["place"] != "post":
            eventually(lambda: self.order("home") == 200, 30)
        self.becomes("at_post", 120)

    def is_driving(self) -> bool:
        return self.info()["state"] == "going" and min(self.wheels()) > 0.05


def is_motion(pid: int) -> bool:
    return b"kiosk.motion" in Path(f"/proc/{pid}/cmdline").read_bytes()


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("hall")
    running = start(folder / "data", folder / "log", moves=True)
    hall = Hall(running)
    eventually(lambda: hall.info()["state"] != "no_base" and hall.info()["pose"] is not None, 60)
    for number, *_ in hall.truth()["hall"]["people"]:
        running.bench.post("/hall/remove_person", json={"number": number})
    yield hall
    stop(running)


def test_nothing_moves_before_somebody_has_looked(hall: Hall) -> None:
    eventually(lambda: hall.info()["causes"] == ["started"], 30)
    assert hall.info()["state"] == "needs_person"
    assert hall.order("send", place="counter_1") == 409
    assert hall.wheels() == [0.0, 0.0]


def test_it_goes_where_it_is_sent_and_touches_nothing(hall: Hall) -> None:
    hall.at_rest()
    assert hall.order("send", place="entrance") == 200
    assert hall.becomes("announcing")["goal"] == "entrance"
    eventually(lambda: hall.info()["place"] == "entrance" and hall.info()["state"] == "away", 90)
    truth = hall.truth()["hall"]
    assert (truth["robot"][0] - 8.0) ** 2 + (truth["robot"][1] - 0.9) ** 2 < 0.2**2
    assert truth["contacts"] == 0


def test_a_touch_of_the_screen_stops_it(hall: Hall) -> None:
    hall.at_rest()
    hall.order("send", place="counter_7")
    eventually(hall.is_driving, 60)
    assert 'id="halt"' in hall.robot.http.get("/").text
    assert hall.robot.http.post("/moving/stop").status_code in (204, 303)
    eventually(lambda: hall.wheels() == [0.0, 0.0], 1.0)
    assert hall.info()["goal"] == ""


def test_after_the_emergency_stop_nothing_moves_until_a_person_has_looked(hall: Hall) -> None:
    hall.at_rest()
    hall.order("send", place="counter_7")
    eventually(hall.is_driving, 60)
    hall.hands("press_stop")
    info = hall.becomes("needs_person", 5)
    assert info["causes"][0] == "emergency_stop"
    assert hall.wheels() == [0.0, 0.0]
    hall.order("release")
    time.sleep(3)
    assert hall.info()["state"] == "needs_person", "it is still pressed"
    hall.hands("release_stop")
    time.sleep(1)
    assert hall.info()["state"] == "needs_person" and hall.wheels() == [0.0, 0.0]
    hall.at_rest()


def test_a_frozen_robot_stands_still(hall: Hall) -> None:
    hall.at_rest()
    hall.order("send", place="counter_7")
    eventually(hall.is_driving, 60)
    os.kill(hall.robot.child.pid, signal.SIGSTOP)
    try:
        eventually(lambda: hall.wheels() == [0.0, 0.0], 1.0)
    finally:
        os.kill(hall.robot.child.pid, signal.SIGCONT)
    eventually(lambda: hall.info()["state"] in ("going", "away", "at_post", "announcing"), 20)


def test_a_killed_motion_process_is_replaced_and_waits_for_a_person(hall: Hall) -> None:
    hall.at_rest()
    hall.order("send", place="counter_7")
    eventually(hall.is_driving, 60)
    children = Path(f"/proc/{hall.robot.child.pid}/task/{hall.robot.child.pid}/children")
    (motion,) = (pid for pid in map(int, children.read_text().split()) if is_motion(pid))
    os.kill(motion, signal.SIGKILL)
    hall.becomes("needs_person", 20)
    eventually(lambda: hall.wheels() == [0.0, 0.0], 10)
    hall.at_rest()
