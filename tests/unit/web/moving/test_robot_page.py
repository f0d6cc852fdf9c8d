"""A robot that moves on its pages: staff see it and send it, whoever touches its screen stops it."""

import asyncio
import json
from io import BytesIO

import httpx
import pytest
from PIL import Image

from drivers.motion import MotionReport, MotionState, Pose, TripEnd
from kiosk.web.api import routers
from kiosk.web.app import create_app
from kiosk.web.hall_picture import FREE, OCCUPIED, hall_picture
from kiosk.web.robot_view import LONGEST_PATH, where
from tests.unit.web.fake_staff import PIN
from tests.unit.web.fakes import Rooms, shipped
from tests.unit.web.moving_rooms import AT_POST, with_base

PUSHED = {"x-pushed": "1"}
ROBOT = "/counter/robot"


async def order(staff: httpx.AsyncClient, step: str, **fields: str) -> httpx.Response:
    return await staff.post(f"{ROBOT}/{step}", data={"request_id": step, **fields}, headers=PUSHED)


async def test_a_robot_that_cannot_move_has_no_such_page() -> None:
    rooms = Rooms()
    transport = httpx.ASGITransport(create_app(rooms.context), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://kiosk.test") as browser:
        await browser.post("/counter/login", data={"name": "Lan", "pin": PIN})
        for path in (ROBOT, f"{ROBOT}/hall.png", f"{ROBOT}/stream"):
            assert (await browser.get(path)).status_code == 404
        assert (await browser.post("/moving/stop")).status_code == 404
        assert ROBOT not in (await browser.get("/counter/at/1")).text
        assert "halt" not in (await browser.get("/")).text
    await rooms.visit.close()


async def test_only_staff_see_it_and_send_it(browser: httpx.AsyncClient, rooms: Rooms) -> None:
    assert (await browser.get(ROBOT)).headers["location"] == "/counter"
    assert (await browser.get(f"{ROBOT}/hall.png")).status_code == 401
    for step in ("send", "home", "dock", "stop", "release", "nonsense"):
        assert (await order(browser, step, place="counter_1")).status_code == 401
    assert rooms.base.told == [] and rooms.context.travel.state == "at_post"


async def test_the_page_says_where_it_is_and_where_it_can_go(staff: httpx.AsyncClient) -> None:
    page = (await staff.get(ROBOT)).text
    for words in (
        "Đứng phục vụ",
        "ở Chỗ đứng của rô-bốt",
        "Pin 70 %",
        "Quầy 7",
        "Về trạm sạc",
        "Đi một vòng",
    ):
        assert words in page, words
    assert f'href="{ROBOT}"' in (await staff.get("/counter/at/1")).text


async def test_it_is_sent_held_and_stopped(staff: httpx.AsyncClient, rooms: Rooms) -> None:
    assert (await order(staff, "send", place="counter_3")).status_code == 204
    assert rooms.context.travel.state == "announcing"
    page = (await staff.get(ROBOT)).text
    assert "Sắp đi" in page and "đến Quầy 3" in page
    assert (await order(staff, "pause")).status_code == 204
    assert rooms.context.travel.state == "held"
    assert f'action="{ROBOT}/resume"' in (await staff.get(ROBOT)).text
    assert (await order(staff, "resume")).status_code == 204
    assert (await order(staff, "stop")).status_code == 204
    assert "stop" in rooms.base.told and rooms.context.travel.state == "at_post"


@pytest.mark.parametrize(
    ("step", "fields", "status"),
    [
        ("send", {"place": "roof"}, 409),
        ("send", {}, 400),
        ("locate", {"place": "roof"}, 409),
        ("release", {}, 409),
        ("fly", {}, 404),
    ],
)
async def test_orders_that_make_no_sense(
    staff: httpx.AsyncClient, rooms: Rooms, step: str, fields: dict[str, str], status: int
) -> None:
    answer = await order(staff, step, **fields)
    assert answer.status_code == status
    assert rooms.base.told == []
    if status == 409:
        assert answer.text == "Bây giờ rô-bốt không làm được việc đó."


async def test_a_stopped_robot_waits_for_who_has_looked(staff: httpx.AsyncClient, rooms: Rooms) -> None:
    rooms.base.say(MotionReport(MotionState.STOPPED, AT_POST.pose, 1.0, causes=("bumper",)))
    page = (await staff.get(ROBOT)).text
    assert "Xin đến xem rồi mới cho đi tiếp" in page and "Chạm phải vật gì đó." in page
    assert (await order(staff, "send", place="counter_1")).status_code == 409
    assert (await order(staff, "release")).status_code == 204
    assert rooms.base.told == ["release"]


async def test_a_person_says_where_it_stands(staff: httpx.AsyncClient, rooms: Rooms) -> None:
    assert (await order(staff, "locate", place="dock")).status_code == 204
    assert rooms.base.told == ["locate dock"]


async def test_one_touch_of_the_screen_stops_it(browser: httpx.AsyncClient, rooms: Rooms) -> None:
    assert 'id="halt"' not in (await browser.get("/")).text
    rooms.context.travel.send_to("counter_2")
    page = (await browser.get("/")).text
    assert "Tôi sắp đi" in page and "Đến Quầy 2" in page and 'action="/moving/stop"' in page
    assert page.index("inert") < page.index('id="halt"'), "nothing else can be touched"
    assert (await browser.post("/moving/stop", headers=PUSHED)).status_code == 204
    assert "stop" in rooms.base.told and rooms.context.travel.state == "at_post"
    assert 'id="halt"' not in (await browser.get("/")).text


async def test_a_guest_is_asked_to_follow(browser: httpx.AsyncClient, rooms: Rooms) -> None:
    rooms.context.travel.visit_changed(True)
    guided = asyncio.ensure_future(rooms.context.travel.guide("counter_4"))
    await asyncio.sleep(0)
    assert rooms.context.travel.state == "announcing"
    assert "Đến Quầy 4" in (await browser.get("/")).text
    await browser.post("/moving/stop", headers=PUSHED)
    assert await guided == "stopped"


async def test_the_stream_tells_where_it_is(staff: httpx.AsyncClient, rooms: Rooms) -> None:
    told = json.loads(where(AT_POST, hall_picture(shipped().folder / "hall/map.yaml")))
    assert told["x"] == pytest.approx(6.4) and told["turn"] == 0 and told["path"] == []
    assert 0 < told["y"] < 12


def test_a_long_way_is_thinned_and_keeps_its_end() -> None:
    picture = hall_picture(shipped().folder / "hall/map.yaml")
    path = tuple((index / 100, 1.0) for index in range(1000))
    report = MotionReport(MotionState.MOVING, Pose(0, 0, 1.5707963), 1.0, path=path)
    told = json.loads(where(report, picture))
    assert len(told["path"]) <= LONGEST_PATH + 1
    assert told["path"][-1][0] == pytest.approx(9.99 - picture.left_m, abs=0.002)
    assert told["turn"] == -90.0, "to the map's north is upwards, against the clock on the picture"
    assert "x" not in json.loads(where(MotionReport(MotionState.LOST), picture))


def test_the_map_is_a_picture_of_three_colours() -> None:
    picture = hall_picture(shipped().folder / "hall/map.yaml")
    image = Image.open(BytesIO(picture.png))
    assert {FREE, OCCUPIED} <= {colour for _, colour in image.getcolors(16)}
    assert image.width / image.height == pytest.approx(picture.width_m / picture.height_m, rel=0.01)


async def test_trips_that_end_are_seen(rooms: Rooms, staff: httpx.AsyncClient) -> None:
    rooms.context.travel.send_to("counter_1")
    rooms.base.end(TripEnd.ARRIVED)
    assert rooms.context.travel.view.goal == "counter_1"


async def test_just_switched_on_it_waits_for_staff_who_are_told_at_their_counter() -> None:
    rooms = Rooms(with_base(shipped()), looked_at=False)
    app = create_app(rooms.context, routers(rooms.context))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://kiosk.test") as browser:
        await browser.post("/counter/login", data={"name": "Lan", "pin": PIN})
        work = (await browser.get("/counter/at/1")).text
        assert "Rô-bốt vừa bật" in work and f'href="{ROBOT}"' in work
        rooms.context.travel.release()
        rooms.base.say(AT_POST)
        assert "Rô-bốt vừa bật" not in (await browser.get("/counter/at/1")).text
    await rooms.close()
