"""An identity card on the citizen's screen: what it shows, what it takes, what it never says."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from drivers.interfaces import CardPresence
from kiosk.voice.screen_texts import ScreenTexts
from kiosk.web.api import routers
from kiosk.web.app import create_app
from state_machines.card_interfaces import CardFacts
from tests.unit.web.fakes import Rooms, shipped, with_card_devices

PUSHED = {"x-pushed": "1"}
NAME, NUMBER = "NGUYỄN V. A.", "••••••••2345"
TO_CARD = ("touch", "choose:choice_read_card", "choose:choice_agree_to_card")
LEVELS = ("authentic", "intact_issuer_unknown", "unverified")


@pytest.fixture
async def rooms() -> AsyncIterator[Rooms]:
    rooms = Rooms(with_card_devices(shipped()))
    rooms.card.takes_s = 0.0
    yield rooms
    await rooms.visit.close()


@pytest.fixture
async def browser(rooms: Rooms) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(rooms.context, routers(rooms.context))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://kiosk.test") as client:
        yield client


async def go(rooms: Rooms, *steps: str) -> None:
    for step in steps:
        event, _, choice = step.partition(":")
        await rooms.visit.post(event, **({"choice": choice} if choice else {}))
    await rest()


async def rest() -> None:
    for _ in range(12):
        await asyncio.sleep(0)


async def read_a_card(rooms: Rooms) -> None:
    await go(rooms, *TO_CARD)
    rooms.scanner.scan()
    rooms.reader.lay()
    await rest()


async def page(browser: httpx.AsyncClient) -> str:
    answer = await browser.get("/")
    assert answer.status_code == 200
    return answer.text


async def test_the_purpose_is_told_before_anything_is_agreed_to(
    rooms: Rooms, browser: httpx.AsyncClient
) -> None:
    await go(rooms, *TO_CARD[:2])
    shown = await page(browser)
    assert rooms.config.cards.purpose.vi in shown and "Ông/Bà có đồng ý không?" in shown
    assert not rooms.scanner.looking
    await go(rooms, "choose:choice_without_card")
    assert rooms.visit.screen.name == "services" and not rooms.scanner.looking


async def test_the_way_of_a_card(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    await go(rooms, *TO_CARD)
    shown = await page(browser)
    assert "Xin đưa mã QR của thẻ vào máy quét" in shown and 'action="/card/number"' in shown
    rooms.scanner.scan("https://example.vn")
    assert "Đây là mã của giấy tờ khác." in await page(browser)
    rooms.scanner.scan()
    shown = await page(browser)
    assert "Xin đặt thẻ lên đầu đọc" in shown and "/card/number" not in shown
    rooms.reader.lay(CardPresence.SEVERAL)
    assert "Có nhiều thẻ trên đầu đọc." in await page(browser)
    rooms.reader.lay()
    assert "<progress" in await page(browser)
    await rest()
    shown = await page(browser)
    assert rooms.visit.screen.name == "card_read" and NAME in shown and NUMBER in shown
    await go(rooms, "choose:choice_go_on")
    shown = await page(browser)
    assert rooms.visit.screen.name == "services" and NAME not in shown


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("level", LEVELS)
async def test_how_far_a_card_is_believed_stands_in_words_without_a_tick(
    rooms: Rooms, browser: httpx.AsyncClient, level: str, language: str
) -> None:
    rooms.card.facts = CardFacts(level, (("number", NUMBER),))
    await rooms.visit.post("language", language=language)
    await read_a_card(rooms)
    shown = (await page(browser)).partition('<p class="believed')[2].partition("</p>")[0]
    assert rooms.config.responses.text(language, f"card_level_{level}") in shown and "i-check" not in shown


async def test_the_number_is_typed_and_never_shown_again(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    await go(rooms, *TO_CARD)
    answer = await browser.post("/card/number", data={"visit": "1", "digits": "12"}, headers=PUSHED)
    shown = await page(browser)
    assert answer.status_code == 204 and "Số này chưa đúng." in shown and 'value="12"' not in shown
    answer = await browser.post("/card/number", data={"visit": "1", "digits": "003099"}, headers=PUSHED)
    assert answer.status_code == 204 and rooms.card.taken == ["003099"]
    assert "003099" not in await page(browser)


async def test_stop_goes_on_without_the_card(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    await go(rooms, *TO_CARD)
    answer = await browser.post("/card/stop", data={"visit": "1"})
    await rest()
    assert answer.status_code == 303 and rooms.visit.screen.name == "services"
    assert not rooms.scanner.looking


async def test_a_form_of_an_earlier_visit_or_without_a_reading_changes_nothing(
    rooms: Rooms, browser: httpx.AsyncClient
) -> None:
    await go(rooms, "touch")
    for path, data in (("stop", {}), ("number", {"digits": "003099"})):
        answer = await browser.post(f"/card/{path}", data={"visit": "1", **data}, headers=PUSHED)
        assert answer.status_code == 409
    await go(rooms, *TO_CARD[1:])
    answer = await browser.post("/card/stop", data={"visit": "0"}, headers=PUSHED)
    assert answer.status_code == 409 and rooms.scanner.looking
    answer = await browser.post("/card/number", data={"visit": "1"}, headers=PUSHED)
    assert answer.status_code == 400


async def test_a_robot_without_devices_has_no_such_routes() -> None:
    rooms = Rooms()
    app = create_app(rooms.context)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://kiosk.test") as browser:
        answer = await browser.post("/card/stop", data={"visit": "1"}, headers=PUSHED)
        assert answer.status_code == 404
        await go(rooms, "touch")
        assert "choice_read_card" not in await page(browser)
    await rooms.visit.close()


async def test_what_went_wrong_is_told_in_three_parts_and_staff_are_offered(
    rooms: Rooms, browser: httpx.AsyncClient
) -> None:
    rooms.card.refusals = ["blocked"]
    await read_a_card(rooms)
    shown = await page(browser)
    assert rooms.visit.screen.name == "card_trouble" and "blocked" not in shown
    for text in ("card_what_blocked", "card_now_person", "card_told"):
        assert rooms.config.responses.text("vi", text) in shown
    await go(rooms, "choose:choice_call_staff")
    assert rooms.visit.screen.staff_called and rooms.visit.screen.name == "services"


async def test_what_was_read_is_never_spoken(rooms: Rooms) -> None:
    texts = ScreenTexts(rooms.context)
    await go(rooms, *TO_CARD)
    assert await texts.of(rooms.visit.screen) == ["Xin đưa mã QR của thẻ vào máy quét"]
    rooms.scanner.scan("x")
    said = await texts.of(rooms.visit.screen)
    assert said[0] == "Mã này không phải của thẻ căn cước." and len(said) == 3
    rooms.scanner.scan()
    rooms.reader.lay()
    await rest()
    await rooms.visit.post("read")
    said = await texts.of(rooms.visit.screen)
    assert said == ["Tôi đã đọc được thẻ. Xin cầm lại thẻ."]


async def test_when_the_visit_ends_nothing_is_left(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    await read_a_card(rooms)
    assert NAME in await page(browser)
    forgotten = rooms.card.forgotten
    await go(rooms, "restart")
    assert rooms.visit.screen.card is None and rooms.card.forgotten > forgotten
    for path in ("/", "/board", "/counter", "/api/health"):
        assert NAME not in (await browser.get(path)).text


async def test_who_leaves_in_the_middle_takes_the_reading_with_them(rooms: Rooms) -> None:
    await go(rooms, *TO_CARD)
    rooms.scanner.scan()
    await go(rooms, "restart", "touch")
    rooms.reader.lay()
    await rest()
    assert rooms.card.readings == 0 and rooms.visit.screen.card is None


async def test_the_conversation_is_not_led_on_while_a_card_is_read(rooms: Rooms) -> None:
    await go(rooms, *TO_CARD)
    await rooms.visit.post("language", language="en")
    await rooms.visit.post("call_staff")
    screen = rooms.visit.screen
    assert (screen.name, screen.language, screen.staff_called) == ("card_reading", "en", True)
