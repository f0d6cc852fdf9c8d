"""Ways through the conversation, as citizens go them: typed, touched, with a keyboard alone."""

import io
from collections.abc import Callable

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.pages.test_axe import findings
from tests.unit.web.fakes import ticket
from tests.unit.web.serve import ServedRooms

pytestmark = pytest.mark.browser

BIRTH = "1.001193"
SPACE = "space"


def press(page: Page, keys: str) -> None:
    """Touch the keys of the keyboard on the screen."""
    for key in keys:
        page.click(f"#key-{SPACE if key == ' ' else key}")


def choose_method(page: Page, method: str) -> None:
    while page.get_attribute("[data-keyboard]", "data-now") != method:
        page.click("#key-method")


def on(robot: ServedRooms) -> str:
    return robot.do(lambda rooms: rooms.visit.screen.name)


@pytest.mark.parametrize(
    ("method", "keys"),
    [("telex", "ddawng kys khai sinh"), ("vni", "d9a8ng ky1 khai sinh"), ("plain", "đăng kýkhai sinh")],
)
def test_the_keyboard_on_the_screen_writes_vietnamese(
    show: Callable[..., Page], method: str, keys: str
) -> None:
    page = show("services")
    page.click("#text")
    choose_method(page, method)
    if method == "plain":  # the keys with the marks, for whoever knows no method
        press(page, "dđaăng")
        press(page, " kyá khai sinh")
    else:
        press(page, keys)
    expect(page.locator("#text")).to_have_value("đăng ký khai sinh")
    page.click("#key-wide")
    expect(page.locator("#text")).to_have_value("đăng ký khai sin")
    expect(page.locator(".found .button").first).to_have_text("Đăng ký khai sinh")


@pytest.mark.parametrize("typed", ["khai sinh", "KHAI SINH", "khái sính", "đăng ký khai s"])
def test_what_is_found_as_one_types_leads_to_the_answer(show: Callable[..., Page], typed: str) -> None:
    page = show("services")
    page.click("#text")
    page.fill("#text", typed)
    page.locator(".found .button", has_text="Đăng ký khai sinh").first.click()
    page.wait_for_selector(".screen-answer")
    expect(page.locator(".said")).to_contain_text("Giấy chứng sinh")


def test_a_whole_question_is_answered_from_the_data_and_leads_to_a_number(
    show: Callable[..., Page], robot: ServedRooms
) -> None:
    page = show("services")
    page.click("#text")
    press(page, "vowj tooi mowis sinh con")
    page.click("#ask")
    page.wait_for_selector(".screen-answer")
    expect(page.locator(".heard")).to_contain_text("vợ tôi mới sinh con")
    expect(page.locator(".said")).to_contain_text("Nguồn:")
    expect(page.locator("#text")).to_have_value("")
    page.click("#choice-choice_take_number")
    page.click("#choice-priority_none")
    expect(page.locator(".slip .number")).to_have_text("A012")
    ((service, *_),) = robot.do(lambda rooms: rooms.office.wishes)
    assert service == "civil_status"


def test_a_follow_up_keeps_the_subject(show: Callable[..., Page]) -> None:
    page = show("answer")
    page.click("#text")
    page.fill("#text", "lệ phí bao nhiêu")
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_contain_text("Đăng ký khai sinh, lệ phí:")


def test_what_is_typed_stays_while_the_screen_is_renewed(
    show: Callable[..., Page], robot: ServedRooms
) -> None:
    page = show("services")
    page.click("#text")
    choose_method(page, "vni")
    press(page, "ke61t")
    page.focus("#key-a")
    robot.do(lambda rooms: rooms.desk.waiting.append(ticket("A099")))
    robot.do(lambda rooms: rooms.visit.post("contrast"))
    expect(page.locator("html")).to_have_attribute("data-contrast", "high")
    expect(page.locator("#text")).to_have_value("kết")
    assert page.evaluate("document.activeElement.id") == "key-a"
    page.focus("#key-o")
    press(page, " ho6n")
    expect(page.locator("#text")).to_have_value("kết hôn")
    expect(page.locator(".found .button").first).to_contain_text("kết hôn")


def test_a_suggestion_keeps_the_focus_while_the_screen_is_renewed(
    show: Callable[..., Page], robot: ServedRooms
) -> None:
    page = show("services")
    page.click("#text")
    page.keyboard.type("khai sinh")
    expect(page.locator(".found .button").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    robot.do(lambda rooms: rooms.visit.post("contrast"))
    expect(page.locator("html")).to_have_attribute("data-contrast", "high")
    page.wait_for_timeout(400)
    assert page.evaluate("document.activeElement.id") == f"found-{BIRTH}"
    page.keyboard.press("Enter")
    page.wait_for_selector(".screen-answer")


def test_nothing_of_one_visit_is_left_in_the_field_of_the_next(show: Callable[..., Page]) -> None:
    page = show("services")
    page.click("#text")
    press(page, "mat so")
    page.click("#restart")
    page.wait_for_selector(".screen-attract")
    page.click("#start")
    page.wait_for_selector(".screen-services")
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator("[data-keyboard]")).to_be_hidden()


@pytest.mark.parametrize("way", ["Escape", "#key-close"])
def test_the_keyboard_goes_away_and_the_tiles_come_back(show: Callable[..., Page], way: str) -> None:
    page = show("services")
    page.click("#text")
    expect(page.locator("#choice-land")).to_be_hidden()
    if way == "Escape":
        page.keyboard.press(way)
    else:
        page.click(way)
    expect(page.locator("[data-keyboard]")).to_be_hidden()
    expect(page.locator("#choice-land")).to_be_visible()


def test_digits_choose_tiles_except_in_the_field(show: Callable[..., Page], robot: ServedRooms) -> None:
    page = show("services")
    page.click("#text")
    page.keyboard.type("3 con")
    expect(page.locator("#text")).to_have_value("3 con")
    assert on(robot) == "services"
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    page.wait_for_selector(".screen-priority")


def test_asking_with_nothing_typed_opens_the_keyboard(show: Callable[..., Page]) -> None:
    page = show("services")
    page.click("#ask")
    expect(page.locator("[data-keyboard]")).to_be_visible()
    expect(page.locator(".hint")).to_contain_text("Ví dụ")


def test_what_was_heard_wrong_is_corrected_with_one_touch(
    show: Callable[..., Page], robot: ServedRooms
) -> None:
    page = show("services")
    robot.do(lambda rooms: rooms.visit.post("say", text="đăng ký khai xin"))
    page.click(".heard .button")
    expect(page.locator("#text")).to_have_value("đăng ký khai xin")
    expect(page.locator("#text")).to_be_focused()
    for _ in "xin":
        page.click("#key-wide")
    press(page, "tuwr")
    expect(page.locator("#text")).to_have_value("đăng ký khai tử")
    page.click("#ask")
    expect(page.locator(".heard")).to_contain_text("khai tử")


def test_from_the_library_to_the_list_on_the_phone_and_back(
    show: Callable[..., Page], robot: ServedRooms
) -> None:
    page = show("services")
    page.click("#choice-choice_library")
    expect(page.locator(".tiles b").first).to_have_text("Hộ tịch")
    page.click("#choice-civil_status")
    page.click("#more")
    expect(page.locator("#more .count")).to_have_text("2/4")
    page.click("#more")
    page.click("#more")
    page.click("#more")
    page.click(f"[id='choice-{BIRTH}']")
    page.wait_for_selector(".screen-card")
    expect(page.locator(".card .documents li")).to_have_count(3)
    page.click("#choice-choice_checklist")
    page.wait_for_selector(".screen-checklist")
    page.evaluate("document.fonts.ready")
    picture = Image.open(io.BytesIO(page.locator(".take-along .qr").screenshot()))
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == f"http://192.0.2.10:8080/P/VI/{BIRTH}"
    for screen in ("card", "procedures", "library", "services"):
        page.click("#back")
        page.wait_for_selector(f".screen-{screen}")
    page.goto(f"{robot.url}/P/VI/{BIRTH}")
    expect(page.locator("h1")).to_have_text("Đăng ký khai sinh")


def test_printing_shows_that_it_goes_on_and_how_it_ended(
    show: Callable[..., Page], robot: ServedRooms
) -> None:
    page = show("checklist")
    page.click("#choice-choice_print_checklist")
    expect(page.locator(".working")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Đang in danh sách giấy tờ…")
    expect(page.locator(".face")).to_have_class("face thinking")
    assert findings(page) == []
    (leaflet,) = robot.do(lambda rooms: list(rooms.skills._waiting))
    robot.do(lambda rooms: rooms.skills._changed((leaflet, "uncertain")))
    expect(page.locator(".voice")).to_contain_text("Tôi chưa in được")
    page.click("#choice-choice_print_checklist")
    expect(page.locator(".working")).to_be_visible()
    (leaflet,) = robot.do(lambda rooms: list(rooms.skills._waiting))
    robot.do(lambda rooms: rooms.skills._changed((leaflet, "done")))
    page.wait_for_selector(".screen-answer")
    expect(page.locator("#stage")).to_contain_text("Mời Ông/Bà lấy tờ giấy ở khe bên dưới")


def test_two_near_procedures_are_told_apart_by_one_question(
    show: Callable[..., Page], robot: ServedRooms
) -> None:
    page = show("services")
    robot.do(lambda rooms: rooms.visit.post("say", text="làm lại giấy khai sinh"))
    page.wait_for_selector(".screen-choose")
    expect(page.locator("h1")).to_contain_text("?")
    expect(page.locator(".buttons .button")).to_have_count(4)
    page.locator(".buttons .button", has_text="Đăng ký lại khai sinh").click()
    page.wait_for_selector(".screen-answer")
    expect(page.locator(".said")).to_contain_text("Đăng ký lại khai sinh")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_three_misses_lead_to_the_buttons_and_to_staff(
    show: Callable[..., Page], robot: ServedRooms, language: str
) -> None:
    page = show("services", language)
    said = set()
    for nonsense in ("xqz", "qqw", "rrt"):
        page.click("#text")
        page.fill("#text", nonsense)
        page.click("#ask")
        expect(page.locator(".heard")).to_contain_text(nonsense)
        expect(page.locator("[data-keyboard]")).to_be_hidden()
        said.add(page.locator("h1").inner_text())
    assert len(said) == 3, "never the same words twice"
    expect(page.locator("#choice-land")).to_be_visible()
    expect(page.locator("#call-staff")).to_have_class("button help needed")
    assert findings(page) == []
    page.click("#call-staff")
    expect(page.locator(".called")).to_be_visible()


def test_everything_can_be_done_with_the_keys_alone_and_the_focus_is_seen(
    show: Callable[..., Page], robot: ServedRooms
) -> None:
    page = show("services")
    tab_to(page, "text")
    page.keyboard.type("khai sinh")
    expect(page.locator(".found .button").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert outline(page) == "solid"
    assert page.evaluate("document.activeElement.value") == BIRTH
    page.keyboard.press("Enter")
    page.wait_for_selector(".screen-answer")
    tab_to(page, "choice-choice_checklist")
    page.keyboard.press("Enter")
    page.wait_for_selector(".screen-checklist")
    tab_to(page, "choice-choice_done")
    page.keyboard.press("Enter")
    page.wait_for_selector(".screen-answer")
    tab_to(page, "choice-choice_take_number")
    page.keyboard.press("Enter")
    page.wait_for_selector(".screen-priority")
    assert on(robot) == "priority"


def outline(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.activeElement).outlineStyle")


def tab_to(page: Page, wanted: str) -> None:
    for _ in range(25):
        page.keyboard.press("Tab")
        assert outline(page) == "solid", page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
        if page.evaluate("document.activeElement.id") == wanted:
            return
    raise AssertionError(f"{wanted} is not reached")


@pytest.mark.parametrize("contrast", [False, True], ids=["light", "high-contrast"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_keyboard_is_for_everybody(show: Callable[..., Page], language: str, contrast: bool) -> None:
    page = show("services", language, contrast=contrast)
    page.click("#text")
    assert findings(page) == []
    page.fill("#text", "sinh" if language == "vi" else "birth")
    expect(page.locator(".found .button").first).to_be_visible()
    assert findings(page) == []
    page.fill("#text", "qqq")
    expect(page.locator(".nothing")).to_be_visible()
    assert findings(page) == []


def test_a_long_card_is_read_with_two_large_buttons(show: Callable[..., Page]) -> None:
    page = show("card", "vi", "larger")
    page.set_viewport_size({"width": 1920, "height": 1080})
    down, up = page.locator(".scroll").nth(1), page.locator(".scroll").nth(0)
    expect(up).to_be_disabled()
    while down.is_enabled():
        down.click()
        page.wait_for_timeout(50)
    foot, card = page.locator(".card footer").bounding_box(), page.locator(".card").bounding_box()
    assert foot["y"] + foot["height"] <= card["y"] + card["height"] + 1
    expect(up).to_be_enabled()
    page.set_viewport_size({"width": 1080, "height": 1920})


def test_markup_in_a_question_stays_text(show: Callable[..., Page]) -> None:
    page = show("services")
    page.click("#text")
    page.fill("#text", "<img src=x onerror=alert(1)> khai sinh")
    page.click("#ask")
    expect(page.locator(".heard")).to_contain_text("<img src=x")
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("procedure", [BIRTH, "cap-tai-khoan-dinh-danh-dien-tu-muc-2"])
def test_the_leaflet_fits_the_hand_and_the_paper(
    page: Page, robot: ServedRooms, procedure: str, language: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{robot.url}/P/{language.upper()}/{procedure}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert findings(page) == []
    smallest = "all => Math.min(...all.map((e) => e.getBoundingClientRect().height))"
    assert page.eval_on_selector_all("label, a, button", smallest) >= 44
    if page.locator("label").count():
        page.locator("label").first.click()
        expect(page.locator("input").first).to_be_checked()
    page.emulate_media(media="print")
    expect(page.locator("#print")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    page.emulate_media(media="screen")
    page.click("a.language")
    expect(page.locator("html")).to_have_attribute("lang", "en" if language == "vi" else "vi")


def test_a_leaflet_that_is_not_there(page: Page, robot: ServedRooms) -> None:
    page.goto(f"{robot.url}/P/VI/nothing")
    assert findings(page) == []
