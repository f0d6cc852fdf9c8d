import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from kiosk.desk.model import Place, TicketState
from tests.unit.web.fakes import TICKET_ID, ticket
from tests.unit.web.serve import ServedRooms

pytestmark = pytest.mark.browser


def test_a_number_is_taken_by_touch_as_fast_as_the_browser_can(citizen: Page, robot: ServedRooms) -> None:
    citizen.click("#start")
    citizen.click("#choice-land")
    citizen.click("#choice-priority_none")
    expect(citizen.locator(".slip .number")).to_have_text("A012")
    citizen.click("#done")
    citizen.click("#start")
    expect(citizen.locator("#choice-land")).to_be_visible()
    assert len(robot.do(lambda rooms: rooms.office.wishes)) == 1


@pytest.mark.parametrize("key", ["screen reader", "keypad"])
def test_keys_and_screen_readers_need_not_wait_for_a_screen_to_settle(
    citizen: Page, robot: ServedRooms, key: str
) -> None:
    citizen.keyboard.press("Enter")
    citizen.wait_for_selector(".settling .screen-services")
    if key == "keypad":
        citizen.keyboard.press("3")
    else:
        citizen.evaluate("document.getElementById('choice-land').click()")
    citizen.wait_for_selector(".screen-priority")


def test_a_number_is_taken_with_the_keypad_alone(citizen: Page, robot: ServedRooms) -> None:
    for key, screen in (
        ("Enter", "services"),
        ("3", "priority"),
        ("*", "services"),
        ("3", "priority"),
        ("2", "ticket"),
    ):
        citizen.keyboard.press(key)
        citizen.wait_for_selector(f".screen-{screen}")
    ((service, _, reason, _),) = robot.do(lambda rooms: rooms.office.wishes)
    assert (service, reason) == ("land", "elderly")
    citizen.keyboard.press("0")
    expect(citizen.locator(".called")).to_be_visible()
    citizen.keyboard.press("Enter")
    citizen.wait_for_selector(".screen-attract")


@pytest.mark.parametrize("key", ["Tab", "ArrowDown"])
def test_a_number_is_taken_with_the_keyboard_and_the_focus_is_always_visible(citizen: Page, key: str) -> None:
    for wanted, screen in (("start", "services"), ("choice-social", "priority"), ("choice-merit", "ticket")):
        for _ in range(12):
            citizen.keyboard.press(key)
            if citizen.evaluate("document.activeElement.id") == wanted:
                break
        outline = "getComputedStyle(document.activeElement).outlineStyle + document.activeElement.id"
        assert citizen.evaluate(outline) == f"solid{wanted}"
        citizen.keyboard.press("Enter")
        citizen.wait_for_selector(f".screen-{screen}")


def test_the_focus_moves_to_the_heading_of_a_new_screen_only(citizen: Page, robot: ServedRooms) -> None:
    citizen.keyboard.press("Enter")
    citizen.wait_for_selector(".screen-services")
    assert citizen.evaluate("document.activeElement.tagName") == "H1"
    citizen.focus("#choice-land")
    robot.do(lambda rooms: rooms.desk.waiting.append(ticket("A099")))
    citizen.keyboard.press("Tab")
    focused = citizen.evaluate("document.activeElement.id")
    robot.do(lambda rooms: rooms.visit.post("contrast"))
    expect(citizen.locator("html")).to_have_attribute("data-contrast", "high")
    assert citizen.evaluate("document.activeElement.id") == focused == "choice-social"


def test_language_size_and_contrast_change_in_place(citizen: Page) -> None:
    citizen.click("#start")
    citizen.wait_for_selector(".screen-services")
    citizen.click("#language")
    expect(citizen.locator("h1")).to_have_text("What do you need today?")
    assert citizen.evaluate("document.documentElement.lang") == "en"
    before = citizen.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
    citizen.click("#size-larger")
    expect(citizen.locator("#size-larger")).to_have_attribute("aria-pressed", "true")
    assert citizen.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)") > before
    citizen.click("#contrast")
    expect(citizen.locator("html")).to_have_attribute("data-contrast", "high")


def test_news_of_the_paper_are_pushed_and_announced(show: Callable[..., Page], robot: ServedRooms) -> None:
    page = show("ticket")
    robot.do(lambda rooms: rooms.visit.paper_changed(TICKET_ID, "done"))
    expect(page.locator("#paper")).to_have_class("paper ready")
    expect(page.locator("#announce")).to_have_text("Mời Ông/Bà lấy phiếu ở khe bên dưới")
    robot.do(lambda rooms: rooms.visit.paper_changed(TICKET_ID, "uncertain"))
    expect(page.locator("#announce")).to_contain_text("Cán bộ đã được báo")


@pytest.mark.parametrize("extend", ["key", "touch", "button"])
def test_the_countdown_is_shown_and_any_key_or_touch_extends(
    show: Callable[..., Page], robot: ServedRooms, extend: str
) -> None:
    page = show("priority")
    robot.do(lambda rooms: rooms.visit._fire("warn"))
    seconds = page.locator(".seconds")
    expect(seconds).to_have_text(re.compile("^(20|19)$"))
    expect(seconds).to_have_text(re.compile("^(18|17)$"))
    assert page.evaluate("document.activeElement.id") == "asking"
    if extend == "key":
        page.keyboard.press("7")
    elif extend == "touch":
        page.mouse.click(300, 300)
    else:
        page.click("#stay")
    expect(page.locator(".asking")).to_have_count(0)
    assert robot.do(lambda rooms: rooms.visit.screen.name) == "priority"


def middle(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("second", ["at once", "when the next screen is there"])
@pytest.mark.parametrize(
    ("tapped", "before", "after"),
    [("#start", "attract", "services"), ("#choice-business", "services", "priority")],
)
def test_the_second_tap_of_a_double_tap_chooses_nothing(
    show: Callable[..., Page], robot: ServedRooms, tapped: str, before: str, after: str, second: str
) -> None:
    page = show(before)
    at = middle(page, tapped)
    page.mouse.click(*at)
    if second != "at once":
        page.wait_for_selector(f".settling .screen-{after}")
    page.mouse.click(*at)
    page.wait_for_timeout(600)
    assert robot.do(lambda rooms: rooms.visit.screen.name) == after
    assert page.locator(".settling").count() == 0


def test_nothing_leads_away_from_the_citizens_screen(citizen: Page, robot: ServedRooms) -> None:
    for keys in (
        "Control+p",
        "Control+o",
        "Control+s",
        "Control+u",
        "Control+j",
        "Control+f",
        "F1",
        "F3",
        "F5",
        "F7",
        "F11",
        "F12",
        "Alt+ArrowLeft",
        "Alt+d",
        "Shift+F10",
        "Control+Shift+i",
        "Backspace",
        "Escape",
    ):
        citizen.keyboard.press(keys)
    citizen.mouse.click(500, 500, button="right")
    citizen.mouse.click(500, 500, button="middle")
    assert citizen.evaluate("document.dispatchEvent(new Event('contextmenu', {cancelable: true}))") is False
    assert (
        citizen.evaluate("document.querySelectorAll('a[href], iframe, input:not([type=hidden])').length") == 0
    )
    assert citizen.url == f"{robot.url}/" and len(citizen.context.pages) == 1


def test_a_screen_that_is_cut_off_says_so_and_comes_back_by_itself(citizen: Page, robot: ServedRooms) -> None:
    citizen.context.route("**/visit/stream*", lambda route: route.abort())
    robot.do(lambda rooms: rooms.context.streams.close())
    expect(citizen.locator("#lost")).to_be_visible()
    citizen.context.unroute("**/visit/stream*")
    robot.fresh()
    expect(citizen.locator("#lost")).to_be_hidden()


def test_markup_that_got_into_a_page_runs_no_script(chromium: Browser, robot: ServedRooms) -> None:
    page = chromium.new_page()
    page.goto(robot.url)
    attack = "<img src=x onerror='window.hit = 1'><script>window.hit = 2</script>"
    page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", attack)
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.evaluate("window.hit") is None
    page.close()


def test_staff_work_with_one_key_a_step(counter: Page, robot: ServedRooms) -> None:
    for key, facts in (
        (" ", "A013"),
        ("r", "2 lần"),
        ("f", "Chưa gọi ai"),
        (" ", "A014"),
        ("n", "Chưa gọi ai"),
    ):
        counter.keyboard.press(key)
        expect(counter.locator("section.current")).to_contain_text(facts)
    steps = [step for step, *_ in robot.do(lambda rooms: rooms.desk.steps)]
    assert steps == ["call", "recall", "finish", "call", "no_show"]


def test_the_last_step_is_undone_with_one_key(counter: Page, robot: ServedRooms) -> None:
    counter.keyboard.press("Space")
    expect(counter.locator(".current .number")).to_have_text("A013")
    counter.keyboard.press("u")
    expect(counter.locator(".current .number")).to_have_text("–")
    expect(counter.locator(".lists li b").first).to_have_text("A013")


def test_a_transfer_is_two_keys_and_a_choice(counter: Page, robot: ServedRooms) -> None:
    counter.keyboard.press("Space")
    expect(counter.locator(".current .number")).to_have_text("A013")
    counter.keyboard.press("t")
    counter.click("#transfer-land")
    expect(counter.locator(".current .number")).to_have_text("–")
    assert robot.do(lambda rooms: rooms.desk.steps)[-1][0] == "transfer land"


def test_staff_click_as_fast_as_the_browser_can(counter: Page, robot: ServedRooms) -> None:
    for button in ("#next", "#recall", "#finish", "#next", "#no-show"):
        counter.click(button)
    expect(counter.locator(".current .number")).to_have_text("–")
    steps = [step for step, *_ in robot.do(lambda rooms: rooms.desk.steps)]
    assert steps == ["call", "recall", "finish", "call", "no_show"]


def test_the_robot_is_paused_and_resumed(counter: Page, robot: ServedRooms) -> None:
    counter.click(".bar .pause button")
    expect(counter.locator(".alert.paused")).to_be_visible()
    expect(counter.locator(".bar .pause")).to_be_hidden()
    assert robot.do(lambda rooms: rooms.visit.screen.name) == "closed"
    counter.click("#resume")
    expect(counter.locator(".bar .pause")).to_be_visible()
    assert robot.do(lambda rooms: rooms.visit.screen.name) == "attract"


def test_a_double_click_calls_one_number(counter: Page, robot: ServedRooms) -> None:
    counter.dblclick("#next")
    counter.wait_for_timeout(800)
    assert [step for step, *_ in robot.do(lambda rooms: rooms.desk.steps)] == ["call"]


def test_the_undo_button_leaves_after_its_time(counter: Page, robot: ServedRooms) -> None:
    counter.keyboard.press("Space")
    expect(counter.locator(".undo progress")).to_be_visible()
    counter.evaluate("document.querySelector('.undo progress').value = 0.3")
    expect(counter.locator("#undo")).to_have_count(0)


def test_a_refused_step_is_told(counter: Page, robot: ServedRooms) -> None:
    robot.do(lambda rooms: rooms.desk.call_next("2", request_id="r", actor="x"))
    expect(counter.locator(".current .number")).to_have_text("A013")
    robot.do(lambda rooms: rooms.desk.current.clear())
    counter.keyboard.press("f")
    expect(counter.locator("#notice")).to_have_text("Quầy này chưa gọi số nào.")


def test_an_ended_session_leads_to_the_door(counter: Page, robot: ServedRooms) -> None:
    robot.do(lambda rooms: rooms.staff.sessions.clear())
    robot.do(lambda rooms: rooms.desk.tell())
    expect(counter.locator("#pin")).to_be_visible()


def test_a_call_arrives_on_the_board_and_is_marked_as_new(page: Page, robot: ServedRooms) -> None:
    page.goto(f"{robot.url}/board")
    robot.do(lambda rooms: rooms.desk.call_next("1", request_id="1", actor="x"))
    expect(page.locator(".arrived b")).to_have_text("A013")
    robot.do(lambda rooms: rooms.desk.call_next("2", request_id="2", actor="x"))
    expect(page.locator(".arrived b")).to_have_text("A014")


def test_the_board_says_when_it_is_cut_off_and_comes_back_by_itself(page: Page, robot: ServedRooms) -> None:
    page.goto(f"{robot.url}/board")
    robot.fresh()  # ends every stream, as a restart does
    robot.do(lambda rooms: rooms.desk.call_next("3", request_id="3", actor="x"))
    expect(page.locator(".latest b")).to_have_text("A013")
    expect(page.locator("#lost")).to_be_hidden()


def test_the_phone_follows_the_turn(page: Page, robot: ServedRooms) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{robot.url}/t/{TICKET_ID.lower()}")
    called = ticket("A012", ticket_id=TICKET_ID, state=TicketState.CALLED, counter="3", calls=1)

    def call(rooms: object) -> None:
        rooms.desk.places[TICKET_ID] = Place(called, None, None)
        rooms.desk.tell("called")

    robot.do(call)
    expect(page.locator(".goto b")).to_have_text("Quầy 3")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
