"""An identity card on the screen, in a browser: nothing cut, the keypad, what is announced."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages.looks import SMALLEST_TARGET, problems
from tests.browser.pages.test_axe import findings
from tests.unit.web.fakes import Rooms, shipped, with_card_devices
from tests.unit.web.serve import ServedRooms

pytestmark = pytest.mark.browser

SHAPES = {"landscape": (1920, 1080), "laptop": (1366, 768), "portrait": (1080, 1920)}
AGREED = (
    ("touch", {}),
    ("choose", {"choice": "choice_read_card"}),
    ("choose", {"choice": "choice_agree_to_card"}),
)
STATES: dict[str, Callable[[Rooms], None]] = {
    "the code": lambda rooms: None,
    "a foreign code": lambda rooms: rooms.scanner.scan("https://example.vn"),
    "the card": lambda rooms: rooms.scanner.scan(),
    "the chip": lambda rooms: lay(rooms, 60.0),
    "what was read": lambda rooms: lay(rooms, 0.0),
    "not read": lambda rooms: lay(rooms, 0.0, "not_known_to_anybody"),
}


def lay(rooms: Rooms, takes_s: float, refusal: str = "") -> None:
    rooms.card.takes_s = takes_s
    rooms.card.refusals = [refusal]
    rooms.scanner.scan()
    rooms.reader.lay()


async def agree(rooms: Rooms, size: str = "normal") -> None:
    await rooms.visit.post("text_size", text_size=size)
    for event, form in AGREED:
        await rooms.visit.post(event, **form)


@pytest.fixture
def reader(server: ServedRooms) -> Iterator[ServedRooms]:
    yield server
    server.fresh()


def come_to(page: Page, robot: ServedRooms, state: str, size: str = "normal") -> None:
    robot.fresh(with_card_devices(shipped()))
    robot.do(lambda rooms: agree(rooms, size))
    page.goto(robot.url)
    page.wait_for_selector(".screen-card_reading")
    robot.do(STATES[state])
    seen = {"what was read": ".screen-card_read .id", "not read": ".screen-card_trouble .notice"}
    page.wait_for_selector(seen.get(state, ".screen-card_reading"))
    page.wait_for_timeout(50)


def cut(page: Page, robot: ServedRooms) -> list[str]:
    """What is cut or too near, in every shape and language; the page ends as a portrait in English."""
    found = []
    for language in ("vi", "en"):
        robot.do(lambda rooms, to=language: rooms.visit.post("language", language=to))
        page.wait_for_selector(f'#stage[lang="{language}"]')
        for shape, (width, height) in SHAPES.items():
            page.set_viewport_size({"width": width, "height": height})
            found += [f"{language} {shape}: {problem}" for problem in problems(page)]
    return found


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_cut_and_everybody_can_use_it(page: Page, reader: ServedRooms, state: str) -> None:
    come_to(page, reader, state)
    assert cut(page, reader) == [] and page.evaluate(SMALLEST_TARGET) >= 64
    assert findings(page) == []


@pytest.mark.parametrize("state", ["a foreign code", "what was read", "not read"])
def test_nothing_is_cut_in_larger_letters(page: Page, reader: ServedRooms, state: str) -> None:
    come_to(page, reader, state, "larger")
    assert cut(page, reader) == []


def test_the_number_is_typed_on_the_screen_or_on_a_keypad(page: Page, reader: ServedRooms) -> None:
    come_to(page, reader, "the code")
    for figure in "0030":
        page.click(f"#figure-{figure}")
    page.keyboard.press("9")
    page.keyboard.press("0")
    page.keyboard.press("Backspace")
    reader.do(lambda rooms: rooms.scanner.scan("x"))  # the screen is renewed meanwhile
    expect(page.locator(".amiss")).to_be_visible()
    expect(page.locator("#digits")).to_have_value("00309")
    page.keyboard.press("9")
    page.click("#figure-send")
    expect(page.locator("h1")).to_contain_text("đặt thẻ")
    assert reader.do(lambda rooms: list(rooms.card.taken)) == ["003099"]
    assert "003099" not in page.content()


def test_the_steps_are_announced_and_the_bar_moves(page: Page, reader: ServedRooms) -> None:
    come_to(page, reader, "the card")
    expect(page.locator("#announce")).to_contain_text("Xin đặt thẻ lên đầu đọc")
    reader.do(lambda rooms: lay(rooms, 3.0))
    expect(page.locator("#announce")).to_contain_text("Đọc thông tin")
    expect(page.locator("progress")).to_have_attribute("value", "40")
    expect(page.locator(".screen-card_read .id")).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_stop_by_key(page: Page, reader: ServedRooms) -> None:
    come_to(page, reader, "the card")
    page.keyboard.press("Escape")
    page.wait_for_selector(".screen-services")


@pytest.mark.parametrize("size", ["normal", "larger"])
def test_there_is_room_for_the_offer_and_for_the_purpose(page: Page, reader: ServedRooms, size: str) -> None:
    reader.fresh(with_card_devices(shipped()))
    reader.do(lambda rooms: rooms.come_to("services", "vi", size, False))
    page.goto(reader.url)
    page.wait_for_selector("#choice-choice_read_card")
    found = cut(page, reader)
    page.click("#choice-choice_read_card")
    expect(page.locator(".said")).to_contain_text("I read name, number and birth year")
    assert [*found, *cut(page, reader)] == []
