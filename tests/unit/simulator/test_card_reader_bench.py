"""The card reader on the bench, over HTTP and in scenarios; no daemon behind it."""

import asyncio
import random

import httpx
import pytest
from cryptography import x509

from simulator.bench.app import build_app
from simulator.bench.context import Bench
from simulator.bench.hub import Hub
from simulator.bench.words import card_words
from simulator.card_place import CardPlace, CardPlaceOptions
from simulator.clock import SimulationClock
from simulator.devices.card_reader.card_reader import CardReader
from simulator.devices.card_reader.hands import ACTS
from simulator.devices.printer.printer import TicketPrinter
from simulator.replay import Replayer
from simulator.scenarios.load import load_shipped, read_scenario
from simulator.scenarios.player import ScenarioPlayer
from simulator.station import Station
from simulator.wires.line import CABLE, Line
from tests.support.stub_chip import deal

LAY = "/devices/card_reader/hands/lay"
HEAD = "title: {vi: a, en: a}\nabout: {vi: b, en: b}\nsteps:\n"


@pytest.fixture
async def bench(tmp_path):
    loop = asyncio.get_running_loop()
    station = Station(Line(TicketPrinter(), random.Random(1)), SimulationClock(loop.time), loop)
    place = CardPlace(CardPlaceOptions(), random.Random(1), station.clock, loop, station.trace)
    reader = Station(Line(CardReader(deal), random.Random(1), ()), station.clock, loop, station.trace)
    place.add(reader)
    player = ScenarioPlayer(station, loop, place.stations)
    bench = Bench(station, player, Replayer(station, loop), Hub(), {}, tmp_path, {}, card_place=place)
    bench.scenarios = load_shipped(bench.acts)
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


def slots(bench: Bench) -> list[object]:
    state = bench.stations["card_reader"].line.state()
    return [slot["card"] for slot in state["slots"].values()]


async def test_a_card_is_laid_by_its_kind(client, bench):
    answer = await client.post(LAY, json={"card": "2024", "citizen": 7, "slot": 2})
    assert answer.status_code == 200
    assert slots(bench) == [None, "2024"]
    assert answer.json()["slots"]["slot_2"]["holder"] == "Citizen 7"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({}, "card must name a kind of card"),
        ({"card": "1999"}, "card must name a kind of card"),
        ({"card": ["2021"]}, "card must name a kind of card"),
        ({"card": "2021", "slot": 3}, "lay_2021: slot is 3, it must be 1 to 2"),
        ({"card": "2021", "citizen": 0}, "lay_2021: citizen is 0, it must be 1 to 99999"),
        ({"card": "2021", "hand": 1}, "lay_2021 has no parameter 'hand'; there are: citizen, slot"),
        ({"card": "2021", "slot": "one"}, "slot must be a number, not 'one'"),
    ],
)
async def test_what_cannot_be_laid_is_told(client, bench, body, problem):
    answer = await client.post(LAY, json=body)
    assert (answer.status_code, answer.json()["error"]) == (422, problem)
    assert slots(bench) == [None, None]


@pytest.mark.parametrize("act", [act.name for act in (*ACTS, *CABLE)])
async def test_every_act_of_hands_has_its_address(client, act):
    await client.post("/devices/card_reader/hands/lay_2021")
    answer = await client.post(f"/devices/card_reader/hands/{act.replace('_', '-')}")
    assert answer.status_code == 200 and "cable" in answer.json()


async def test_the_certificate_of_the_issuing_state_is_handed_out(client):
    answer = await client.get("/cards/csca.der")
    certificate = x509.load_der_x509_certificate(answer.content)
    assert certificate.issuer == certificate.subject
    certificate.verify_directly_issued_by(certificate)


async def test_nothing_is_done_to_no_card(client):
    answer = await client.post("/devices/card_reader/hands/turn-over", json={"slot": 2})
    assert (answer.status_code, answer.json()["error"]) == (422, "no card lies in slot 2; lay one first")


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_its_page_has_a_button_for_every_act(client, language):
    page = (await client.get(f"/cards?lang={language}")).text
    card = page.partition('data-device="card_reader"')[2].partition("</section>")[0]
    for act in (*ACTS, *CABLE):
        assert f'data-act="{act.name}"' in card and act.label[language] in card
    assert 'data-act="ok"' not in card


async def test_scenarios_lay_and_pull_cards(bench):
    story = "  - {at: 0, do: card_reader.lay_2021, with: {citizen: 5}}\n"
    story += "  - {when: card_reader.card_taken, do: card_reader.lay_cloned}\n"
    bench.player.start(read_scenario(HEAD + story, "test", "test.yaml", bench.acts))
    assert slots(bench) == ["2021", None]
    bench.stations["card_reader"].act("take_away", {})
    await asyncio.sleep(0.01)
    assert slots(bench) == ["cloned", None]


async def test_its_scenarios_are_shipped(bench):
    assert {"card_reader", "card_reader_unplugged"} < set(bench.scenarios)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"cable": "in", "daemon": "running", "cards": 0}, "All is well"),
        ({"cable": "in", "daemon": "running", "cards": 1}, "A card lies on it"),
        ({"cable": "out", "daemon": "without_reader"}, "Cable is out"),
        ({"cable": "in", "daemon": "absent"}, "No pcscd here"),
        ({"cable": "in", "daemon": "stopped"}, "Daemon is not running"),
        ({"cable": "in", "daemon": "running", "cards": 1, "wrong_side": True}, "Wrong side down"),
    ],
)
def test_its_state_is_told_in_plain_words(state, said):
    assert [word["en"] for word in card_words("card_reader", state)] == [said]
