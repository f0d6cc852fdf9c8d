"""The whole robot and a simulated citizen's card: scanner, real card daemon, chip, screen, audit."""

import json
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from simulator.card_holders import holder
from simulator.pcscd.daemon import NoDaemon, find_daemon
from tests.support.robot import Simulated, eventually, start, stop

DAEMON_LOOKS_S = 1.5  # it looks every 0.4 s whether the card is still there


class Hall:
    """A robot, and citizens with cards in front of it."""

    def __init__(self, robot: Simulated) -> None:
        self.robot = robot

    def page(self) -> str:
        return self.robot.http.get("/").text

    def shows(self, screen: str) -> str:
        """The page, as soon as it is that screen."""

        def shown() -> str:
            page = self.page()
            return page if re.search(rf"screen-{screen}\b", page) else ""

        return str(eventually(shown, 30))

    def post(self, event: str, **form: str) -> None:
        found = re.search(r'name="visit" value="(\d+)"', self.page())
        assert found
        self.robot.http.post(f"/visit/{event}", data={"visit": found[1], **form})

    def hands(self, device: str, act: str, **body: float) -> None:
        answer = self.robot.bench.post(f"/devices/{device}/hands/{act}", json=body)
        assert answer.status_code == 200, answer.text

    def agree(self) -> None:
        """A new visit, up to where the robot looks for the code."""
        self.post("restart")
        if self.robot.bench.post("/devices/card_reader/hands/take_away", json={}).status_code == 200:
            time.sleep(DAEMON_LOOKS_S)
        self.post("touch")
        self.post("choose", choice="choice_read_card")
        self.post("choose", choice="choice_agree_to_card")
        self.shows("card_reading")

    def hold_and_lay(self, kind: str, citizen: int) -> None:
        self.hands("code_scanner", "hold_card", citizen=citizen)
        eventually(lambda: 'id="digits"' not in self.page(), 20)
        self.hands("card_reader", f"lay_{kind}", citizen=citizen)

    def audit(self) -> list[tuple[str, dict[str, Any]]]:
        """What was kept of each reading, oldest first."""
        with closing(sqlite3.connect(f"file:{self.robot.data}/kiosk.db?mode=ro", uri=True)) as database:
            rows = database.execute(
                "SELECT step, reason FROM audit WHERE step LIKE 'card:%' ORDER BY audit_id"
            )
            return [(step, json.loads(reason)) for step, reason in rows]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    try:
        find_daemon()
    except NoDaemon as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("card")
    running = start(folder / "data", folder / "log")
    yield Hall(running)
    assert stop(running) == 0, running.log.read_text()
    shutil.rmtree(folder)


def kept_bytes(robot: Simulated) -> bytes:
    """Everything that is on the disk of the robot, and its log."""
    files = [file for file in robot.data.rglob("*") if file.is_file()]
    return robot.log.read_bytes() + b"".join(file.read_bytes() for file in files)


def test_a_card_is_read_and_nothing_of_its_holder_stays(hall: Hall) -> None:
    person = holder(7, 2021).person
    hall.agree()
    hall.hold_and_lay("2021", 7)
    page = hall.shows("card_read")
    assert person.number not in page and f"•{person.number[-3:]}<" in page and "believed" in page
    (level, kept), *_ = hall.audit()
    assert level == "card:intact_issuer_unknown" and kept
    hall.post("choose", choice="choice_go_on")
    hall.post("restart")
    hall.shows("attract")
    on_disk = kept_bytes(hall.robot)
    for secret in (person.number, person.name, person.residence):
        assert secret.encode() not in on_disk and secret not in hall.page()


def test_a_copied_card_is_not_believed_and_a_person_helps(hall: Hall) -> None:
    hall.agree()
    hall.hold_and_lay("cloned", 8)
    page = hall.shows("card_trouble")
    assert "choice_call_staff" in page
    assert hall.audit()[-1][0] == "card:copied"


def test_without_a_code_the_six_digits_are_typed(hall: Hall) -> None:
    hall.agree()
    visit = re.search(r'name="visit" value="(\d+)"', hall.page())
    assert visit
    digits = holder(9, 2024).person.number[-6:]
    hall.hands("card_reader", "lay_2024", citizen=9)
    hall.robot.http.post("/card/number", data={"visit": visit[1], "digits": digits})
    hall.shows("card_read")


def test_a_reader_whose_daemon_dies_is_told_and_found_again(hall: Hall) -> None:
    hall.hands("card_reader", "kill_daemon")
    eventually(lambda: "card_reader_no_daemon" in hall.robot.faults(), 30)
    hall.hands("card_reader", "start_daemon")
    eventually(lambda: not hall.robot.faults(), 30)
