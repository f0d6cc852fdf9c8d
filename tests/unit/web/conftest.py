"""The application on fakes, asked without a network."""

from collections.abc import AsyncIterator

import httpx
import pytest

from kiosk.web.api import routers
from kiosk.web.app import create_app
from kiosk.web.session import SESSION_COOKIE
from tests.unit.web.fake_staff import PIN
from tests.unit.web.fakes import Rooms


@pytest.fixture
async def rooms() -> AsyncIterator[Rooms]:
    rooms = Rooms()
    yield rooms
    await rooms.visit.close()


@pytest.fixture
async def browser(rooms: Rooms) -> AsyncIterator[httpx.AsyncClient]:
    """A browser at the robot."""
    transport = httpx.ASGITransport(
        create_app(rooms.context, routers(rooms.context)), raise_app_exceptions=False
    )
    async with httpx.AsyncClient(transport=transport, base_url="http://kiosk.test") as client:
        yield client


@pytest.fixture
async def staff(rooms: Rooms, browser: httpx.AsyncClient) -> httpx.AsyncClient:
    """The same browser, Lan logged in."""
    answer = await browser.post("/counter/login", data={"name": "Lan", "pin": PIN})
    assert answer.status_code == 303 and SESSION_COOKIE in browser.cookies
    return browser
