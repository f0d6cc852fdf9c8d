from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.pages.conftest import SCREENS
from tests.browser.pages.looks import NUMBER_PX, SMALLEST_TARGET, TIGHT_LINES, problems
from tests.unit.web.fakes import TICKET_ID, long_names, shipped, ticket
from tests.unit.web.serve import ServedRooms

pytestmark = pytest.mark.browser

UNDER = {"paper trouble": "ticket", "still there": "services", "staff called": "services", "paused": "closed"}
LOST = ("services", "library", "procedures", "card", "answer", "choose", "ask")  # after three misses there
SHAPES = {"portrait": (1080, 1920), "landscape": (1920, 1080), "laptop": (1366, 768)}


@pytest.mark.parametrize("size", ["normal", "large", "larger"])
@pytest.mark.parametrize("screen", [*SCREENS, *UNDER])
def test_nothing_is_cut_or_overlaps_in_any_size_shape_or_language(
    show: Callable[..., Page], robot: ServedRooms, screen: str, size: str
) -> None:
    found = []
    page = show(UNDER.get(screen, screen), "vi", size)
    if screen == "paused":
        robot.do(lambda rooms: rooms.mode.pause())
    if screen == "staff called":
        robot.do(lambda rooms: rooms.visit.post("call_staff"))
    for language in ("vi", "en"):
        robot.do(lambda rooms, to=language: rooms.visit.post("language", language=to))
        if screen == "paper trouble":
            robot.do(lambda rooms: rooms.visit.paper_changed(TICKET_ID, "uncertain"))
        if screen == "still there":
            robot.do(lambda rooms: rooms.visit._fire("warn"))
            page.wait_for_selector(f'#stage[lang="{language}"] .asking')
        page.wait_for_selector(f'#stage[lang="{language}"]')
        found += shapes(page, language)
    assert found == []


@pytest.mark.parametrize("size", ["normal", "larger"])
@pytest.mark.parametrize("said", [("xqz", "qqw", "rrt"), ("xin xăm",) * 3], ids=["nothing", "three"])
@pytest.mark.parametrize("screen", LOST)
def test_there_is_room_for_what_was_heard_and_what_came_near(
    show: Callable[..., Page], robot: ServedRooms, screen: str, said: tuple[str, ...], size: str
) -> None:
    page, found = show(screen, "vi", size), []
    for sentence in said:
        robot.do(lambda rooms, text=sentence: rooms.visit.post("say", text=text))
    for language in ("vi", "en"):
        robot.do(lambda rooms, to=language: rooms.visit.post("language", language=to))
        third = f'#stage[lang="{language}"] :is(.help.needed, [data-correct="{said[-1]}"])'
        page.wait_for_selector(third, state="attached")
        found += shapes(page, language)
    assert found == []


@pytest.mark.parametrize("size", ["normal", "larger"])
@pytest.mark.parametrize("screen", ["services", "procedures", "ask"])
def test_there_is_room_for_the_keyboard_and_what_was_found(
    show: Callable[..., Page], robot: ServedRooms, screen: str, size: str
) -> None:
    found = []
    for language, word in (("vi", "giấy"), ("en", "certificate")):
        robot.fresh()
        page = show(screen, language, size)
        page.click("#text")
        found += shapes(page, f"{language} empty")
        page.set_viewport_size(dict(zip(("width", "height"), SHAPES["portrait"], strict=True)))
        page.fill("#text", word)
        page.wait_for_selector(".found .button")
        found += shapes(page, f"{language} found")
        page.set_viewport_size(dict(zip(("width", "height"), SHAPES["portrait"], strict=True)))
    assert found == []


def shapes(page: Page, what: str) -> list[str]:
    """What is wrong with the screen in any shape."""
    found = []
    for shape, (width, height) in SHAPES.items():
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{what} {shape}: {problem}" for problem in problems(page)]
        found += [f"{what} {shape}: tight {line}" for line in page.evaluate(TIGHT_LINES)]
        if shape != "laptop" and page.evaluate(SMALLEST_TARGET) < 64:
            found.append(f"{what} {shape}: a target of {page.evaluate(SMALLEST_TARGET)} px")
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_the_number_is_huge_and_the_body_can_be_read_from_a_distance(
    show: Callable[..., Page], shape: str
) -> None:
    page = show("ticket")
    page.set_viewport_size(dict(zip(("width", "height"), SHAPES[shape], strict=True)))
    scale = min(SHAPES[shape]) / 1080
    assert page.evaluate(NUMBER_PX, ".slip .number") >= 160 * scale
    assert page.evaluate(NUMBER_PX, ".actions .button") >= 28 * scale


@pytest.mark.parametrize("screen", ["services", "priority", "library", "procedures", "choose", "ask"])
def test_on_a_portrait_screen_the_choices_lie_in_the_lower_two_thirds(
    show: Callable[..., Page], screen: str
) -> None:
    page = show(screen)
    seen = "all => all.filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect().top)"
    tops = page.eval_on_selector_all("button", seen)
    assert min(tops) >= 1920 / 3


@pytest.mark.parametrize("shape", ["portrait", "landscape"])
def test_numbers_on_the_board_are_an_eighth_of_its_height(page: Page, robot: ServedRooms, shape: str) -> None:
    width, height = SHAPES[shape]
    page.set_viewport_size({"width": width, "height": height})
    for counter in ("1", "2", "3", "4"):
        robot.do(lambda rooms, at=counter: rooms.desk.call_next(at, request_id=at, actor="x"))
    page.goto(f"{robot.url}/board")
    assert page.evaluate(NUMBER_PX, ".serving b") >= height / 8
    assert problems(page) == []


def test_the_work_page_fits_an_old_office_pc(counter: Page, robot: ServedRooms) -> None:
    def everything(rooms: object) -> None:
        rooms.troubles.set("paper_out")
        rooms.journal.doubt("7K3MQ9X2WVT4ZB5N")
        rooms.staff.alarm("Minh", 20, locked=True)
        rooms.mode.pause()

    robot.do(everything)
    robot.do(lambda rooms: rooms.visit.post("call_staff"))
    counter.keyboard.press("Space")
    counter.wait_for_selector(".current .service:has-text('Hộ tịch')")
    assert counter.evaluate("document.documentElement.scrollHeight") <= 768
    assert counter.evaluate("document.documentElement.scrollWidth") <= 1366


@pytest.mark.parametrize("size", ["normal", "larger"])
@pytest.mark.parametrize("screen", ["attract", "services", "library", "card", "choose", "ticket"])
def test_long_names_and_the_training_sign_have_room(
    show: Callable[..., Page], robot: ServedRooms, screen: str, size: str
) -> None:
    robot.fresh(long_names(shipped()), training=True)
    page, found = show(screen, "vi", size), []
    for language in ("vi", "en"):
        robot.do(lambda rooms, to=language: rooms.visit.post("language", language=to))
        page.wait_for_selector(f'#stage[lang="{language}"] .training')
        found += shapes(page, language)
    assert found == []


def test_long_names_have_room_on_the_board(page: Page, robot: ServedRooms) -> None:
    found = []
    robot.fresh(long_names(shipped()))
    page.goto(f"{robot.url}/board")
    robot.do(lambda rooms: rooms.desk.waiting.extend([ticket("D001"), ticket("E001")]))
    for counter_id in ("1", "2", "3", "4", "5", "6"):
        robot.do(lambda rooms, at=counter_id: rooms.desk.call_next(at, request_id=at, actor="x"))
        page.wait_for_selector(f'.serving[data-count="{counter_id}"]')
        for shape, (width, height) in SHAPES.items():
            page.set_viewport_size({"width": width, "height": height})
            found += [f"{counter_id} calls {shape}: {problem}" for problem in problems(page)]
    assert found == []
