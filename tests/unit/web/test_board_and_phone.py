from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from kiosk.desk.model import Place, TicketState, WaitRange
from tests.unit.web.fakes import TICKET_ID, Rooms, ticket


async def test_the_board_shows_calls_with_counters_in_both_languages_the_latest_first(
    rooms: Rooms, browser: httpx.AsyncClient
) -> None:
    for counter in ("1", "3"):
        await rooms.desk.call_next(counter, actor="x", request_id=counter)
        rooms.clock.at += timedelta(seconds=5)
    page = (await browser.get("/board")).text
    assert page.index("A014") < page.index("A013") and "Quầy 3" in page and "Counter 3" in page
    assert 'class="latest" data-call="A014 3 1' in page and "C003" in page


async def test_last_calls_and_next_numbers_stand_beside(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    await rooms.desk.call_next("1", actor="x", request_id="1")
    await rooms.desk.finish("1", actor="x", request_id="2")
    page = (await browser.get("/board")).text
    last, following = page.split('class="last"')[1].split('class="next"')
    assert "A013" in last and "A014" in following and "Chưa gọi số nào" in page


async def test_more_calls_than_fit_move_to_the_last_calls(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    rooms.desk.waiting = [ticket(f"A{n:03}") for n in range(1, 9)]
    for n in range(1, 9):
        await rooms.desk.call_next(f"{n}", actor="x", request_id=f"{n}")
        rooms.clock.at += timedelta(seconds=5)
    page = (await browser.get("/board")).text
    serving, aside = page.split("<aside>")
    assert serving.count("data-call=") == 6 and "A002" in aside and "A001" in aside


def at(rooms: Rooms, **changes: object) -> None:
    place = rooms.desk.places[TICKET_ID]
    rooms.desk.places[TICKET_ID] = Place(replace(place.ticket, **changes), None, None)


@pytest.mark.parametrize("path", [f"/t/{TICKET_ID}", f"/t/{TICKET_ID.lower()}", f"/T/{TICKET_ID}"])
async def test_the_phone_page_shows_the_place_whatever_the_case_of_the_id(
    browser: httpx.AsyncClient, path: str
) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 200 and "A012" in answer.text
    assert (
        "<b>4</b>" in answer.text and "khoảng 10–15 phút" in answer.text and "Quầy 1, Quầy 2" in answer.text
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": TicketState.CALLED, "counter": "3", "calls": 1}, "Quầy 3"),
        ({"state": TicketState.CALLED, "counter": "3", "calls": 2}, "đã được gọi 2 lần"),
        ({"state": TicketState.NO_SHOW}, "bàn hướng dẫn"),
        ({"state": TicketState.FINISHED}, "Xin cảm ơn"),
    ],
)
async def test_the_phone_page_tells_every_state_of_a_ticket(
    rooms: Rooms, browser: httpx.AsyncClient, changes: dict[str, object], words: str
) -> None:
    at(rooms, **changes)
    assert words in (await browser.get(f"/t/{TICKET_ID}")).text


async def test_the_first_in_line_is_told_so(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    rooms.desk.places[TICKET_ID] = Place(rooms.desk.places[TICKET_ID].ticket, 0, WaitRange(0, 1))
    page = (await browser.get(f"/t/{TICKET_ID}")).text
    assert "Ông/Bà là người tiếp theo" in page and "dưới 2 phút" in page


async def test_the_phone_page_speaks_the_tickets_language_and_the_other_one(
    rooms: Rooms, browser: httpx.AsyncClient
) -> None:
    assert "Ahead of you" in (await browser.get(f"/t/{TICKET_ID}?language=en")).text
    place = rooms.desk.places[TICKET_ID]
    rooms.desk.places[TICKET_ID] = replace(place, ticket=replace(place.ticket, language="en"))
    assert "Ahead of you" in (await browser.get(f"/t/{TICKET_ID}")).text
    assert "Phía trước" in (await browser.get(f"/t/{TICKET_ID}?language=vi")).text


@pytest.mark.parametrize("ticket_id", ["NOPE", "a" * 200, "%2e%2e", "<script>", "Ⅷ", "a%00b"])
async def test_an_unknown_number_gets_a_friendly_page(browser: httpx.AsyncClient, ticket_id: str) -> None:
    answer = await browser.get(f"/t/{ticket_id}")
    assert answer.status_code == 404 and "<h1>" in answer.text and "<script>" not in answer.text


async def test_the_phone_page_tells_nothing_personal(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    at(rooms, priority="disability")
    page = (await browser.get(f"/t/{TICKET_ID}")).text
    assert "disability" not in page and "khuyết tật" not in page
