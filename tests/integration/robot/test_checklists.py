"""Checklists on paper, from the running robot and its simulated printer; never instead of a ticket."""

import io
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
import zxingcpp
from PIL import Image, ImageChops

from tests.support.at_screen import AtScreen
from tests.support.robot import Simulated, Simulator, eventually, kill, site, start, start_simulator, stop

BIRTH, FIELD = "1.001193", "civil_status"
FIRST_LEAFLET = 70_000_000
TOLD_IN_S = 35.0


@pytest.fixture
def citizen(simulated: Simulated) -> Iterator[AtScreen]:
    eventually(lambda: simulated.http.get("/healthz").json()["status"] == "ok", 30)
    simulated.forget_log()
    yield AtScreen(simulated.http)
    assert simulated.log_lines("ERROR") == simulated.log_lines("Traceback") == []


def to_checklist(citizen: AtScreen) -> None:
    """Through the library to the documents of one procedure."""
    citizen.begin()
    for value in ("choice_library", FIELD, BIRTH, "choice_checklist"):
        citizen.choose(value)
    assert citizen.picture == "checklist"
    assert 'class="qr"' in citizen.page


def order(citizen: AtScreen) -> None:
    """Have it printed; the page says that it is on its way, and nothing can be touched twice."""
    to_checklist(citizen)
    citizen.choose("choice_print_checklist")


def pictures(robot: Simulated, after: int) -> list[Image.Image]:
    """What came out after the first `after` papers."""
    listed = robot.bench.get("/tickets", params={"after": after}).json()
    contents = (robot.bench.get(paper["png"]).content for paper in listed)
    return [Image.open(io.BytesIO(content)).convert("L") for content in contents]


def code(picture: Image.Image) -> str:
    """The address in its code; empty where there is none."""
    found = zxingcpp.read_barcodes(picture)
    return found[0].text if found else ""


def inked_rows(picture: Image.Image) -> int:
    ink = ImageChops.invert(picture).getbbox()
    return ink[3] - ink[1] if ink else 0


def test_the_checklist_comes_out_once_with_its_code_and_is_told(
    simulated: Simulated, citizen: AtScreen
) -> None:
    before, attempts = len(simulated.papers()), simulated.attempts()
    order(citizen)
    eventually(lambda: "khe bên dưới" in citizen.text)
    assert citizen.picture == "card"
    [picture] = pictures(simulated, before)
    assert code(picture).lower() == f"http://127.0.0.1:{simulated.port}/p/vi/{BIRTH}"
    assert simulated.attempts() == attempts, "the journal is about tickets"


def test_the_code_leads_to_the_same_procedure_on_the_phone(simulated: Simulated) -> None:
    page = simulated.http.get(f"/P/VI/{BIRTH}")
    assert page.status_code == 200
    assert "khai sinh" in page.text.lower()


def test_a_number_that_is_given_meanwhile_comes_whole_right_after_it(
    simulated: Simulated, citizen: AtScreen
) -> None:
    before = len(simulated.papers())
    order(citizen)
    issued = simulated.issue()
    eventually(lambda: simulated.is_printed(issued["ticket_id"]))
    eventually(lambda: "khe bên dưới" in citizen.text)
    codes = [code(picture) for picture in pictures(simulated, before)]
    assert sorted("/T/" in address for address in codes) == [False, True]
    assert simulated.attempts()[issued["ticket_id"]] == ["done"]


def test_with_the_cover_open_it_waits_and_comes_when_it_is_closed(
    simulated: Simulated, citizen: AtScreen
) -> None:
    before = len(simulated.papers())
    simulated.hands("open_cover")
    eventually(lambda: "cover_open" in simulated.faults())
    order(citizen)
    assert "Đang in" in citizen.text
    assert 'class="qr"' in citizen.page, "it can be taken along meanwhile"
    simulated.hands("close_cover")
    eventually(lambda: "khe bên dưới" in citizen.text)
    assert [BIRTH in code(picture) for picture in pictures(simulated, before)] == [True]


def test_a_cover_that_stays_open_is_told_and_nothing_comes_out_later(
    simulated: Simulated, citizen: AtScreen
) -> None:
    before = len(simulated.papers())
    simulated.hands("open_cover")
    eventually(lambda: "cover_open" in simulated.faults())
    order(citizen)
    eventually(lambda: "Tôi chưa in được" in citizen.text, TOLD_IN_S)
    assert citizen.picture == "checklist" and 'class="qr"' in citizen.page
    assert "choice_print_checklist" in citizen.choices, "it can be tried again"
    simulated.hands("close_cover")
    eventually(lambda: simulated.http.get("/healthz").json()["status"] == "ok", 30)
    issued = simulated.issue()
    eventually(lambda: simulated.is_printed(issued["ticket_id"]))
    assert [paper.ticket_id for paper in simulated.read_papers(before)] == [issued["ticket_id"]]


def test_who_starts_again_while_it_waits_gets_none(simulated: Simulated, citizen: AtScreen) -> None:
    before = len(simulated.papers())
    simulated.hands("remove_roll")
    eventually(lambda: "paper_out" in simulated.faults())
    order(citizen)
    citizen.post("restart")
    assert citizen.picture == "attract"
    simulated.hands("insert_roll")
    eventually(lambda: simulated.http.get("/healthz").json()["status"] == "ok", 30)
    issued = simulated.issue()
    eventually(lambda: simulated.is_printed(issued["ticket_id"]))
    assert [paper.ticket_id for paper in simulated.read_papers(before)] == [issued["ticket_id"]]


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[Simulator]:
    simulator = start_simulator(tmp_path / "bench", tmp_path / "bench.log")
    yield simulator
    simulator.end()


@pytest.fixture
def lives() -> Iterator[list[Simulated]]:
    """Robots that were started; none outlives its test."""
    started: list[Simulated] = []
    yield started
    for robot in started:
        if robot.child.poll() is None:
            kill(robot)


def run(folder: Path, printer: Simulator, lives: list[Simulated]) -> Simulated:
    """A robot beside a simulator that outlives it."""
    config = folder / "site"
    if not config.exists():
        site(config, f"serial:{printer.wire}")
        hours = config / "hours.yaml"
        hours.write_text(re.sub(r"(?m)^training:.*$", "training: yes", hours.read_text()))
    words = ("--config", str(config))
    robot = start(folder / "data", folder / "log", *words, command="run", bench_port=printer.bench_port)
    lives.append(robot)
    eventually(lambda: robot.http.get("/healthz").json()["status"] == "ok", 30)
    return robot


def test_after_a_kill_amid_a_checklist_the_next_ticket_is_clean(
    tmp_path: Path, printer: Simulator, lives: list[Simulated]
) -> None:
    robot = run(tmp_path, printer, lives)
    first = robot.issue()
    eventually(lambda: robot.is_printed(first["ticket_id"]))
    [usual] = pictures(robot, 0)
    citizen = AtScreen(robot.http)
    order(citizen)
    eventually(lambda: list(robot.data.glob("*.leaflet")))
    with closing(httpx.Client(base_url=robot.bench.base_url)) as bench:
        eventually(lambda: bench.get("/devices/printer").json()["state"]["printing"])
    kill(robot)
    before = len(httpx.get(f"http://127.0.0.1:{printer.bench_port}/tickets").json())
    robot = run(tmp_path, printer, lives)
    issued = robot.issue()
    eventually(lambda: robot.is_printed(issued["ticket_id"]))
    came = pictures(robot, before)
    assert [inked_rows(p) for p in came if "/T/" in code(p)] == [inked_rows(usual)], "nothing else is on it"
    assert not any(BIRTH in code(picture) for picture in came[1:]), "it is not printed again"
    assert robot.attempts()[issued["ticket_id"]] == ["done"]
    assert not list(robot.data.glob("*.leaflet"))
    assert stop(robot) == 0, robot.log.read_text()
