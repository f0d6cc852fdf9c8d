"""The hall's side of the bench over HTTP, without a network: dragging, adding, carrying, the page."""

import asyncio
import json
import random
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image

from simulator.bench.app import build_app
from simulator.bench.context import Bench
from simulator.bench.hall_view import teller as teller_of
from simulator.bench.hub import Hub
from simulator.bench.words import hall_words
from simulator.clock import SimulationClock
from simulator.devices.printer.printer import TicketPrinter
from simulator.hall.hall import Hall
from simulator.hall.map_file import load_walls
from simulator.hall.options import HallOptions
from simulator.hall.poses import Pose
from simulator.hall_place import HallPlace, HallPlaceOptions
from simulator.replay import Replayer
from simulator.scenarios.player import ScenarioPlayer
from simulator.station import Station
from simulator.wires.line import Line

MAP = Path(__file__).parents[3] / "config/hall/map.yaml"


@pytest.fixture
async def bench(tmp_path):
    loop = asyncio.get_running_loop()
    station = Station(Line(TicketPrinter(), random.Random(1)), SimulationClock(loop.time, 0), loop)
    hall = Hall(load_walls(MAP), HallOptions(start=Pose(5.4, 0.8, 0.0)), seed=1)
    place = HallPlace(HallPlaceOptions(), hall, random.Random(1), station.clock, loop, station.trace)
    player = ScenarioPlayer(station, loop, place.stations)
    yield Bench(station, player, Replayer(station, loop), Hub(), {}, tmp_path, {}, hall_place=place)
    player.stop()
    station.close()
    place.close()


@pytest.fixture
async def client(bench):
    transport = httpx.ASGITransport(build_app(bench))
    async with httpx.AsyncClient(transport=transport, base_url="http://bench") as client:
        yield client


async def test_the_devices_are_there(client):
    names = [device["name"] for device in (await client.get("/devices")).json()]
    assert names == ["printer", "mobile_base", "range_scanner"]


async def test_people_and_things_come_move_and_go(client, bench):
    hall = bench.hall_place.hall
    assert (await client.post("/hall/add_person", json={"x": 8.0, "y": 4.5})).status_code == 200
    assert (await client.post("/hall/add_child", json={"x": 2.4, "y": 2.6})).status_code == 200
    grown, child = hall.people
    assert (grown.child, child.child) == (False, True)
    assert (
        await client.post("/hall/move_person", json={"number": grown.number, "x": 7, "y": 1})
    ).status_code == 200
    assert (round(grown.x), round(grown.y)) == (7, 1)
    await client.post("/hall/remove_person", json={"number": child.number})
    assert hall.people == [grown]
    await client.post("/hall/add_thing", json={"x": 8.0, "y": 4.5})
    (thing,) = hall.obstacles.values()
    assert thing.radius_m == 0.15
    await client.post("/hall/move_thing", json={"number": thing.number, "x": 3, "y": 1})
    assert (thing.x, thing.y) == (3, 1)
    await client.post("/hall/remove_thing", json={"number": thing.number})
    assert not hall.obstacles
    await client.post("/hall/block", json={"x1": 8.0, "y1": 4.0, "x2": 8.0, "y2": 5.0})
    assert len(hall.obstacles) >= 3
    assert (await client.post("/hall/ask_to_pass")).status_code == 200


async def test_the_robot_is_carried_elsewhere_and_notices_nothing(client, bench):
    hall = bench.hall_place.hall
    travel = hall.sense(0.0).left_m
    assert (await client.post("/hall/carry_robot", json={"x": 8.0, "y": 4.5, "yaw": 1.5})).status_code == 200
    assert (hall.pose.x, hall.pose.y, hall.pose.yaw) == (8.0, 4.5, 1.5)
    assert hall.sense(0.0).left_m == travel


@pytest.mark.parametrize(
    ("act", "body", "status", "words"),
    [
        ("fly", {}, 404, "there are: carry_robot"),
        ("add_person", {"x": 1.0}, 422, "y is missing"),
        ("add_person", {"x": 1.0, "y": 2.0, "z": 3}, 422, "there is no 'z'"),
        ("add_person", {"x": "here", "y": 2.0}, 422, "x must be a number"),
        ("add_thing", {"x": 1.0, "y": 2.0, "radius": 9}, 422, "radius must be 0.03 to 2 m"),
        ("carry_robot", {"x": -0.9, "y": -0.9, "yaw": 0}, 422, "does not fit"),
        ("move_person", {"number": 77, "x": 1, "y": 1}, 404, "77"),
        ("remove_thing", {"number": 5}, 404, "5"),
    ],
)
async def test_what_makes_no_sense_is_told(client, act, body, status, words):
    answer = await client.post(f"/hall/{act}", json=body)
    assert answer.status_code == status
    assert words in answer.json()["error"]


async def test_the_map_is_drawn_north_up(client):
    answer = await client.get("/hall/map.png")
    image = Image.open(BytesIO(answer.content)).convert("RGB")
    original = Image.open(MAP.parent / "map.png").convert("L")
    assert image.size == original.size
    dark = [(x, y) for x in range(0, image.width, 7) for y in range(0, image.height, 7)]
    assert all((original.getpixel(at) < 90) == (image.getpixel(at) == (52, 62, 92)) for at in dark)


async def test_the_stream_tells_the_truth_and_only_news(bench):
    teller = teller_of(bench, bench.hall_place)
    first = teller.news()
    state = json.loads(first.partition("data: ")[2].partition("\n")[0])
    assert state["hall"]["robot"] == [5.4, 0.8, 0.0]
    assert state["hall"]["contacts"] == 0 and state["belief"] is None
    assert len(state["hall"]["scan"]) > 50
    assert "event: hall" not in teller.news()
    bench.hall_place.hall.add_obstacle(8.0, 4.5, 0.2)
    assert "event: hall" in teller.news()


def test_what_is_wrong_is_said_in_words():
    base = {
        "power": "on",
        "cable": "in",
        "emergency_stop": "pressed",
        "lifted": True,
        "sensors": {},
        "faults": {},
    }
    assert [word["en"] for word in hall_words("mobile_base", base)] == [
        "Emergency stop is pressed",
        "Lifted off the floor",
    ]
    well = {
        "cable": "in",
        "turns_per_s": 10.0,
        "healthy": True,
        "window": "clean",
        "sensor": ["ok"],
        "faults": {},
    }
    assert [word["level"] for word in hall_words("range_scanner", well)] == ["good"]
    assert hall_words("range_scanner", {**well, "sensor": ["stuck"]})[0]["en"] == "A sensor is faulty"


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_the_page_has_a_button_for_every_act(client, bench, language):
    page = (await client.get("/hall", params={"lang": language})).text
    for name, station in bench.hall_place.stations.items():
        assert f'data-device="{name}"' in page
        for act in station.line.acts:
            assert f'data-act="{act.name}"' in page or f'value="{act.name}"' in page, act.name
