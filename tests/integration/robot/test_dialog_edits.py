"""The running robot takes over edited dialog files: between visits, without a restart, or not at all."""

import html
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.robot import Simulated, eventually, start, stop
from tests.support.small_site import reword, small_site

VISIBLE_S = 10.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_site(tmp_path_factory.mktemp("site") / "config")


@pytest.fixture(scope="module")
def robot(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulated]:
    data = tmp_path_factory.mktemp("robot")
    running = start(data / "data", data / "log", "--config", str(folder))
    yield running
    assert stop(running) == 0, running.log.read_text()


@pytest.fixture
def screens(folder: Path) -> Path:
    return folder / "dialogs" / "vi" / "responses" / "screens.yaml"


def citizen(robot: Simulated) -> str:
    """What is on the robot's screen."""
    return html.unescape(robot.http.get("/").text)


def post(robot: Simulated, event: str) -> None:
    answer = robot.http.post(f"/visit/{event}", data={"name": "value"}, headers={"x-pushed": "1"})
    assert answer.status_code == 204, answer.text


def test_an_edit_is_seen_on_the_page_and_amid_a_visit_only_after_it(robot: Simulated, screens: Path) -> None:
    assert "Chào bà con" not in citizen(robot)
    lead = next(line for line in screens.read_text().splitlines() if line.startswith("attract_lead:"))
    reword(screens, lead, 'attract_lead: "Chào bà con <b>"')
    eventually(lambda: "Chào bà con <b>" in citizen(robot), VISIBLE_S)
    assert "Chào bà con <b>" not in robot.http.get("/").text, "texts are escaped"

    post(robot, "touch")
    reword(screens, "Chào bà con <b>", "Mời bà con")
    robot.forget_log()
    with pytest.raises(AssertionError):
        eventually(lambda: robot.log_lines("dialogs taken over"), 6)
    post(robot, "restart")
    eventually(lambda: "Mời bà con" in citizen(robot), 1)
    assert len(robot.log_lines("dialogs taken over version=")) == 1


def test_a_page_made_with_the_texts_before_is_told_to_load_again(robot: Simulated, folder: Path) -> None:
    board = robot.http.get("/board").text
    build = board.partition('data-build="')[2].partition('"')[0]
    address = f"/board/stream?build={build}"
    with httpx.stream("GET", f"{robot.http.base_url}{address}", timeout=VISIBLE_S) as answer:
        lines = answer.iter_lines()
        assert "event: screen" in (next(lines) for _ in range(4))
        reword(folder / "dialogs/vi/responses/board.yaml", 'board_title: "', 'board_title: "Bảng ')
        assert "event: reload" in lines
    assert "<h1>Bảng " in robot.http.get("/board").text


def test_a_bad_edit_is_on_the_counter_page_until_it_is_repaired(robot: Simulated, screens: Path) -> None:
    pin = (robot.data / "staff-pin").read_text().strip()
    answer = robot.http.post("/counter/login", data={"name": "demo", "pin": pin})
    assert answer.status_code == 303, answer.text

    def counter() -> str:
        return html.unescape(robot.http.get("/counter/at/1").text)

    good = screens.read_text()
    assert "Lời mới sửa có lỗi" not in counter()
    robot.forget_log()
    number = 1 + next(n for n, line in enumerate(good.splitlines()) if line.startswith("attract_lead:"))
    reword(screens, 'attract_lead: "', 'attract_lead: "{ai} <script>')
    eventually(lambda: "Lời mới sửa có lỗi" in counter(), VISIBLE_S)
    assert f"dialogs/vi/responses/screens.yaml:{number}: " in counter() and "`{ai}`" in counter()
    assert "Rô-bốt dùng tiếp bộ lời có từ" in counter()
    assert "{ai}" not in citizen(robot)
    assert len(robot.log_lines("WARNING", "dialogs refused")) == 1
    screens.write_text(good)
    eventually(lambda: "Lời mới sửa có lỗi" not in counter(), VISIBLE_S)
