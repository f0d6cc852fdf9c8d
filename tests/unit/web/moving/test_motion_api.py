"""`/api/motion`: the same orders for programs, with a login or a token."""

import httpx
import pytest

from kiosk.web.api import routers
from kiosk.web.app import create_app
from tests.unit.web.fake_staff import PIN
from tests.unit.web.fakes import Rooms

API = "/api/motion"


async def test_nobody_without_a_login(browser: httpx.AsyncClient, rooms: Rooms) -> None:
    assert (await browser.get(API)).status_code == 401
    assert (await browser.post(API, json={"order": "stop"})).status_code == 401
    assert rooms.base.told == []


async def test_where_it_is(staff: httpx.AsyncClient) -> None:
    told = (await staff.get(API)).json()
    assert told["state"] == "at_post" and told["place"] == "post"
    assert told["pose"] == {"x": 5.4, "y": 0.8, "yaw": 0.0}
    assert told["path"] == [] and told["particles"] == [] and told["battery"] == 70


async def test_orders(staff: httpx.AsyncClient, rooms: Rooms) -> None:
    answer = await staff.post(API, json={"order": "send", "place": "counter_2"})
    assert answer.status_code == 200
    assert answer.json()["state"] == "announcing" and answer.json()["goal"] == "counter_2"
    answer = await staff.post(API, json={"order": "stop"})
    assert answer.json()["goal"] == "" and rooms.base.told[-1] == "stop"


@pytest.mark.parametrize(
    ("order", "status", "words"),
    [
        ({"order": "send"}, 409, "send needs a place"),
        ({"order": "send", "place": "roof"}, 409, "has no place 'roof'"),
        ({"order": "release"}, 409, "release"),
        ({"order": "fly"}, 422, "order"),
        ({}, 422, "order"),
        ({"order": "stop", "more": 1}, 422, "more"),
    ],
)
async def test_orders_that_make_no_sense(
    staff: httpx.AsyncClient, order: dict[str, object], status: int, words: str
) -> None:
    answer = await staff.post(API, json=order)
    assert answer.status_code == status
    assert words in answer.json()["detail"]


async def test_a_robot_that_does_not_move() -> None:
    rooms = Rooms()
    transport = httpx.ASGITransport(
        create_app(rooms.context, routers(rooms.context)), raise_app_exceptions=False
    )
    async with httpx.AsyncClient(transport=transport, base_url="http://kiosk.test") as browser:
        await browser.post("/counter/login", data={"name": "Lan", "pin": PIN})
        assert (await browser.get(API)).status_code == 404
        assert (await browser.post(API, json={"order": "stop"})).status_code == 404
    await rooms.visit.close()
