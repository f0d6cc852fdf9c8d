import asyncio
import re
from datetime import timedelta
from html import unescape

import httpx
import pytest

from kiosk.config.schema import Service
from kiosk.web.app import create_app
from state_machines.interfaces import Refused
from state_machines.visit_runner import VisitOptions
from tests.unit.web.fakes import TICKET_ID, Rooms

FORM = re.compile(r'<form method="post" action="/visit/(\w+)".*?</form>', re.S)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


async def html(browser: httpx.AsyncClient) -> str:
    answer = await browser.get("/")
    assert answer.status_code == 200
    return answer.text


async def press(browser: httpx.AsyncClient, event: str, **fields: str) -> httpx.Response:
    """Send the form of `event` that is on the screen, as a page without script would."""
    form = next(m for m in FORM.finditer(await html(browser)) if m[1] == event)
    return await browser.post(f"/visit/{event}", data={**dict(HIDDEN.findall(form[0])), **fields})


async def to_the_ticket(browser: httpx.AsyncClient) -> str:
    await press(browser, "touch")
    await press(browser, "choose", choice="civil_status")
    await press(browser, "choose", choice="elderly")
    return await html(browser)


async def test_a_number_can_be_taken_without_any_script(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    page = await to_the_ticket(browser)
    assert ">A012</p>" in page and "Quầy 1, Quầy 2" in page and "4 người" in page and "10–15 phút" in page
    ((service, request_id, priority, language),) = rooms.office.wishes
    assert (service, priority, language) == ("civil_status", "elderly", "vi") and len(request_id) == 36


async def test_the_same_form_twice_issues_one_number(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    await press(browser, "touch")
    await press(browser, "choose", choice="land")
    form = next(m for m in FORM.finditer(await html(browser)) if m[1] == "choose")
    data = {**dict(HIDDEN.findall(form[0])), "choice": "priority_none"}
    first = await browser.post("/visit/choose", data=data, headers={"x-pushed": "1"})
    second = await browser.post("/visit/choose", data=data, headers={"x-pushed": "1"})
    assert (first.status_code, second.status_code) == (204, 204) and len(rooms.office.wishes) == 1


async def test_a_form_of_an_earlier_visit_does_not_touch_the_next_citizens(
    rooms: Rooms, browser: httpx.AsyncClient
) -> None:
    await press(browser, "touch")
    stale = dict(HIDDEN.findall(next(m for m in FORM.finditer(await html(browser)) if m[1] == "choose")[0]))
    await press(browser, "restart")
    await press(browser, "touch")
    answer = await browser.post("/visit/choose", data={**stale, "choice": "land"}, headers={"x-pushed": "1"})
    assert answer.status_code == 409 and rooms.visit.screen.name == "services"


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("/visit/nonsense", {"visit": "1"}, 404),
        ("/visit/issued", {"visit": "1"}, 404),
        ("/visit/clear", {"visit": "1"}, 404),
        ("/visit/choose", {"visit": "1"}, 400),
        ("/visit/say", {"visit": "1"}, 400),
        ("/visit/ask", {"visit": "1", "procedure": "nothing"}, 404),
        ("/visit/search", {"visit": "1"}, 400),
        ("/visit/language", {"visit": "1", "language": "xx"}, 400),
        ("/visit/text_size", {"visit": "1", "text_size": "huge"}, 400),
        ("/visit/touch", {"visit": "1" * 5000}, 413),
    ],
)
async def test_bad_forms_are_refused_with_a_plain_reason(
    browser: httpx.AsyncClient, path: str, data: dict[str, str], status: int
) -> None:
    answer = await browser.post(path, data=data)
    assert answer.status_code == status and "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b'{"visit": 1}', "application/json", 415),
        (b"visit=%ff%fe", "application/x-www-form-urlencoded", 400),
        (b"visit=1&visit=2", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a%d=1" % n for n in range(99)), "application/x-www-form-urlencoded", 400),
        (b"", "application/x-www-form-urlencoded", 303),
        (b"\x00\xff", "multipart/form-data; boundary=x", 415),
    ],
)
async def test_broken_bodies_are_refused(
    browser: httpx.AsyncClient, body: bytes, kind: str, status: int
) -> None:
    answer = await browser.post("/visit/touch", content=body, headers={"content-type": kind})
    assert answer.status_code == status


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_help_language_size_and_contrast_are_on_every_screen_and_keep_the_place(
    rooms: Rooms, browser: httpx.AsyncClient, language: str
) -> None:
    if language == "en":
        await press(browser, "language", language="en")
    for screen in ("attract", "services", "priority", "ticket"):
        page = await html(browser)
        assert rooms.visit.screen.name == screen and f'lang="{language}"' in page
        for event in ("back", "restart", "call_staff", "language", "text_size", "contrast"):
            assert f'action="/visit/{event}"' in page
        await press(browser, "text_size", text_size="large")
        await press(browser, "contrast")
        assert rooms.visit.screen.name == screen and rooms.visit.screen.text_size == "large"
        if screen == "attract":
            await press(browser, "touch")
        elif screen == "services":
            await press(browser, "choose", choice="land")
        elif screen == "priority":
            await press(browser, "choose", choice="priority_none")


async def test_the_first_choice_of_the_reasons_is_none(browser: httpx.AsyncClient) -> None:
    await press(browser, "touch")
    await press(browser, "choose", choice="land")
    page = await html(browser)
    assert page.index("Không, lấy số thường") < page.index("Người từ 80 tuổi trở lên")


async def test_without_reasons_the_choice_of_a_service_is_the_last_step() -> None:
    config = Rooms().config
    desk = config.desk.model_copy(update={"priority_reasons": []})
    rooms = Rooms(config.model_copy(update={"desk": desk}))
    transport = httpx.ASGITransport(create_app(rooms.context))
    async with httpx.AsyncClient(transport=transport, base_url="http://kiosk.test") as browser:
        await press(browser, "touch")
        await press(browser, "choose", choice="land")
        assert ">A012</p>" in await html(browser)
    await rooms.visit.close()


async def test_more_than_six_services_come_in_pages_of_six() -> None:
    config = Rooms().config
    more = [
        Service(id=f"s{n}", prefix="X", name={"vi": f"Việc {n}", "en": f"Matter {n}"}, counters=["1"])
        for n in range(8)
    ]
    rooms = Rooms(config.model_copy(update={"services": more}))
    await rooms.visit.post("touch")
    transport = httpx.ASGITransport(create_app(rooms.context))
    async with httpx.AsyncClient(transport=transport, base_url="http://kiosk.test") as browser:
        page = await html(browser)
    assert 'data-count="6" data-page="0">' in page and 'data-count="2" data-page="1" hidden>' in page
    await rooms.visit.close()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("planned", "Đang in phiếu"),
        ("sent", "Đang in phiếu"),
        ("done", "Mời Ông/Bà lấy phiếu ở khe bên dưới"),
        ("taken", "Ông/Bà đã lấy phiếu"),
        ("uncertain", "Máy in gặp trục trặc"),
        ("not_moved", "Máy in gặp trục trặc"),
        ("off", "Xin nhớ hoặc chụp lại số này"),
    ],
)
async def test_the_state_of_the_paper_is_told_live(
    rooms: Rooms, browser: httpx.AsyncClient, state: str, words: str
) -> None:
    await to_the_ticket(browser)
    rooms.visit.paper_changed(TICKET_ID, state)
    page = await html(browser)
    assert words in page and f'data-announce="{words}' in page


@pytest.mark.parametrize(
    ("code", "told"), [("paper_out", True), ("printer_silent", True), ("paper_low", False)]
)
async def test_a_stuck_printer_is_told_while_the_paper_is_still_wanted(
    rooms: Rooms, browser: httpx.AsyncClient, code: str, told: bool
) -> None:
    await to_the_ticket(browser)
    rooms.troubles.set(code)
    assert ("Máy in gặp trục trặc" in await html(browser)) is told


async def test_trouble_says_what_happened_what_to_do_and_who_was_told_without_a_code(
    rooms: Rooms, browser: httpx.AsyncClient
) -> None:
    rooms.office.refusal = Refused("no_such_text")
    page = await to_the_ticket(browser)
    assert "Tôi chưa lấy được số" in page and "Xin thử lại" in page and "Cán bộ đã được báo" in page
    assert "no_such_text" not in page


async def test_a_closed_office_says_when_it_opens_again(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    rooms.visit.set_open(False)
    page = await html(browser)
    assert "Hiện không phát số" in page and "13 giờ 30" in page and "7 giờ 30 – 11 giờ 30" in page


async def test_a_paused_robot_sends_people_to_the_help_desk_and_names_no_opening_hour(
    rooms: Rooms, browser: httpx.AsyncClient
) -> None:
    rooms.mode.pause()
    page = await html(browser)
    assert "Rô-bốt tạm nghỉ" in page and "Xin đến bàn hướng dẫn" in page and "13 giờ 30" not in page
    rooms.clock.at += timedelta(hours=12)
    assert "Hiện không phát số" in await html(browser), "at night it is closed, paused or not"


async def test_the_most_used_services_come_first(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    rooms.dialogs.order_services(["land"])
    await press(browser, "touch")
    page = await html(browser)
    assert page.index("choice-land") < page.index("choice-civil_status") < page.index("choice-other")


async def test_training_is_told_calmly_on_every_screen() -> None:
    rooms = Rooms(training=True)
    transport = httpx.ASGITransport(create_app(rooms.context))
    async with httpx.AsyncClient(transport=transport, base_url="http://kiosk.test") as browser:
        await to_the_ticket(browser)
        assert "Chế độ tập huấn: phát số cả ngoài giờ" in await html(browser)
    await rooms.visit.close()


async def test_the_countdown_shows_the_seconds_left_and_one_touch_extends() -> None:
    rooms = Rooms(options=VisitOptions(warn_after_s=0.01))
    transport = httpx.ASGITransport(create_app(rooms.context))
    async with httpx.AsyncClient(transport=transport, base_url="http://kiosk.test") as browser:
        await rooms.visit.post("touch")
        warned = asyncio.Event()
        rooms.visit.on_screen(lambda screen: screen.warn_until is not None and warned.set())
        await warned.wait()
        page = await html(browser)
        assert 'data-seconds="20"' in page and 'class="frame" inert' in page
        await press(browser, "stay")
        assert rooms.visit.screen.name == "services"
    await rooms.visit.close()


async def test_markup_in_the_configuration_stays_text(rooms: Rooms) -> None:
    name = rooms.config.services[0].name.model_copy(update={"vi": "<script>alert(1)</script>"})
    services = [rooms.config.services[0].model_copy(update={"name": name})]
    marked = Rooms(rooms.config.model_copy(update={"services": services}))
    await marked.visit.post("touch")
    transport = httpx.ASGITransport(create_app(marked.context))
    async with httpx.AsyncClient(transport=transport, base_url="http://kiosk.test") as browser:
        page = await html(browser)
        marked_too = await browser.post("/visit/search", data={"text": "<b>khai sinh"})
    await marked.visit.close()
    assert "<b>khai" not in marked_too.text
    assert "<script>alert" not in page and "&lt;script&gt;" in page


async def to_the_library(browser: httpx.AsyncClient) -> str:
    await press(browser, "touch")
    await press(browser, "choose", choice="choice_library")
    return await html(browser)


async def test_the_fields_of_life_stand_in_the_order_of_the_services(browser: httpx.AsyncClient) -> None:
    page = await to_the_library(browser)
    fields = re.findall(r'id="choice-(\w+)" class="tile"', page)
    assert fields == [
        "civil_status",
        "certification",
        "land",
        "social",
        "business",
        "identity",
        "residence",
        "other",
    ]


async def test_the_way_back_is_not_offered_twice(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    assert "choice_back" not in await to_the_library(browser)
    await press(browser, "back")
    assert rooms.visit.screen.name == "services"


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_a_card_shows_what_is_known_what_is_not_and_where_it_is_from(
    rooms: Rooms, browser: httpx.AsyncClient, language: str
) -> None:
    await rooms.come_to("card", language, "normal", False)
    page = unescape(await html(browser))
    card = rooms.dialogs.now.advice.card(language, "1.001193", rooms.calendar.day(rooms.clock.now()))
    assert card.source in page and card.checked_on in page
    assert {section.state for section in card.sections} == {"known", "unknown"}
    for section in card.sections:
        assert section.title in page and all(line.text in page for line in section.lines)
        assert section.note in page


async def test_a_question_can_be_asked_without_any_script(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    await press(browser, "touch")
    await press(browser, "say", text="vợ tôi mới sinh em bé")
    page = await html(browser)
    assert rooms.visit.screen.name == "answer" and "Giấy chứng sinh" in page
    assert "Tôi nghe: “vợ tôi mới sinh em bé”" in page


async def test_after_three_misses_the_way_to_staff_stands_out(
    rooms: Rooms, browser: httpx.AsyncClient
) -> None:
    await press(browser, "touch")
    for _ in range(3):
        assert 'class="button help needed"' not in await html(browser)
        await press(browser, "say", text="xqz")
    page = await html(browser)
    assert 'class="button help needed"' in page and page.count("Gọi cán bộ") == 1


async def test_nobody_speaks_of_hearing_to_people_who_touch(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    await press(browser, "touch")
    for language in ("vi", "en"):
        for key in ("advice_no_input", "advice_no_input_again", "advice_no_input_staff"):
            words = rooms.dialogs.text(language, key).lower()
            assert "chạm" in words or "gõ" in words or "touch" in words or "type" in words
            assert "nghe" not in words and "hear" not in words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("khai sinh", "Đăng ký khai sinh"),
        ("dang ky ket hon", "Đăng ký kết hôn"),
        ("qqq", "Chạm “Hỏi” để tôi trả lời"),
    ],
)
async def test_what_is_typed_is_looked_up(browser: httpx.AsyncClient, text: str, words: str) -> None:
    await press(browser, "touch")
    answer = await browser.post("/visit/search", data={"text": text})
    assert answer.status_code == 200 and words in answer.text and answer.text.count("<button") <= 5
