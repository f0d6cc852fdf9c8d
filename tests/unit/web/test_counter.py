import re
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from drivers.status import Action
from kiosk.desk.model import NotAllowed
from kiosk.desk.store import StoreError
from tests.unit.web.fake_staff import PIN
from tests.unit.web.fakes import TICKET_ID, Rooms

WORK = "/counter/at/2"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


async def form_of(staff: httpx.AsyncClient, step: str) -> dict[str, str]:
    page = (await staff.get(WORK)).text
    form = re.search(rf'<form method="post" action="{WORK}/{step}".*?</form>', page, re.S)
    assert form is not None
    return dict(HIDDEN.findall(form[0]))


async def press(staff: httpx.AsyncClient, step: str, **fields: str) -> httpx.Response:
    data = {**await form_of(staff, step), **fields}
    return await staff.post(f"{WORK}/{step}", data=data, headers={"x-pushed": "1"})


@pytest.mark.parametrize("path", [WORK, "/counter/at/1"])
async def test_without_a_login_a_work_page_leads_to_the_door(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 303 and answer.headers["location"] == "/counter"


async def test_without_a_login_no_step_is_taken(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    answer = await browser.post(f"{WORK}/next", data={"request_id": "x"}, headers={"x-pushed": "1"})
    assert answer.status_code == 401 and rooms.desk.steps == []


async def test_a_wrong_pin_is_told_and_too_many_cost_a_wait_that_is_shown(browser: httpx.AsyncClient) -> None:
    for _ in range(4):
        answer = await browser.post("/counter/login", data={"name": "Lan", "pin": "000000"})
        assert answer.status_code == 401 and "Sai tên hoặc mã PIN." in answer.text
    answer = await browser.post("/counter/login", data={"name": "Lan", "pin": "000000"})
    assert answer.status_code == 429 and answer.headers["retry-after"] == "60"
    assert "thử lại sau 60 giây" in answer.text and "000000" not in answer.text


async def test_a_locked_name_is_told_who_unlocks_it(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    rooms.staff.failures = 19
    answer = await browser.post("/counter/login", data={"name": "Lan", "pin": "000000"})
    assert answer.status_code == 429 and "Quản trị viên" in answer.text


async def test_after_the_login_a_counter_is_chosen_and_its_page_opens(staff: httpx.AsyncClient) -> None:
    assert 'href="/counter/at/2"' in (await staff.get("/counter")).text
    page = (await staff.get(WORK)).text
    assert "Quầy 2" in page and "Gọi số tiếp theo" in page and "Lan" in page


async def test_logout_ends_the_session(rooms: Rooms, staff: httpx.AsyncClient) -> None:
    await staff.post("/counter/logout")
    assert rooms.staff.sessions == {} and (await staff.get(WORK)).status_code == 303


async def test_the_staff_page_speaks_english_and_returns_to_the_same_counter(
    staff: httpx.AsyncClient,
) -> None:
    answer = await staff.post("/counter/language", data={"at": WORK, "language": "en"})
    assert answer.headers["location"] == WORK and "Call next" in (await staff.get(WORK)).text


async def test_the_language_form_leads_nowhere_else(staff: httpx.AsyncClient) -> None:
    answer = await staff.post("/counter/language", data={"at": "https://evil.example/", "language": "en"})
    assert answer.headers["location"] == "/counter"


async def test_each_step_reaches_the_desk_with_the_staff_members_name(
    rooms: Rooms, staff: httpx.AsyncClient
) -> None:
    for step in ("next", "recall", "no-show", "next", "finish", "undo"):
        rooms.desk.undo_kind = "finish" if step == "undo" else rooms.desk.undo_kind
        if step == "undo":
            await press(staff, "next")
        assert (await press(staff, step)).status_code == 204
    taken = [step for step, _, actor in rooms.desk.steps if actor == "Lan"]
    assert taken == ["call", "recall", "no_show", "call", "finish", "call", "undo"]


async def test_a_transfer_names_the_service(rooms: Rooms, staff: httpx.AsyncClient) -> None:
    await press(staff, "next")
    assert (await press(staff, "transfer", service="land")).status_code == 204
    assert rooms.desk.steps[-1] == ("transfer land", "2", "Lan")


async def test_a_missed_number_waits_again(rooms: Rooms, staff: httpx.AsyncClient) -> None:
    missed = rooms.desk.missed[0]
    assert (await press(staff, "back")).status_code == 204 and rooms.desk.waiting[0] == missed


async def test_the_same_form_twice_calls_once_and_a_new_page_has_a_new_id(
    rooms: Rooms, staff: httpx.AsyncClient
) -> None:
    form = await form_of(staff, "next")
    for _ in range(2):
        assert (await staff.post(f"{WORK}/next", data=form)).status_code == 303
    assert len(rooms.desk.steps) == 1 and (await form_of(staff, "next")) != form


async def test_the_same_state_again_after_an_undo_has_a_new_id(
    rooms: Rooms, staff: httpx.AsyncClient
) -> None:
    first = await form_of(staff, "next")
    await press(staff, "next")
    await press(staff, "undo")
    assert (await form_of(staff, "next")) != first


async def test_a_refusal_is_told_in_plain_words(rooms: Rooms, staff: httpx.AsyncClient) -> None:
    form = await form_of(staff, "next")
    rooms.desk.refusal = NotAllowed("no_current", "nothing was called")
    answer = await staff.post(f"{WORK}/finish", data=form, headers={"x-pushed": "1"})
    assert (answer.status_code, answer.text) == (409, "Quầy này chưa gọi số nào.")
    rooms.desk.refusal = NotAllowed("brand_new_code", "something else")
    answer = await staff.post(f"{WORK}/next", data=form, headers={"x-pushed": "1"})
    assert (answer.status_code, answer.text) == (409, "Bước này không làm được lúc này.")


async def test_who_waits_is_shown_with_how_long_and_why_first(staff: httpx.AsyncClient) -> None:
    page = (await staff.get(WORK)).text
    assert "A013" in page and "Ưu tiên: Người từ 80 tuổi trở lên" in page and "chờ 17 phút" in page


@pytest.mark.parametrize(
    ("code", "action", "words", "who"),
    [
        ("paper_out", Action.CLEAR, "Máy in số hết giấy: xin lắp cuộn mới.", "Cán bộ xử lý"),
        ("head_hot", Action.SUSPEND, "không cần làm gì", "Tự hết"),
        ("never_heard_of", Action.MAINTENANCE, "Thiết bị báo lỗi never_heard_of.", "Gọi kỹ thuật"),
    ],
)
async def test_device_trouble_is_one_line_with_since_when_and_who_must_act(
    rooms: Rooms, staff: httpx.AsyncClient, code: str, action: Action, words: str, who: str
) -> None:
    rooms.troubles.set(code, action)
    page = (await staff.get(WORK)).text
    assert words in page and who in page and "từ 8 giờ 42" in page


@pytest.mark.parametrize(("moved", "settled"), [("yes", True), ("no", False)])
async def test_a_paper_in_doubt_is_settled_by_two_buttons(
    rooms: Rooms, staff: httpx.AsyncClient, moved: str, settled: bool
) -> None:
    rooms.journal.doubt(TICKET_ID)
    assert "Số A012: không rõ phiếu đã ra chưa." in (await staff.get(WORK)).text
    assert (await press(staff, "paper", moved=moved)).status_code == 204
    assert rooms.journal.settled == [(41, settled, "Lan")]


async def test_a_ticket_is_printed_again_on_demand(rooms: Rooms, staff: httpx.AsyncClient) -> None:
    await press(staff, "next")
    ticket = rooms.desk.current["2"]
    assert (await press(staff, "reprint")).status_code == 204
    assert rooms.journal.reprinted == [(ticket.ticket_id, "Lan")]


async def test_a_citizens_call_is_shown_since_when_and_answered(
    rooms: Rooms, staff: httpx.AsyncClient
) -> None:
    await rooms.visit.post("call_staff")
    rooms.clock.at += timedelta(minutes=9)
    page = (await staff.get(WORK)).text
    assert "Có người dân tại máy lấy số cần giúp. <small>từ 8 giờ 42</small>" in page
    assert (await press(staff, "coming")).status_code == 204 and not rooms.visit.screen.staff_called


async def test_the_robot_is_paused_and_resumed_from_a_counter(rooms: Rooms, staff: httpx.AsyncClient) -> None:
    for _ in range(2):  # somebody at another counter may have been quicker
        assert (await press(staff, "pause")).status_code == 204
    assert rooms.visit.screen.name == "closed" and "Rô-bốt đang tạm nghỉ" in (await staff.get(WORK)).text
    assert (await press(staff, "resume")).status_code == 204
    assert rooms.visit.screen.name == "attract" and "Rô-bốt đang tạm nghỉ" not in (await staff.get(WORK)).text


async def test_guesses_at_a_pin_are_one_line_a_name_until_somebody_has_seen_them(
    rooms: Rooms, staff: httpx.AsyncClient
) -> None:
    for failures in (5, 6):
        rooms.staff.alarm("Minh", failures)
    rooms.staff.alarm("Lan", 20, locked=True)
    page = (await staff.get(WORK)).text
    assert "Mã PIN của Minh bị nhập sai 6 lần, gần nhất lúc 8 giờ 42." in page and "5 lần" not in page
    assert "Mã PIN của Lan đã khóa sau 20 lần nhập sai" in page and "192.0.2.66" not in page
    assert (await press(staff, "seen")).status_code == 204
    assert "Mã PIN của" not in (await staff.get(WORK)).text


async def test_a_step_the_store_did_not_keep_says_so(rooms: Rooms, staff: httpx.AsyncClient) -> None:
    form = await form_of(staff, "next")
    rooms.desk.refusal = StoreError("disk_full", "the disk is full")
    answer = await staff.post(f"{WORK}/next", data=form, headers={"x-pushed": "1"})
    assert answer.status_code == 503 and "Máy chưa ghi được bước này" in answer.text


@pytest.mark.parametrize(
    ("step", "data", "status"),
    [
        ("next", {"request_id": ""}, 400),
        ("transfer", {"request_id": "x"}, 400),
        ("back", {"request_id": "x"}, 400),
        ("paper", {"request_id": "x", "effect_id": "-1", "moved": "yes"}, 400),
        ("paper", {"request_id": "x", "effect_id": "7", "moved": "perhaps"}, 400),
        ("paper", {"request_id": "x", "effect_id": "9" * 30, "moved": "yes"}, 400),
        ("dance", {"request_id": "x"}, 404),
    ],
)
async def test_bad_forms_are_refused(
    staff: httpx.AsyncClient, step: str, data: dict[str, str], status: int
) -> None:
    assert (await staff.post(f"{WORK}/{step}", data=data)).status_code == status


async def test_an_unknown_counter_is_not_there(staff: httpx.AsyncClient) -> None:
    assert (await staff.get("/counter/at/99")).status_code == 404
    assert (await staff.post("/counter/at/99/next", data={"request_id": "x"})).status_code == 404


async def test_a_long_queue_is_cut_and_counted(rooms: Rooms, staff: httpx.AsyncClient) -> None:
    rooms.desk.waiting = [replace(rooms.desk.waiting[0], ticket_id=f"X{n}") for n in range(30)]
    assert "và 23 người nữa" in (await staff.get(WORK)).text


async def test_names_are_asked_with_a_pin_only(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/counter/login", data={"pin": PIN})
    assert answer.status_code == 400
