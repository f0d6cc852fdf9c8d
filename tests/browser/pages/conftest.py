"""The pages on fakes in headless Chromium; breaking the policy or asking another host fails the test."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.unit.web.fake_staff import PIN
from tests.unit.web.serve import ServedRooms

TALK = ("services", "priority", "library", "procedures", "card", "answer", "checklist", "choose", "ask")
SCREENS = ("attract", *TALK, "ticket", "trouble", "closed")
EXPECTED = ("status of 401", "status of 404", "status of 409", "ERR_CONNECTION_REFUSED")


@pytest.fixture(scope="session")
def server() -> Iterator[ServedRooms]:
    with ServedRooms() as served:
        yield served


@pytest.fixture
def robot(server: ServedRooms) -> ServedRooms:
    """A fresh robot behind the same address."""
    server.fresh()
    return server


@pytest.fixture
def page(chromium: Browser, robot: ServedRooms) -> Iterator[Page]:
    """A portrait page; its console must stay clean and every request must be ours."""
    context = chromium.new_context(viewport={"width": 1080, "height": 1920}, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith(robot.url) else complaints.append(request.url),
    )
    yield page
    context.close()
    assert [c for c in complaints if not any(known in c for known in EXPECTED)] == []


@pytest.fixture
def citizen(page: Page, robot: ServedRooms) -> Page:
    page.goto(robot.url)
    return page


@pytest.fixture
def show(page: Page, robot: ServedRooms) -> Callable[..., Page]:
    """Brings the citizen's screen to one state and shows it."""

    def go(name: str, language: str = "vi", size: str = "normal", *, contrast: bool = False) -> Page:
        robot.do(lambda rooms: rooms.come_to(name, language, size, contrast))
        page.goto(robot.url)
        page.wait_for_selector(f".screen-{name}")
        page.evaluate("document.fonts.ready")
        return page

    return go


@pytest.fixture
def counter(page: Page, robot: ServedRooms) -> Page:
    """The work page of counter 2 on an office PC, Lan logged in."""
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{robot.url}/counter")
    page.fill("#pin", PIN)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(f"{robot.url}/counter/at/2")
    return page
