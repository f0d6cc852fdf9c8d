"""A robot that moves, on its pages: staff see it on the map and send it, one touch of its screen stops it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from drivers.motion import MotionReport, MotionState, Pose
from tests.unit.web.fake_staff import PIN
from tests.unit.web.fakes import shipped
from tests.unit.web.moving_rooms import with_base
from tests.unit.web.serve import ServedRooms

pytestmark = pytest.mark.browser

WAY = tuple((5.4 + i / 20, 0.8 + i / 10) for i in range(40))
ON_ITS_WAY = MotionReport(MotionState.MOVING, Pose(6.4, 2.0, 0.8), 0.9, 0.3, 68, path=WAY)
BUMPED = MotionReport(MotionState.STOPPED, Pose(6.4, 2.0, 0.8), 0.9, 0.0, 68, causes=("bumper",))


@pytest.fixture
def robot(robot: ServedRooms) -> ServedRooms:
    robot.fresh(with_base(shipped()))
    return robot


@pytest.fixture
def staff(page: Page, robot: ServedRooms) -> Page:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{robot.url}/counter")
    page.select_option("#name", "Lan")
    page.fill("#pin", PIN)
    page.click("button.primary")
    page.goto(f"{robot.url}/counter/robot")
    return page


def test_staff_send_it_hold_it_and_stop_it(staff: Page, robot: ServedRooms) -> None:
    now = staff.locator(".now")
    expect(now).to_contain_text("Đứng phục vụ")
    staff.get_by_role("button", name="Quầy 5").click()
    expect(now).to_contain_text("đến Quầy 5")
    staff.keyboard.press("p")
    expect(staff.get_by_role("button", name="Đi tiếp")).to_be_visible()
    staff.keyboard.press("p")
    expect(now).to_contain_text("Sắp đi")
    staff.keyboard.press("s")
    expect(now).to_contain_text("Đứng phục vụ")
    assert robot.do(lambda rooms: "stop" in rooms.base.told)


def test_the_map_shows_where_it_is_and_the_way_ahead(staff: Page, robot: ServedRooms) -> None:
    mark = staff.locator("#robot")
    expect(mark).to_have_attribute("visibility", "visible")
    before = mark.get_attribute("transform")
    robot.do(lambda rooms: rooms.base.say(ON_ITS_WAY))
    expect(mark).not_to_have_attribute("transform", before)
    assert len(staff.locator("#way").get_attribute("points").split()) > 10


def test_a_stopped_robot_is_let_go_by_who_has_looked(staff: Page, robot: ServedRooms) -> None:
    robot.do(lambda rooms: rooms.base.say(BUMPED))
    expect(staff.locator(".orders")).to_contain_text("Chạm phải vật gì đó.")
    staff.get_by_role("button", name="Đã xem, cho đi tiếp").click()
    robot.do(lambda rooms: None)
    expect(staff.locator("#notice")).to_be_hidden()
    assert robot.do(lambda rooms: "release" in rooms.base.told)


def test_what_cannot_be_done_is_said(staff: Page, robot: ServedRooms) -> None:
    robot.do(lambda rooms: rooms.base.say(BUMPED))
    expect(staff.locator(".orders")).to_contain_text("Chạm phải")
    staff.get_by_role("button", name="Quầy 5").click()
    expect(staff.locator("#notice")).to_have_text("Bây giờ rô-bốt không làm được việc đó.")


@pytest.mark.parametrize("touch", ["the button", "anywhere", "a key"])
def test_one_touch_stops_it(page: Page, robot: ServedRooms, touch: str) -> None:
    page.goto(robot.url)
    robot.do(lambda rooms: rooms.context.travel.send_to("counter_2"))
    expect(page.locator("#halt")).to_contain_text("Đến Quầy 2")
    if touch == "the button":
        page.get_by_text("Dừng lại").click()
    elif touch == "anywhere":
        page.mouse.click(30, 30)
    else:
        page.keyboard.press("5")
    expect(page.locator("#halt")).to_have_count(0)
    assert robot.do(lambda rooms: "stop" in rooms.base.told)


def test_a_screen_reader_hears_that_it_moves(page: Page, robot: ServedRooms) -> None:
    page.goto(robot.url)
    robot.do(lambda rooms: rooms.context.travel.send_to("counter_2"))
    expect(page.locator("#announce")).to_have_text("Tôi sắp đi. Đến Quầy 2")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_everybody_can_use_them(staff: Page, robot: ServedRooms, language: str) -> None:
    if language == "en":
        staff.locator('[name="language"] + button').click()
    robot.do(lambda rooms: rooms.base.say(BUMPED))
    staff.locator(".alert.clear").wait_for()
    found = Axe().run(staff)
    assert found.violations_count == 0, found.generate_report()
    assert staff.evaluate("document.documentElement.scrollWidth") <= 1366
    robot.fresh(with_base(shipped()))
    robot.do(lambda rooms: rooms.visit.post("language", language=language))
    staff.goto(robot.url)
    robot.do(lambda rooms: rooms.context.travel.send_to("counter_2"))
    staff.locator("#halt").wait_for()
    found = Axe().run(staff)
    assert found.violations_count == 0, found.generate_report()
