"""The dispenser's side of the bench over HTTP, without a network; and the program that offers its wires."""

import asyncio
import json
import random
import subprocess
import sys
from contextlib import suppress

import httpx
import pytest

from simulator.bench.app import build_app
from simulator.bench.context import Bench
from simulator.bench.hub import Hub
from simulator.bench.treats import teller as teller_of
from simulator.bench.words import treat_words
from simulator.clock import SimulationClock
from simulator.devices.dispenser.options import DispenserOptions
from simulator.devices.printer.printer import TicketPrinter
from simulator.dispenser_place import DispenserPlace
from simulator.replay import Replayer
from simulator.scenarios.player import ScenarioPlayer
from simulator.station import Station
from simulator.wires.line import Line


@pytest.fixture(params=["vmc", "modbus"])
async def bench(request, tmp_path):
    loop = asyncio.get_running_loop()
    station = Station(Line(TicketPrinter(), random.Random(1)), SimulationClock(loop.time, 0), loop)
    options = DispenserOptions(model=request.param)
    place = DispenserPlace(options, random.Random(1), station.clock, loop, station.trace)
    player = ScenarioPlayer(station, loop, place.stations)
    yield Bench(station, player, Replayer(station, loop), Hub(), {}, tmp_path, {}, dispenser_place=place)
    player.stop()
    station.close()
    place.close()


@pytest.fixture
async def client(bench):
    transport = httpx.ASGITransport(build_app(bench))
    async with httpx.AsyncClient(transport=transport, base_url="http://bench") as client:
        yield client


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_the_page_has_a_button_for_every_act(client, bench, language):
    page = (await client.get("/treats", params={"lang": language})).text
    for act in bench.dispenser_place.dispenser.line.acts:
        assert f'data-act="{act.name}"' in page, act.name
    assert page.count("data-slot=") == 6 and 'href="/treats' in (await client.get("/")).text


async def test_hands_are_done_and_nonsense_is_told(client):
    done = await client.post("/devices/dispenser/hands/jam-slot", json={"slot": 3})
    assert done.status_code == 200 and done.json()["jammed"] == [3]
    refused = await client.post("/devices/dispenser/hands/jam_slot", json={"slot": 33})
    assert refused.status_code == 422 and "there is no slot 33" in refused.json()["error"]
    assert (await client.post("/devices/dispenser/hands/take_item")).status_code == 422


async def test_the_stream_tells_only_news(bench):
    teller = teller_of(bench, bench.dispenser_place)
    first = teller.news()
    state = json.loads(first.partition("data: ")[2].partition("\n")[0])
    assert [slot["left"] for slot in state["devices"]["dispenser"]["slots"]] == [10, 10, 12, 12, 12, 8]
    assert teller.news() == ""
    bench.dispenser_place.dispenser.act("open_door", {})
    news = teller.news()
    assert "event: treats" in news and "door opened" in news


def test_what_is_wrong_is_said_in_words():
    well = {"power": "on", "cable": "in", "drop_sensor": "ok", "door": "closed", "tray": [], "faults": {}}
    assert [word["en"] for word in treat_words(well)] == ["All is well"]
    assert treat_words({**well, "tray": ["water"]})[0]["en"] == "Items wait in the tray"
    said = treat_words({**well, "jammed": [1], "empty": [2], "door": "open"})
    assert [word["en"] for word in said] == ["Door is open", "A slot is jammed", "A slot is empty"]


@pytest.mark.parametrize("asked", [["--dispenser"], ["--dispenser", "modbus"]])
def test_the_program_offers_both_wires(tmp_path, asked):
    command = [sys.executable, "-m", "simulator", "--data", str(tmp_path), "--bench-port", "0", *asked]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        try:
            told = [running.stdout.readline() for _ in range(6)]
            wanted = [tmp_path / "wires" / where for where in ("dispenser", "robot/dispenser")]
            for _ in range(200):
                if all(each.is_symlink() for each in wanted):
                    break
                with suppress(subprocess.TimeoutExpired):
                    running.wait(0.05)
            assert all(each.is_symlink() for each in wanted)
            assert any(line.startswith("dispenser") for line in told)
        finally:
            running.terminate()
            running.wait(20)
