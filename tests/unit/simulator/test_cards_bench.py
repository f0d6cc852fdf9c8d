"""The cards' side of the bench over HTTP, without a network: hands, texts, scenarios, the page."""

import asyncio
import json
import random

import httpx
import pytest

from simulator.bench.app import build_app
from simulator.bench.cards import teller as teller_of
from simulator.bench.context import Bench
from simulator.bench.hub import Hub
from simulator.bench.words import card_words
from simulator.card_holders import holder
from simulator.card_place import CardPlace, CardPlaceOptions
from simulator.clock import SimulationClock
from simulator.devices.interfaces import PUBLIC
from simulator.devices.printer.printer import TicketPrinter
from simulator.replay import Replayer
from simulator.scenarios.load import load_shipped
from simulator.scenarios.player import ScenarioPlayer
from simulator.station import Station
from simulator.wires.line import Line

SCANNER = (
    *("hold_card", "hold-twice", "hold_torn", "hold_mojibake", "hold_control", "hold_link", "hold_long"),
    *("take_away", "continuous", "on_command", "ending_cr", "ending_lf", "ending_crlf", "ending_none"),
    *("charset_utf8", "charset_1258", "charset_ascii", "charset_twice", "pull_cable", "plug_cable"),
    *("reconnect_elsewhere", "ok", "silent", "garble", "noise", "slow", "delay", "intermittent"),
    *("half_frame", "duplicate_frame", "back_pressure", "wrong_baud"),
)
CAMERA = (
    *("hold_card", "hold-wrong-side", "hold_torn", "hold_link", "hold_long", "take_away", "set_light"),
    *("cover_lens", "uncover_lens", "freeze", "black", "stall", "run_on", "cut_connection", "pull_cable"),
    *("plug_cable", "reconnect_elsewhere", "ok", "silent", "garble", "delay", "intermittent"),
    *("half_frame", "duplicate_frame"),
)


class Listening:
    """A host's end of the scanner's wire."""

    def __init__(self) -> None:
        self.heard = b""

    def send(self, data: bytes) -> None:
        self.heard += data

    def look(self) -> None:
        """Nothing changes here."""


@pytest.fixture
async def bench(tmp_path):
    loop = asyncio.get_running_loop()
    station = Station(Line(TicketPrinter(), random.Random(1)), SimulationClock(loop.time, 50), loop)
    place = CardPlace(CardPlaceOptions(), random.Random(1), station.clock, loop, station.trace)
    player = ScenarioPlayer(station, loop, place.stations)
    bench = Bench(station, player, Replayer(station, loop), Hub(), {}, tmp_path, {}, card_place=place)
    bench.scenarios = load_shipped(bench.acts)
    bench.add_address("code_scanner", PUBLIC, "/somewhere/code_scanner")
    yield bench
    player.stop()
    bench.replayer.stop()
    station.close()
    place.close()


@pytest.fixture
async def client(bench):
    transport = httpx.ASGITransport(build_app(bench))
    async with httpx.AsyncClient(transport=transport, base_url="http://bench") as client:
        yield client


async def until(condition) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 (no event tells it)
            await asyncio.sleep(0.005)


async def test_the_devices_are_there(client):
    devices = (await client.get("/devices")).json()
    assert [device["name"] for device in devices] == ["printer", "code_scanner", "camera"]
    assert devices[1]["addresses"] == {"public": "/somewhere/code_scanner"}
    assert devices[1]["state"]["mode"] == "continuous" and devices[2]["state"]["picture"] == "live"


@pytest.mark.parametrize(
    ("device", "act"),
    [*(("code_scanner", act) for act in SCANNER), *(("camera", act) for act in CAMERA)],
)
async def test_every_act_of_hands_has_its_address(client, bench, device, act):
    answer = await client.post(f"/devices/{device}/hands/{act}")
    assert answer.status_code == 200 and "cable" in answer.json()
    acts = SCANNER if device == "code_scanner" else CAMERA
    assert len(bench.card_place.stations[device].line.acts) == len(acts)


async def test_what_hands_hold_reaches_the_host(client, bench):
    host = Listening()
    station = bench.card_place.code_scanner
    station.add_wire(PUBLIC, host)
    station.set_host(PUBLIC, True, 9600)
    body = {"citizen": 12, "generation": 2024}
    state = (await client.post("/devices/code_scanner/hands/hold_card", json=body)).json()
    assert state["held"] == "citizen 12, card of 2024"
    await until(lambda: host.heard.endswith(b"\r"))
    assert host.heard.decode() == holder(12, 2024).qr + "\r"


async def test_any_text_is_held_to_scanner_and_camera(client, bench):
    answer = await client.post("/devices/code_scanner/hold", json={"text": "số 1", "seconds": 0})
    assert answer.json()["held"] == "a text"
    answer = await client.post("/devices/camera/hold", json={"text": "số 1", "distance_mm": 150})
    assert (answer.json()["held"], answer.json()["distance_mm"]) == ("a slip", 150)


@pytest.mark.parametrize("device", ["code_scanner", "camera"])
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": 5}, "text"),
        ({"text": "a" * 5000}, "text"),
        ({"text": "a", "colour": 1}, "colour"),
        ({"text": "a", "seconds": -1, "distance_mm": 1}, None),
    ],
)
async def test_what_cannot_be_held_is_told_plainly(client, device, body, field):
    answer = await client.post(f"/devices/{device}/hold", json=body)
    assert answer.status_code == 422 and answer.json()["error"]
    assert field in (None, answer.json()["field"])


async def test_numbers_out_of_range_are_refused(client):
    answer = await client.post("/devices/camera/hands/hold_card", json={"distance_mm": 1})
    assert answer.status_code == 422 and "60 to 1000 mm" in answer.json()["error"]


async def test_no_stream_while_the_cable_is_out(client, bench):
    await client.post("/devices/camera/hands/pull_cable")
    assert (await client.get("/camera.mjpeg")).status_code == 503


async def test_scenarios_hold_cards(client, bench):
    assert {"card_scanner", "card_camera"} <= set(bench.scenarios)
    await client.post("/scenarios/card_scanner/start")
    await until(lambda: bench.player.run.finished)
    assert not bench.player.run.failed and bench.card_place.scanner.codes_read >= 6
    text = "title: {vi: a, en: a}\nabout: {vi: a, en: a}\nsteps:\n"
    text += "  - {at: 0, do: camera.stall, with: {seconds: 1}}\n"
    text += "  - {expect: camera.stalled_over}\n"
    text += "  - {do: camera.hold_link, when: camera.covered, within: 0.1}\n"
    assert (await client.post("/scenarios", content=text)).status_code == 200
    await until(lambda: bench.player.run.finished)
    assert bench.player.run.failed.startswith("step 3: camera.covered")


async def test_the_stream_tells_changes_and_lines_of_these_devices_only(bench):
    teller = teller_of(bench, bench.card_place)
    assert "event: cards" in teller.news() and teller.news() == ""
    bench.station.act("open_cover", {})
    bench.card_place.camera.act("cover_lens", {})
    lines = [line for line in teller.news().splitlines() if line.startswith("data: ")]
    cards, trace = (json.loads(line.removeprefix("data: ")) for line in lines)
    assert cards["words"]["camera"] == [
        {"level": "trouble", "vi": "Ống kính bị che", "en": "Lens is covered"}
    ]
    assert [line["text"] for line in trace] == ["camera: covered"]


def test_the_state_is_said_in_plain_words():
    well = {"cable": "in", "charset": "utf8", "baud_mismatch": False}
    assert [words["en"] for words in card_words("code_scanner", well)] == ["All is well"]
    ill = {**well, "cable": "out", "charset": "twice", "baud_mismatch": True, "faults": {"garble": {}}}
    assert [words["en"] for words in card_words("code_scanner", ill)] == [
        *("Cable is out", "Speeds differ", "Wrong charset", "Wire is faulty")
    ]
    assert card_words("camera", {"held": "a slip"})[0]["en"] == "Something is held to it"


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_the_page_is_strict_and_whole_in_both_languages(client, language):
    page = await client.get(f"/cards?lang={language}")
    assert page.status_code == 200 and f'<html lang="{language}">' in page.text
    assert " style=" not in page.text and " onclick" not in page.text and "built-in method" not in page.text
    keys = [part.split('"')[0] for part in page.text.split('data-key="')[1:]]
    assert len(keys) == len(set(keys)) and {"h", "w", "m", "p", "P"} <= set(keys)
    assert 'value="card_scanner"' in page.text and 'value="cutter_jam"' not in page.text
    assert 'href="/cards?' in (await client.get("/")).text and 'href="/?' in page.text
    for name in ("cards.js", "cards.css"):
        assert (await client.get(f"/static/{name}")).status_code == 200
