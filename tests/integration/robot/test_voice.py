"""The whole robot is spoken to, through the wires; each of its real children is lost once."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.robot import Simulated, eventually, start, stop
from tests.support.speech_model import unpacked
from tests.support.spoken_site import speaking_site

VOICE = "vi-south+f2"
WITHIN_S = 40


class Hall:
    """A robot and somebody in front of it."""

    def __init__(self, robot: Simulated) -> None:
        self.robot = robot

    def page(self) -> str:
        return self.robot.http.get("/").text

    def heading(self) -> str:
        found = re.search(r"<h1[^>]*>([^<]*)", self.page())
        assert found
        return found[1]

    def post(self, event: str, **form: str) -> int:
        found = re.search(r'name="visit" value="(\d+)"', self.page())
        assert found
        return self.robot.http.post(f"/visit/{event}", data={"visit": found[1], **form}).status_code

    def begin(self) -> float:
        """A visit that has not begun; its first question is spoken: for how many seconds."""
        if "screen-attract" not in self.page():
            self.post("restart")
        return self.spoken_after("touch")

    def spoken_after(self, event: str) -> float:
        """Post it, and wait for what is spoken then to end: for how many seconds that was."""
        before = len(self.robot.bench.get("/heard").json())
        self.post(event)
        return float(eventually(lambda: self._ended(before), WITHIN_S)[0]["length_s"])

    def _ended(self, start: int) -> list[dict[str, float]]:
        return [sound for sound in self.robot.bench.get("/heard").json()[start:] if sound["ended"]]

    def say(self, text: str) -> None:
        said = {"text": text, "voice": VOICE, "wait_for_quiet": 0.8}
        answer = self.robot.bench.post("/devices/microphone/say", json=said, timeout=60)
        assert answer.status_code == 200, answer.text

    def say_until(self, text: str, heading: str) -> None:
        """Say it, again if the robot happened to speak at that moment."""

        def understood() -> bool:
            if heading not in self.heading():
                self.say(text)
            return heading in self.heading()

        eventually(understood, 60)

    def hands(self, device: str, act: str, **body: float) -> None:
        answer = self.robot.bench.post(f"/devices/{device}/hands/{act}", json=body)
        assert answer.status_code == 200, answer.text

    def child(self, name: str) -> int:
        """The process that hears or speaks."""
        for file in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                parent = (file.parent / "stat").read_text().rpartition(")")[2].split()[1]
                words = file.read_bytes()
            except OSError:
                continue
            if f"dialogs.{name}.child".encode() in words and int(parent) == self.robot.child.pid:
                return int(file.parent.name)
        return 0


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("voice")
    config = speaking_site(folder / "config", unpacked(folder))
    running = start(folder / "data", folder / "log", "--config", str(config))
    hall = Hall(running)
    eventually(lambda: hall.child("listening") and hall.child("speaking"), WITHIN_S)
    yield hall
    assert stop(running) == 0, running.log.read_text()


def test_a_ticket_by_voice(hall: Hall) -> None:
    hall.begin()
    hall.say_until("tôi muốn lấy số chứng thực", "ưu tiên")
    hall.say_until("không", "Số của Ông/Bà đây")
    paper = eventually(hall.robot.papers)[0]
    assert paper["cut"]


def test_slower_for_this_visit_only(hall: Hall) -> None:
    first = hall.begin()
    assert hall.spoken_after("slower") > 1.1 * first
    assert hall.begin() == pytest.approx(first, abs=0.1)


@pytest.mark.parametrize("name", ["listening", "speaking"])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_a_child_that_dies_or_hangs_is_replaced(hall: Hall, name: str, how: signal.Signals) -> None:
    before = hall.child(name)
    os.kill(before, how)
    if name == "speaking":
        hall.robot.http.get("/")  # somebody must want a sentence before a hanging voice is noticed
        hall.post("repeat")
    eventually(lambda: hall.child(name) not in (0, before), WITHIN_S)
    hall.begin()
    hall.say_until("tôi muốn lấy số chứng thực", "ưu tiên")


def test_a_pulled_microphone_is_told_and_the_visit_goes_by_touch(hall: Hall) -> None:
    hall.hands("microphone", "pull_cable")
    eventually(lambda: any(fault.startswith("microphone_") for fault in hall.robot.faults()), WITHIN_S)
    hall.begin()
    assert hall.post("choose", choice="certification", request_id="r1") in (204, 303)
    assert "ưu tiên" in hall.heading()
    hall.hands("microphone", "plug_cable")
    eventually(lambda: not hall.robot.faults(), WITHIN_S)
    hall.say_until("không", "Số của Ông/Bà đây")


def test_a_pulled_loudspeaker_is_told_and_the_robot_still_hears(hall: Hall) -> None:
    hall.hands("loudspeaker", "pull_cable")
    eventually(lambda: any(fault.startswith("loudspeaker_") for fault in hall.robot.faults()), WITHIN_S)
    hall.post("restart")
    hall.post("touch")
    hall.say_until("tôi muốn lấy số chứng thực", "ưu tiên")
    hall.hands("loudspeaker", "plug_cable")
    eventually(lambda: not hall.robot.faults(), WITHIN_S)


def test_no_word_of_what_was_said_is_in_the_log_or_the_database(hall: Hall) -> None:
    kept = hall.robot.log.read_bytes() + b"".join(
        file.read_bytes() for file in hall.robot.data.glob("*.db*") if file.is_file()
    )
    for words in ("tôi muốn lấy số", "ưu tiên"):
        assert words.encode() not in kept
