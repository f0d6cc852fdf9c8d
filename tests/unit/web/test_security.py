import httpx
import pytest

from kiosk.web.app import create_app
from kiosk.web.security import is_ours
from tests.unit.web.fake_staff import PIN
from tests.unit.web.fakes import TICKET_ID, Rooms

PAGES = ["/", "/counter", "/board", f"/t/{TICKET_ID}", "/P/VI/1.001193", "/nothing", "/static/css/base.css"]


@pytest.mark.parametrize("path", PAGES)
async def test_every_answer_carries_the_strict_headers(browser: httpx.AsyncClient, path: str) -> None:
    headers = (await browser.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


async def test_dynamic_pages_are_never_stored_and_static_files_are_asked_again(
    browser: httpx.AsyncClient,
) -> None:
    assert (await browser.get("/")).headers["cache-control"] == "no-store"
    assert (await browser.get("/static/css/base.css")).headers["cache-control"] == "no-cache"


async def test_no_page_has_inline_script_or_style(browser: httpx.AsyncClient) -> None:
    for path in PAGES[:6]:
        html = (await browser.get(path)).text
        assert " style=" not in html and "<style" not in html and " onclick" not in html
        assert html.count("<script") == html.count('<script type="module" src="/static/js/')
        assert "http://" not in html.replace("http://www.w3.org", "") and "https://" not in html


@pytest.mark.parametrize(
    "host", ["evil.example", "kiosk.test.evil.example", "", "[", "kiosk.test@evil.example:80"]
)
async def test_another_host_name_is_not_served(browser: httpx.AsyncClient, host: str) -> None:
    assert (await browser.get("/", headers={"host": host})).status_code == 421


@pytest.mark.parametrize(
    "host", ["kiosk.test", "KIOSK.test:8080", "localhost:1", "127.0.0.1:8080", "[::1]:80"]
)
def test_our_names_and_plain_addresses_are_served(host: str) -> None:
    assert is_ours(host, frozenset({"kiosk.test"}))


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://kiosk.test:81"},
    ],
)
async def test_a_form_from_another_site_is_refused(
    rooms: Rooms, browser: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    answer = await browser.post("/visit/touch", data={"visit": "1"}, headers=headers)
    assert answer.status_code == 403 and rooms.visit.screen.name == "attract"


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "same-origin"}, {"origin": "http://kiosk.test"}])
async def test_our_own_forms_are_taken(
    rooms: Rooms, browser: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    answer = await browser.post("/visit/touch", data={"visit": "1"}, headers=headers)
    assert answer.status_code == 303 and rooms.visit.screen.name == "services"


async def test_cookies_are_not_for_scripts_and_not_for_other_sites(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/counter/login", data={"name": "Lan", "pin": PIN})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/" in cookie


async def test_the_citizen_screen_is_driven_from_the_robot_only(rooms: Rooms) -> None:
    transport = httpx.ASGITransport(create_app(rooms.context), client=("192.0.2.77", 4000))
    async with httpx.AsyncClient(transport=transport, base_url="http://kiosk.test") as phone:
        assert (await phone.get("/")).status_code == 403
        assert (await phone.post("/visit/touch", data={"visit": "1"})).status_code == 403
        assert (await phone.get(f"/t/{TICKET_ID}")).status_code == 200
    assert rooms.visit.screen.name == "attract"


async def test_an_error_of_ours_shows_a_plain_page_with_the_strict_headers(
    rooms: Rooms, browser: httpx.AsyncClient
) -> None:
    async def broken() -> None:
        raise RuntimeError("secret detail")

    rooms.desk.board = broken
    answer = await browser.get("/board")
    assert answer.status_code == 500 and "default-src 'none'" in answer.headers["content-security-policy"]
    assert "secret detail" not in answer.text and "Traceback" not in answer.text and "<h1>" in answer.text
