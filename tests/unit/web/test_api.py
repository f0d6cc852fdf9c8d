import httpx
import pytest

from kiosk.desk.store import StoreError
from kiosk.web.security import MAX_BODY_BYTES
from tests.unit.web.fake_staff import TOKEN
from tests.unit.web.fakes import Rooms

STAFF = {"authorization": f"Bearer {TOKEN}"}
WISH = "/api/tickets"
JSON = {"content-type": "application/json"}


def refused(answer: httpx.Response, status: int, word: str) -> None:
    assert (answer.status_code, set(answer.json())) == (status, {"error", "detail"}), answer.text
    assert answer.json()["error"] == word and answer.json()["detail"]


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "word"),
    [
        ("GET", "/api/nothing", {}, 404, "not_found"),
        ("GET", "/api/counters/1", {}, 401, "login_needed"),
        ("GET", "/api/counters/1", {"authorization": "Bearer \x7f"}, 401, "login_needed"),
        ("GET", "/api/counters/1", {"authorization": "Basic YTpi"}, 401, "login_needed"),
        ("GET", "/api/counters/1", {"cookie": "staff_session=none"}, 401, "login_needed"),
        ("GET", "/api/tickets/%00", {}, 404, "unknown_ticket"),
        ("GET", "/api/tickets/" + "a" * 30_000, {}, 404, "unknown_ticket"),
        ("GET", "/api/tickets/%ED%A0%80", {}, 404, "unknown_ticket"),
        ("DELETE", "/api/tickets", {}, 405, "method_not_allowed"),
        ("POST", "/healthz", {}, 405, "method_not_allowed"),
        ("GET", "/api/services", {"host": "evil.example"}, 421, "unknown_host"),
        ("POST", "/api/tickets", {"sec-fetch-site": "cross-site"}, 403, "other_site"),
    ],
)
async def test_every_refusal_is_a_problem_with_a_word_and_a_sentence(
    browser: httpx.AsyncClient, method: str, path: str, headers: dict[str, str], status: int, word: str
) -> None:
    refused(await browser.request(method, path, headers=headers), status, word)


async def test_a_refusal_keeps_the_headers_programs_look_for(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/api/counters/1")).headers["www-authenticate"] == "Bearer"
    assert (await browser.delete("/api/tickets")).headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("body", "kind", "status", "word"),
    [
        (b"{", "application/json", 422, "invalid"),
        (b"\xff\xfe{", "application/json", 400, "unreadable"),
        (b"[" * 60_000, "application/json", 400, "unreadable"),
        (b"1" * 5_000, "application/json", 400, "unreadable"),
        (b'{"\\ud800": 1}', "application/json", 422, "invalid"),
        (b'{"service": "\\ud800"}', "application/json", 422, "invalid"),
        (b'{"service": "land"}', "text/plain", 422, "invalid"),
        (b"service=land", "application/x-www-form-urlencoded", 422, "invalid"),
        (b"x" * (MAX_BODY_BYTES + 1), "application/json", 413, "too_long"),
        (b"", "application/json", 422, "invalid"),
    ],
)
async def test_no_body_however_broken_is_our_fault(
    browser: httpx.AsyncClient, body: bytes, kind: str, status: int, word: str
) -> None:
    refused(await browser.post(WISH, content=body, headers={"content-type": kind}), status, word)


async def test_a_long_body_is_refused_whether_or_not_it_says_how_long_it_is(
    browser: httpx.AsyncClient,
) -> None:
    async def pieces():
        for _ in range(200):
            yield b"x" * 1000

    refused(await browser.post(WISH, content=pieces(), headers=JSON), 413, "too_long")


async def test_a_store_that_fails_is_told_as_such_to_programs_and_to_people(
    rooms: Rooms, browser: httpx.AsyncClient
) -> None:
    rooms.desk.refusal = StoreError("disk_full", "the disk is full")
    refused(await browser.get("/api/board"), 503, "disk_full")
    assert (await browser.get("/healthz")).json() == {"status": "failed", "troubles": []}
    page = await browser.get("/board")
    assert page.status_code == 503 and "Máy chưa ghi được dữ liệu" in page.text
    assert page.headers["refresh"] == "5", "nobody stands at the board to load it again"


async def test_a_program_with_a_token_works_at_a_counter(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/api/counters/1/next", headers=STAFF)
    assert answer.status_code == 200 and answer.json()["number"] == "A013"


async def test_services_keep_the_configured_order(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    rooms.desk.order = tuple(reversed(rooms.desk.order))
    ids = [service["id"] for service in (await browser.get("/api/services")).json()]
    assert ids == [service.id for service in rooms.config.services]


async def test_the_description_names_what_is_really_answered(browser: httpx.AsyncClient) -> None:
    described = (await browser.get("/api/openapi.json")).json()
    assert "HTTPValidationError" not in described["components"]["schemas"]
    answers = described["paths"]["/api/counters/{counter}/next"]["post"]["responses"]
    assert set(answers) == {"200", "400", "401", "403", "404", "409", "413", "421", "422", "503"}
    problem = {"$ref": "#/components/schemas/Problem"}
    assert all(
        a["content"]["application/json"]["schema"] == problem for s, a in answers.items() if s != "200"
    )
    security = described["paths"]["/api/counters/{counter}/next"]["post"]["security"]
    assert security == [{"token": []}, {"session": []}]
