"""`/metrics`: who may read it, what is on it, what it never says."""

import httpx
import pytest
from fastapi import Request

from drivers.status import Action
from kiosk.desk.model import DeskEvent
from kiosk.desk.store import StoreError
from kiosk.metrics.family import CONTENT_TYPE
from kiosk.web.api import routers
from kiosk.web.app import create_app
from kiosk.web.counting import Counted, part_of
from kiosk.web.local import is_this_machine
from tests.support.exposition import read_page
from tests.unit.web.fake_staff import TOKEN
from tests.unit.web.fakes import TICKET_ID, Rooms, ticket


def from_elsewhere(rooms: Rooms) -> httpx.AsyncClient:
    app = create_app(rooms.context, routers(rooms.context))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=("192.0.2.5", 4000))
    return httpx.AsyncClient(transport=transport, base_url="http://kiosk.test")


async def page(client: httpx.AsyncClient) -> dict[str, dict[tuple, float]]:
    answer = await client.get("/metrics")
    assert answer.status_code == 200, answer.text
    return {name: read.samples for name, read in read_page(answer.text).items()}


async def test_this_machine_reads_it_in_the_format_of_prometheus(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/metrics")
    assert answer.headers["content-type"] == CONTENT_TYPE
    found = read_page(answer.text)
    assert found["kiosk_mode"].samples["kiosk_mode", (("mode", "open"),)] == 1
    assert sum(found["kiosk_mode"].samples.values()) == 1
    assert found["kiosk_store_ok"].samples == {("kiosk_store_ok", ()): 1}
    assert found["kiosk_waiting"].samples["kiosk_waiting", (("service", "civil_status"),)] == 4
    assert found["process_resident_memory_bytes"].samples["process_resident_memory_bytes", ()] > 2**20
    assert found["process_threads"].samples["process_threads", ()] >= 1


async def test_from_elsewhere_a_token_or_a_login_is_needed(rooms: Rooms) -> None:
    async with from_elsewhere(rooms) as other:
        refused = await other.get("/metrics")
        assert (refused.status_code, refused.json()["error"]) == (401, "login_needed")
        assert (await other.get("/metrics", headers={"authorization": "Bearer wrong"})).status_code == 401
        allowed = await other.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
        assert allowed.status_code == 200
        session = await rooms.staff.login("Lan", "274913", "192.0.2.5")
        other.cookies.set("staff_session", session)
        assert (await other.get("/metrics")).status_code == 200


async def test_a_foreign_host_name_is_refused_in_the_form_for_programs(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/metrics", headers={"host": "evil.example"})
    assert (answer.status_code, answer.json()["error"]) == (421, "unknown_host")


async def test_it_is_answered_while_the_store_fails(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    rooms.desk.refusal = StoreError("disk_full", "the disk is full")
    found = await page(browser)
    assert found["kiosk_store_ok"]["kiosk_store_ok", ()] == 0
    assert "kiosk_waiting" not in found
    assert "process_cpu_seconds_total" in found


async def test_troubles_and_doubts_are_told_while_they_last(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    rooms.troubles.set("paper_out", Action.CLEAR)
    rooms.journal.doubt(TICKET_ID)
    found = await page(browser)
    labels = (("action", "clear"), ("device", "printer"), ("fault", "paper_out"))
    assert found["kiosk_trouble"] == {("kiosk_trouble", labels): 1}
    assert found["kiosk_effects_uncertain"]["kiosk_effects_uncertain", ()] == 1
    rooms.troubles.set(None)
    assert "kiosk_trouble" not in await page(browser)


async def test_answers_are_counted_by_part_and_status_also_those_of_the_guard(
    browser: httpx.AsyncClient,
) -> None:
    await browser.get("/api/services")
    await browser.get("/api/nothing")
    await browser.get("/", headers={"host": "evil.example"})
    await browser.get("/board")
    found = (await page(browser))["kiosk_http_requests_total"]
    counted = {(dict(labels)["part"], dict(labels)["status"]): n for (_, labels), n in found.items()}
    assert counted == {("api", "2xx"): 1, ("api", "4xx"): 1, ("screen", "4xx"): 1, ("board", "2xx"): 1}


async def test_a_fault_of_ours_is_counted_too(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    rooms.desk.refusal = ZeroDivisionError("ours")
    assert (await browser.get("/api/board")).status_code == 500
    rooms.desk.refusal = None
    found = (await page(browser))["kiosk_http_requests_total"]
    assert found["kiosk_http_requests_total", (("part", "api"), ("status", "5xx"))] == 1


async def test_no_ticket_is_on_the_page(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    rooms.context.metrics.desk_event(DeskEvent("issued", ticket("A012", ticket_id=TICKET_ID)))
    await browser.get(f"/T/{TICKET_ID}")
    await browser.get(f"/api/tickets/{TICKET_ID}")
    text = (await browser.get("/metrics")).text
    assert TICKET_ID not in text and "A012" not in text
    assert 'kiosk_http_requests_total{part="phone",status="2xx"} 1' in text


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/", "screen"),
        ("/visit/touch", "screen"),
        ("/api/board/events", "api"),
        ("/counter/login", "counter"),
        ("/board/stream", "board"),
        ("/T/K7Q2M9X4RB6D", "phone"),
        ("/static/css/base.css", "static"),
        ("/metrics", "health"),
        ("/wp-login.php", "other"),
        ("/" + "a" * 9999, "other"),
    ],
)
def test_whatever_is_asked_for_there_are_few_parts(path: str, part: str) -> None:
    assert part_of(path) == part


@pytest.mark.parametrize(
    ("client", "allowed"),
    [
        (None, True),
        (("127.0.0.1", 1), True),
        (("::1", 1), True),
        (("testclient", 1), False),
        (("10.0.0.1", 1), False),
    ],
)
def test_this_machine_is_known_by_its_address(client: tuple[str, int] | None, allowed: bool) -> None:
    assert is_this_machine(Request({"type": "http", "client": client})) is allowed


async def test_only_http_is_counted() -> None:
    passed: list[str] = []

    async def app(scope: dict, receive: object, send: object) -> None:
        passed.append(scope["type"])

    await Counted(app, lambda *_: pytest.fail("counted"))({"type": "lifespan"}, None, None)
    assert passed == ["lifespan"]
