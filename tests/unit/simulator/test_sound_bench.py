"""The sound's side of the bench over HTTP, without a network: people who speak, hands, what was heard."""

import asyncio
import io
import json
import random
import wave
import zipfile

import httpx
import numpy as np
import pytest

from simulator.acoustics import Acoustics, AcousticsOptions
from simulator.bench.app import build_app
from simulator.bench.context import Bench
from simulator.bench.hub import Hub
from simulator.bench.sound import SoundTeller
from simulator.bench.words import sound_words
from simulator.clock import SimulationClock
from simulator.devices.events import Uttered
from simulator.devices.interfaces import PUBLIC
from simulator.devices.printer.printer import TicketPrinter
from simulator.replay import Replayer
from simulator.scenarios.load import load_shipped
from simulator.scenarios.player import ScenarioPlayer
from simulator.sound.samples import pcm_of
from simulator.station import Station
from simulator.wires.line import Line

MICROPHONE = (
    *(
        "hush",
        "loud_noise",
        "hum",
        "music",
        "quiet-room",
        "echo",
        "no_echo",
        "mute",
        "unmute",
        "break_capsule",
    ),
    *("mend_capsule", "wrong_rate", "right_rate", "pull_cable", "plug_cable", "reconnect_elsewhere", "ok"),
    *("silent", "garble", "noise", "delay", "intermittent", "half_frame", "duplicate_frame"),
)
LOUDSPEAKER = (
    *("power_off", "power_on", "set_volume", "pull_cable", "plug_cable", "reconnect_elsewhere", "ok"),
    *("garble", "slow", "intermittent", "back_pressure"),
)
TONE = pcm_of((0.1 * np.sin(np.arange(22_050) / 9)).astype(np.float32))


@pytest.fixture
async def bench(tmp_path):
    loop = asyncio.get_running_loop()
    station = Station(Line(TicketPrinter(), random.Random(1)), SimulationClock(loop.time), loop)
    acoustics = Acoustics(AcousticsOptions(), random.Random(1), station.clock, loop, station.trace)
    player = ScenarioPlayer(station, loop, acoustics.stations, acoustics.citizens)
    bench = Bench(station, player, Replayer(station, loop), Hub(), {}, tmp_path, {}, acoustics=acoustics)
    bench.scenarios = load_shipped(bench.acts)
    bench.add_address("microphone", PUBLIC, "/somewhere/microphone")
    for each in acoustics.stations.values():
        each.on_events(lambda _: bench.sound_hub.changed())
    yield bench
    player.stop()
    bench.replayer.stop()
    station.close()
    await acoustics.close()


@pytest.fixture
async def client(bench):
    transport = httpx.ASGITransport(build_app(bench))
    async with httpx.AsyncClient(transport=transport, base_url="http://bench") as client:
        yield client


def say_something(bench: Bench, began: float = 1.0) -> None:
    bench.acoustics.heard.add(Uttered(began + 1.6, began, 22_050, TONE))


async def test_all_three_devices_are_there(client):
    devices = (await client.get("/devices")).json()
    assert [device["name"] for device in devices] == ["printer", "microphone", "loudspeaker"]
    assert devices[1]["addresses"] == {"public": "/somewhere/microphone"}
    assert devices[1]["state"]["cable"] == "in" and devices[2]["state"]["volume"] == 80
    assert (await client.get("/devices/loudspeaker")).json() == devices[2]


@pytest.mark.parametrize(
    ("device", "act"),
    [*(("microphone", act) for act in MICROPHONE), *(("loudspeaker", act) for act in LOUDSPEAKER)],
)
async def test_every_act_of_hands_has_its_address(client, bench, device, act):
    answer = await client.post(f"/devices/{device}/hands/{act}")
    assert answer.status_code == 200 and "cable" in answer.json()
    assert len(bench.acoustics.stations[device].line.acts) == len(
        MICROPHONE if device == "microphone" else LOUDSPEAKER
    )


async def test_a_citizen_says_what_was_posted(client, bench):
    body = {"text": "xin chào", "voice": "vi-south+f2", "speed": 150, "snr_db": 20}
    answer = (await client.post("/devices/microphone/say", json=body)).json()
    assert 0.5 < answer["ends"] - answer["began"] < 3
    assert bench.acoustics.microphone.line.state()["citizens"] == 1
    await client.post("/devices/microphone/hands/hush")
    assert bench.acoustics.microphone.line.state()["citizens"] == 0


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({}, 422, "text"),
        ({"text": "a", "voice": "xx"}, 422, "voice"),
        ({"text": "a", "speed": [1]}, 422, "speed"),
        ({"text": "a", "volume": 1}, 422, "volume"),
        ({"text": "..."}, 409, None),
    ],
)
async def test_what_cannot_be_said_is_told_plainly(client, body, status, field):
    answer = await client.post("/devices/microphone/say", json=body)
    assert answer.status_code == status and answer.json()["error"]
    assert answer.json().get("field") == field


async def test_what_the_robot_said_is_listed_and_can_be_fetched(client, bench):
    assert (await client.get("/heard")).json() == []
    say_something(bench, 1.0)
    say_something(bench, 5.0)
    first, second = (await client.get("/heard")).json()
    assert (first["n"], first["time"], first["ended"], first["length_s"]) == (1, 1.0, 2.0, 1.0)
    assert first["level_db"] == pytest.approx(-23, abs=0.2)
    assert (
        (await client.get("/heard?after=1")).json()
        == (await client.get("/heard?since=2.5")).json()
        == [second]
    )
    assert (await client.get("/heard?since=soon")).status_code == 422
    answer = await client.get(second["wav"])
    assert answer.headers["content-type"] == "audio/wav"
    with wave.open(io.BytesIO(answer.content)) as file:
        assert (file.getframerate(), file.readframes(99_999)) == (22_050, TONE)
    assert (await client.get("/heard/3.wav")).json() == {
        "error": "nothing numbered 3 is kept",
        "first": 1,
        "last": 2,
    }


async def test_the_bundle_holds_what_was_said(client, bench):
    say_something(bench)
    archive = zipfile.ZipFile(io.BytesIO((await client.get("/export")).content))
    assert {"about.json", "trace.jsonl", "heard/1.wav"} == set(archive.namelist())
    assert json.loads(archive.read("about.json"))["devices"]["loudspeaker"]["volume"] == 80


async def test_time_is_one_for_all_devices(client, bench):
    await client.post("/speed", json={"speed": 0})
    assert {each.clock.speed for each in bench.stations.values()} == {0.0}


async def test_a_scenario_with_people_plays(client, bench):
    text = "title: {vi: a, en: a}\nabout: {vi: a, en: a}\nsteps:\n  - {at: 0, do: microphone.mute}\n"
    assert (await client.post("/scenarios", content=text)).json()["finished"]
    assert bench.acoustics.microphone.line.state()["switch"] == "muted"
    assert (await client.post("/scenarios/speech_noise/start")).json()["done"] == 1
    assert "music" in bench.acoustics.microphone.line.state()["room"]


async def test_the_stream_tells_changes_sayings_and_the_lines_of_sound_only(bench):
    teller = SoundTeller(bench, bench.acoustics)
    assert "event: sound" in teller.news() and teller.news() == ""
    say_something(bench)
    bench.station.act("open_cover", {})
    bench.acoustics.loudspeaker.act("power_off", {})
    news = teller.news()
    lines = [line for line in news.splitlines() if line.startswith("data: ")]
    sound, trace, heard = (json.loads(line.removeprefix("data: ")) for line in lines)
    assert sound["devices"]["loudspeaker"]["power"] == "off" and sound["heard"] == 1
    assert sound["words"]["loudspeaker"] == [{"level": "trouble", "vi": "Loa tắt", "en": "Switched off"}]
    assert [utterance["n"] for utterance in heard] == [1]
    assert [line["text"] for line in trace] == ["loudspeaker: powered off"]


def test_the_state_is_said_in_plain_words():
    well = {"cable": "in", "switch": "on", "capsule": "ok", "rate_hz": 1, "right_rate_hz": 1, "room": {}}
    said = [words["en"] for words in sound_words("microphone", well)]
    ill = {
        **well,
        "cable": "out",
        "switch": "muted",
        "rate_hz": 2,
        "room": {"hum": -20},
        "faults": {"garble": {}},
    }
    assert said == ["All is well"]
    assert [words["en"] for words in sound_words("microphone", ill)] == [
        *("Cable is out", "Muted", "Wrong rate", "Room is noisy", "Wire is faulty")
    ]
    assert sound_words("microphone", {**well, "citizens": 1})[0]["en"] == "Somebody speaks"
    assert sound_words("loudspeaker", {"volume": 0.0})[0]["en"] == "Volume is zero"


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_the_page_is_strict_and_whole_in_both_languages(client, language):
    page = await client.get(f"/sound?lang={language}")
    assert page.status_code == 200 and f'<html lang="{language}">' in page.text
    assert "media-src 'self'" in page.headers["content-security-policy"]
    assert " style=" not in page.text and " onclick" not in page.text and "built-in method" not in page.text
    keys = [part.split('"')[0] for part in page.text.split('data-key="')[1:]]
    assert len(keys) == len(set(keys)) and {"s", "x", "m", "p", "P"} <= set(keys)
    assert 'value="speech_take_number"' in page.text and 'value="cutter_jam"' not in page.text
    assert 'href="/sound?' in (await client.get("/")).text
    for name in ("sound.js", "sound.css", "common.js"):
        assert (await client.get(f"/static/{name}")).status_code == 200
