from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from kiosk.desk.model import Place, TicketState
from tests.browser.pages.conftest import SCREENS
from tests.unit.web.fakes import TICKET_ID, ticket
from tests.unit.web.serve import ServedRooms

pytestmark = pytest.mark.browser

# Axe cannot judge text over pictures. The drum behind the robot's face and the figures in tile corners
# are decoration of at most 7 % white; without them axe decides everything, so nothing has to be signed off.
WITHOUT_DECORATION = """() => document.styleSheets[0].insertRule(`@media all {
  * { background-image: none !important }
  .robot::before, .tile::after, .tile small::before { display: none !important }
}`)"""


def findings(page: Page) -> list[str]:
    """Violations and undecided results, one line each."""
    page.evaluate(WITHOUT_DECORATION)
    results = Axe().run(page).response
    return [
        f"{result['id']}: {node['html'][:120]} {node['failureSummary']}"
        for result in (*results["violations"], *results["incomplete"])
        for node in result["nodes"]
    ]


@pytest.mark.parametrize("contrast", [False, True], ids=["light", "high-contrast"])
@pytest.mark.parametrize("screen", SCREENS)
def test_citizen_screens(show: Callable[..., Page], robot: ServedRooms, screen: str, contrast: bool) -> None:
    page = show(screen, contrast=contrast)
    assert findings(page) == []
    robot.do(lambda rooms: rooms.visit.post("language", language="en"))
    page.wait_for_selector('#stage[lang="en"]')
    assert findings(page) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_warning_before_the_time_out(page: Page, robot: ServedRooms, language: str) -> None:
    robot.do(lambda rooms: rooms.come_to("services", language, "normal", False))
    robot.do(lambda rooms: rooms.visit._fire("warn"))
    page.goto(robot.url)
    page.wait_for_selector(".asking")
    assert findings(page) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_staff_pages(counter: Page, robot: ServedRooms, language: str) -> None:
    if language == "en":
        with counter.expect_navigation():
            counter.click("header button[lang=en]")
    counter.keyboard.press("Space")
    counter.wait_for_selector(".undo progress")
    assert findings(counter) == []
    robot.do(lambda rooms: rooms.journal.doubt(TICKET_ID))
    robot.do(lambda rooms: rooms.troubles.set("paper_out"))
    counter.wait_for_selector(".alert.clear")
    counter.click("#transfer summary")
    assert findings(counter) == []
    counter.keyboard.press("Escape")
    robot.do(lambda rooms: rooms.staff.alarm("Minh", 20, locked=True))
    robot.do(lambda rooms: rooms.mode.pause())
    robot.do(lambda rooms: rooms.visit.post("call_staff"))
    counter.wait_for_selector(".alert.call")
    assert findings(counter) == []
    counter.goto(f"{robot.url}/counter")
    assert findings(counter) == []
    counter.click("form[action='/counter/logout'] button")
    counter.wait_for_selector("#pin")
    assert findings(counter) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_paused_robot(show: Callable[..., Page], robot: ServedRooms, language: str) -> None:
    robot.do(lambda rooms: rooms.mode.pause())
    assert findings(show("closed", language)) == []


def test_the_board(page: Page, robot: ServedRooms) -> None:
    page.goto(f"{robot.url}/board")
    assert findings(page) == []
    robot.do(lambda rooms: rooms.desk.call_next("1", request_id="1", actor="x"))
    page.wait_for_selector(".latest")
    assert findings(page) == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("state", TicketState)
def test_phone_pages(page: Page, robot: ServedRooms, state: TicketState, language: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    place = Place(ticket("A012", ticket_id=TICKET_ID, state=state, counter="2", calls=1), 3, None)
    robot.do(lambda rooms: rooms.desk.places.update({TICKET_ID: place}))
    page.goto(f"{robot.url}/t/{TICKET_ID}?language={language}")
    assert findings(page) == []


def test_pages_that_are_not_there(page: Page, robot: ServedRooms) -> None:
    for path in ("/t/NOPE", "/nothing", "/counter/at/99"):
        page.goto(robot.url + path)
        assert findings(page) == []
