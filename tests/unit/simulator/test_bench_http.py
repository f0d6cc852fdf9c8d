"""The bench over HTTP, without a network: everything a page can do a script can do."""

import asyncio
import io
import json
import random
import zipfile

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from simulator.bench.app import build_app
from simulator.bench.context import Bench
from simulator.bench.hub import Hub
from simulator.bench.stream import _stream
from simulator.clock import SimulationClock
from simulator.devices.interfaces import PUBLIC
from simulator.devices.printer.options import PrinterOptions
from simulator.devices.printer.printer import TicketPrinter
from simulator.replay import Replayer
from simulator.scenarios.load import load_shipped
from simulator.scenarios.player import ScenarioPlayer
from simulator.station import Station
from simulator.wires.line import Line

ACTS = (
    *("open_cover", "close-cover", "remove_roll", "insert_roll", "near_end", "tear_off", "press_feed"),
    *("jam_cutter", "clear_cutter", "overheat", "cool_down", "power_off", "power_on", "power_cycle"),
    *("pull_cable", "plug_cable", "reconnect_elsewhere", "silent", "garble", "slow", "delay", "intermittent"),
    *("half_frame", "duplicate_frame", "noise", "back_pressure", "wrong_baud", "ok"),
    *("personality_clone", "personality_epson"),
)
TICKET = b"\x1dv0\x00\x48\x00\x02\x00" + b"\xff" * 144 + b"\x1dVB\x00"


@pytest.fixture
async def bench(tmp_path):
    loop = asyncio.get_running_loop()
    line = Line(TicketPrinter(PrinterOptions(baud=0, speed_mm_s=0)), random.Random(1))
    station = Station(line, SimulationClock(loop.time), loop)
    hub = Hub()
    station.on_events(lambda _: hub.changed())
    bench = Bench(
        station,
        ScenarioPlayer(station, loop),
        Replayer(station, loop),
        hub,
        load_shipped(line.acts),
        tmp_path,
        {"public": "/somewhere"},
        {"seed": 1},
    )
    yield bench
    bench.player.stop()
    bench.replayer.stop()
    station.close()


@pytest.fixture
async def client(bench):
    transport = httpx.ASGITransport(build_app(bench))
    async with httpx.AsyncClient(transport=transport, base_url="http://bench") as client:
        yield client


async def test_devices_tell_their_state_and_what_hands_can_do(client):
    (device,) = (await client.get("/devices")).json()
    assert device["name"] == "printer" and device["state"]["paper"] == "full"
    assert {"vi": "Mở nắp", "en": "Open cover"} in [act["label"] for act in device["acts"]]
    assert (await client.get("/devices/printer")).json() == device
    assert (await client.get("/devices/lidar")).json()["devices"] == ["printer"]


@pytest.mark.parametrize(
    "act",
    ACTS,
)
async def test_every_act_answers_with_the_new_state(client, act):
    answer = await client.post(f"/devices/printer/hands/{act}")
    assert answer.status_code == 200 and "cover" in answer.json()


async def test_parameters_come_in_the_body(client):
    state = (await client.post("/devices/printer/hands/near_end", json={"mm": 40})).json()
    assert state["paper"] == "low" and state["paper_mm"] == 40


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/devices/printer/hands/fly", b"", 404),
        ("/devices/base/hands/lift", b"", 404),
        ("/devices/printer/hands/near_end", b"{", 400),
        ("/devices/printer/hands/near_end", b"[1]", 400),
        ("/devices/printer/hands/near_end", b"[" * 50_000, 400),
        ("/devices/printer/hands/near_end", b"\xff\xfe", 400),
        ("/devices/printer/hands/near_end", b'{"mm": "x"}', 422),
        ("/devices/printer/hands/near_end", b'{"mm": NaN}', 422),
        ("/devices/printer/hands/near_end", b'{"mm": -1}', 422),
        ("/devices/printer/hands/near_end", b'{"cm": 4}', 422),
        ("/devices/printer/hands/near_end", b'{"mm": 1' + b"0" * 400 + b"}", 422),
        ("/devices/printer/hands/open_cover", b" " * 1_100_000, 413),
        ("/speed", b"", 422),
        ("/speed", b'{"speed": -1}', 422),
        ("/scenarios", b"nonsense", 422),
        ("/scenarios", b"\xff", 400),
        ("/scenarios/none/start", b"", 404),
        ("/recordings/start", b'{"name": "../x"}', 422),
        ("/recordings/none/replay", b"", 404),
    ],
)
async def test_bad_requests_are_told_plainly_and_never_as_ours(client, path, body, status):
    answer = await client.post(path, content=body)
    assert answer.status_code == status
    assert answer.json()["error"]


PLAIN = st.none() | st.booleans() | st.floats() | st.text(max_size=5)


@given(
    body=st.binary(max_size=60)
    | st.recursive(
        PLAIN,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    ).map(lambda value: json.dumps(value).encode())
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_no_body_whatever_breaks_the_bench(client, body):
    for path in ("/devices/printer/hands/near_end", "/speed", "/scenarios", "/recordings/start"):
        assert (await client.post(path, content=body)).status_code < 500


async def test_a_page_of_another_site_cannot_act(client):
    answer = await client.post("/devices/printer/hands/open_cover", headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403
    own = await client.post("/devices/printer/hands/open_cover", headers={"Origin": "http://bench"})
    assert own.status_code == 200


async def test_tickets_are_listed_and_shown(client, bench):
    bench.station.feed(PUBLIC, TICKET)
    (ticket,) = (await client.get("/tickets")).json()
    assert ticket["n"] == 1 and ticket["cut"] and (ticket["width"], ticket["height"]) == (576, 98)
    picture = await client.get(ticket["png"])
    assert picture.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(picture.content)).size == (576, 98)
    assert (await client.get("/tickets/2.png")).status_code == 404
    assert (await client.get("/tickets?after=1")).json() == []
    assert (await client.get("/tickets?after=x")).status_code == 422


async def test_the_trace_is_json(client, bench):
    bench.station.feed(PUBLIC, b"\x10\x04\x01")
    lines = (await client.get("/trace")).json()
    assert [(line["way"], line["hex"]) for line in lines] == [(">", "10 04 01"), ("<", "12")]


async def test_time_can_be_stopped_and_hurried(client, bench):
    assert (await client.post("/speed", json={"speed": 10})).json()["speed"] == 10
    assert (await client.post("/speed", json={"speed": 0})).json()["speed"] == 0
    assert (await client.get("/speed")).json()["speed"] == 0


async def test_scenarios_are_listed_started_and_stopped(client, bench):
    listed = (await client.get("/scenarios")).json()
    assert (
        "cutter_jam" in [scenario["name"] for scenario in listed["scenarios"]] and listed["playing"] is None
    )
    started = (await client.post("/scenarios/paper_out_mid_ticket/start")).json()
    assert (started["done"], started["finished"]) == (1, False)
    assert bench.station.line.state()["paper_mm"] == 40
    await client.post("/scenarios/stop")
    assert (await client.get("/scenarios")).json()["playing"] is None


async def test_a_scenario_can_be_sent(client):
    text = "title: {vi: a, en: a}\nabout: {vi: a, en: a}\nsteps:\n  - {at: 0, do: open_cover}\n"
    assert (await client.post("/scenarios", content=text)).json()["finished"]
    wrong = (await client.post("/scenarios", content=text.replace("open", "opne"))).json()
    assert wrong["errors"] == ["body:4:17: error: unknown act 'opne_cover'; did you mean open_cover?"]


async def test_what_a_host_sent_can_be_recorded_and_replayed(client, bench):
    await client.post("/recordings/start", json={"name": "morning"})
    bench.station.feed(PUBLIC, TICKET)
    assert (await client.post("/recordings/stop")).json() == {"recordings": ["morning"]}
    replayed = (await client.post("/recordings/morning/replay")).json()
    assert replayed == {"replaying": "morning", "chunks": 1}
    async with asyncio.timeout(5):
        while bench.replayer.playing:  # noqa: ASYNC110 (no event tells it)
            await asyncio.sleep(0.01)
    first, second = (await client.get("/tickets")).json()
    assert (await client.get(first["png"])).content == (await client.get(second["png"])).content


async def test_the_bundle_holds_what_is_needed_to_see_it_again(client, bench):
    bench.station.feed(PUBLIC, TICKET)
    archive = zipfile.ZipFile(io.BytesIO((await client.get("/export")).content))
    assert {"about.json", "trace.jsonl", "tickets/1.png"} == set(archive.namelist())
    assert json.loads(archive.read("about.json"))["seed"] == 1


async def test_the_event_stream_tells_news_and_ends_when_the_bench_closes(bench):
    stream = _stream(bench)
    assert await anext(stream) == "retry: 1000\n\n"
    assert "event: state" in await anext(stream)
    bench.station.feed(PUBLIC, TICKET)
    news = await anext(stream)
    assert "event: trace" in news and "event: tickets" in news
    bench.hub.close()
    assert [part async for part in stream] == []


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_the_page_is_strict_and_whole_in_both_languages(client, language):
    page = await client.get(f"/?lang={language}")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert f'<html lang="{language}">' in page.text
    assert " style=" not in page.text and "<style" not in page.text and " onclick" not in page.text
    assert "built-in method" not in page.text
    for name in ("bench.css", "machine.css", "bench.js", "machine.js", "trace.js", "tickets.js", "bench.svg"):
        assert (await client.get(f"/static/{name}")).status_code == 200


async def test_the_bench_is_alive(client):
    assert (await client.get("/healthz")).text == "ok\n"
