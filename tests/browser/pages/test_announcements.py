"""Boards with sound in headless Chromium: what is heard, when, and what is seen meanwhile."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, sync_playwright

from kiosk.announcing import recent
from tests.browser.pages.hall_board import ALLOWED, TOUCH_FIRST, HallBoard
from tests.browser.pages.looks import SMALLEST_TARGET, problems
from tests.browser.pages.test_axe import findings
from tests.unit.announcing.served import ServedHall

pytestmark = pytest.mark.browser

LATEST_S = 1.0  # from the call to the first sound
CHIME = "chime.wav"
# Axe cannot judge text beside what is drawn by a style; the sign stands in a corner of the tile
WITHOUT_SIGN = "() => document.styleSheets[0].insertRule('.heard::after { display: none !important }')"
Open = Callable[[], HallBoard]


@pytest.fixture(scope="module")
def hall() -> Iterator[ServedHall]:
    with ServedHall() as served:
        yield served


@pytest.fixture(scope="module")
def browsers() -> Iterator[Callable[[str], Browser]]:
    """Makes browsers that play sounds by a policy."""
    with sync_playwright() as playwright, ExitStack() as stack:

        def launch(policy: str) -> Browser:
            arguments = ["--no-sandbox", policy]
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
            stack.callback(browser.close)
            return browser

        yield launch


@pytest.fixture(scope="module")
def browser(browsers: Callable[[str], Browser]) -> Browser:
    return browsers(ALLOWED)


@pytest.fixture
def opened(hall: ServedHall, browser: Browser) -> Iterator[Open]:
    """Opens a board in a fresh hall."""
    yield from boards(hall, browser)


def boards(hall: ServedHall, browser: Browser) -> Iterator[Open]:
    """Opens boards in a fresh hall, and closes them."""
    errors: list[str] = []
    with ExitStack() as stack:

        def open_() -> HallBoard:
            context = browser.new_context(viewport={"width": 1920, "height": 1080}, reduced_motion="reduce")
            stack.callback(context.close)
            page = context.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            return HallBoard(page, hall.url)

        hall.fresh()
        yield open_
    assert errors == []


def test_a_call_is_heard_within_a_second_and_its_number_is_marked_while_it_is(
    hall: ServedHall, opened: Open, record_property: Callable[[str, object], None]
) -> None:
    board, delays = opened(), []
    for count in (1, 2):
        number, called_at = hall.take(), time.time()
        hall.step("1")
        board.until(lambda wanted=count: len(board.over()) == wanted)
        assert board.over()[-1].lit == number and board.over()[-1].seconds > 0.5
        delays.append(board.heard()[-1].at - called_at)
    record_property("call to sound, s", delays)
    assert min(delays) <= LATEST_S
    board.page.wait_for_selector(".heard", state="detached")


def test_calls_of_the_same_moment_and_recalls_are_heard_one_after_the_other_on_every_board(
    hall: ServedHall, opened: Open
) -> None:
    numbers = {hall.take(), hall.take()}
    both = [opened(), opened()]
    with ThreadPoolExecutor() as counters:
        list(counters.map(hall.step, ("1", "2")))
    hall.step("2", "recall")
    for board in both:
        board.until(lambda each=board: len(each.over()) == 3)
        heard, over = board.heard(), board.over()
        assert {told.lit for told in over[:2]} == numbers and len({told.source for told in heard}) == 3
        assert all(end.at < begin.at for end, begin in zip(over, heard[1:], strict=False))
        assert all(end.at - begin.at > 0.9 * end.seconds for begin, end in zip(heard, over, strict=True))
    assert [told.lit for told in both[0].over()] == [told.lit for told in both[1].over()]


def test_a_board_that_joins_hears_new_calls_only(hall: ServedHall, opened: Open) -> None:
    hall.call()
    board = opened()
    board.rest(0.7)
    assert board.heard() == []
    number = hall.call()
    board.until(board.over)
    assert [told.lit for told in board.over()] == [number]


def test_a_call_that_is_undone_is_cut_off_or_not_heard_at_all(hall: ServedHall, opened: Open) -> None:
    board = opened()
    numbers = [hall.call("1"), hall.call("2")]
    board.until(board.heard)
    hall.step("1", "undo")
    hall.step("2", "undo")
    last = [hall.step("2"), hall.step("1")]
    board.until(lambda: len(board.over()) == 1 + len(last))
    cut, *whole = zip(board.heard(), board.over(), strict=True)
    assert cut[1].at - cut[0].at < 0.9 * cut[1].seconds
    assert [end.lit for _, end in whole] == numbers
    assert all(end.at - begun.at > 0.9 * end.seconds for begun, end in whole)


def away(board: HallBoard, hall: ServedHall, seconds: float) -> None:
    """The board is cut off, a number is called, and after some time the board is back."""
    hall.cut_off()
    board.page.wait_for_selector("#lost:not([hidden])")
    hall.call()
    board.rest(seconds)
    hall.bring_back()
    board.page.wait_for_selector("#lost", state="hidden")


def test_a_call_missed_for_a_moment_is_heard_and_a_stale_one_is_not(
    hall: ServedHall, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = opened()
    away(board, hall, 0)
    board.until(board.over)
    monkeypatch.setattr(recent, "STALE_S", 0.2)
    away(board, hall, 0.3)
    monkeypatch.undo()
    number = hall.call()
    board.until(lambda: len(board.over()) == 2)
    assert board.over()[-1].lit == number


def test_new_texts_cost_no_call(hall: ServedHall, opened: Open) -> None:
    board = opened()
    numbers = [hall.call("1"), hall.call("2")]
    board.until(board.heard)

    def edited(rooms: object) -> None:
        now = rooms.dialogs.now
        rooms.dialogs.swap(replace(now, knowledge=replace(now.knowledge, version="another")))

    with board.page.expect_navigation():
        hall.do(edited)
    assert board.page.url == f"{hall.url}/board"
    board.until(lambda: len(board.over()) >= 2 and board.over()[-1].lit == numbers[1])
    board.rest(0.5)
    assert [told.lit for told in board.over()] in ([numbers[0], *numbers], numbers)


@pytest.fixture
def blocked(hall: ServedHall, browsers: Callable[[str], Browser]) -> Iterator[Open]:
    """Opens a board in a browser that wants a touch before the first sound."""
    yield from boards(hall, browsers(TOUCH_FIRST))


def test_where_the_browser_blocks_sound_calls_are_shown_until_somebody_turns_it_on(
    hall: ServedHall, blocked: Open
) -> None:
    board = blocked()
    assert board.events("button") and not board.events("playing")
    number = hall.call()
    board.until(lambda: any(told.lit == number for told in board.events("lit")))
    assert board.heard() == [] and board.page.inner_text("#sound").split("\n") == [
        "Bật tiếng",
        "Turn on the sound",
    ]
    for width, height in ((1920, 1080), (1080, 1920), (1366, 768)):
        board.page.set_viewport_size({"width": width, "height": height})
        assert problems(board.page) == [] and board.page.evaluate(SMALLEST_TARGET) >= 44
    assert findings(board.page) == []
    assert board.page.evaluate("document.activeElement.id") == "sound"  # for the remote of a TV
    board.page.keyboard.press("Enter")
    board.until(lambda: board.events("pause", CHIME))
    assert board.events("button gone")
    number = hall.call("2")
    board.until(lambda: board.over() and board.over()[-1].lit == number)
    board.page.evaluate(WITHOUT_SIGN)
    assert findings(board.page) == []
