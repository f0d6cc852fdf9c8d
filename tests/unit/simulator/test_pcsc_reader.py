"""Daemon and connections follow the hands: with a fake daemon that hands out one end of socket pairs."""

import asyncio
import random
import socket
from collections.abc import Callable

import pytest

from simulator.clock import SimulationClock
from simulator.devices.card_reader.card_reader import CardReader
from simulator.devices.card_reader.frames import encode_frame
from simulator.devices.events import Happened
from simulator.pcscd import reader as reader_module
from simulator.pcscd.daemon import NoDaemon
from simulator.pcscd.reader import PcscReader
from simulator.station import Station
from simulator.wires.line import Line
from tests.support.stub_chip import ATR, deal

GET_ATR = b"\x00\x01\x04"
SELECT = encode_frame(bytes.fromhex("00A4040C07A0000002471001"))
ONE, TWO = "slot_1", "slot_2"


class FakeDaemon:
    """Notes what it is told; connections end at `ends`, as far as they are still open."""

    def __init__(self, absent: str = "") -> None:
        self.told: list[str] = []
        self.ends: dict[int, socket.socket] = {}
        self.failing = False
        self.opened = 0
        self.connecting = asyncio.Event()
        self.connecting.set()
        self._absent = absent

    async def open(self) -> None:
        if self._absent:
            raise NoDaemon(self._absent)
        self.opened += 1

    async def start(self, with_reader: bool = True) -> None:
        self._fail()
        self.told.append("start" if with_reader else "start without reader")

    async def stop(self, kill: bool = False) -> None:
        self.told.append("kill" if kill else "stop")

    async def connect(self, slot: int) -> socket.socket:
        self._fail()
        await self.connecting.wait()
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        theirs.setblocking(False)
        if slot in self.ends:
            self.ends[slot].close()
        self.ends[slot] = theirs
        self.told.append(f"connect {slot}")
        return ours

    async def close(self) -> None:
        self.opened -= 1
        for end in self.ends.values():
            end.close()

    def _fail(self) -> None:
        if self.failing:
            raise OSError("the daemon has ended")


class Place:
    """A reader, its station and its daemon."""

    def __init__(self, daemon: FakeDaemon) -> None:
        loop = asyncio.get_running_loop()
        self.daemon = daemon
        self.device = CardReader(deal)
        self.station = Station(Line(self.device, random.Random(1), ()), SimulationClock(loop.time), loop)
        self.happened: list[str] = []
        self.station.on_events(self._note)
        self.reader = PcscReader(self.station, self.device, daemon)

    async def hands(self, act: str, **parameters: float) -> None:
        self.station.act(act, parameters)
        await settle()

    async def ask(self, data: bytes, slot: int = 0) -> bytes:
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(self.daemon.ends[slot], data)
        return await asyncio.wait_for(loop.sock_recv(self.daemon.ends[slot], 70_000), 10)

    async def hung_up(self, slot: int = 0) -> bool:
        end = self.daemon.ends[slot]
        return await asyncio.wait_for(asyncio.get_running_loop().sock_recv(end, 10), 10) == b""

    def felt(self, slot: str = ONE) -> object:
        return self.device.state()["slots"][slot]["felt"]

    def _note(self, events) -> None:
        self.happened += [event.what for event in events if isinstance(event, Happened)]


async def settle() -> None:
    """Let everything happen that needs no time."""
    for _ in range(20):
        await asyncio.sleep(0)


async def until(condition: Callable[[], bool]) -> None:
    """Wait until it holds."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 (anything may have to become true)
            await asyncio.sleep(0.005)


@pytest.fixture(autouse=True)
def sockets_of_one_machine(monkeypatch):
    """Socket pairs know nothing of TCP's acknowledgements."""
    monkeypatch.setattr("simulator.pcscd.slot_wire._acknowledge_at_once", lambda connected: None)


@pytest.fixture
async def place():
    place = Place(FakeDaemon())
    await place.reader.open()
    yield place
    place.station.close()
    await place.reader.close()
    assert place.daemon.opened == 0


async def test_a_card_is_connected_when_it_lies_there_and_answers(place):
    assert place.daemon.told == ["start"]
    await place.hands("lay_2021")
    assert place.daemon.told == ["start", "connect 0"]
    assert await place.ask(GET_ATR) == encode_frame(ATR)
    assert await place.ask(SELECT) == encode_frame(b"\x6a\x82")
    assert place.felt() is True


async def test_the_second_slot_is_a_connection_of_its_own(place):
    await place.hands("lay_2021")
    await place.hands("lay_2024", slot=2)
    assert place.daemon.told == ["start", "connect 0", "connect 1"]
    assert await place.ask(GET_ATR, 1) == encode_frame(ATR)
    await place.hands("take_away", slot=1)
    assert await place.hung_up(0)
    assert (place.felt(ONE), place.felt(TWO)) == (False, True)


@pytest.mark.parametrize("act", ["take_away", "turn_over", "pull_cable", "stop_daemon", "kill_daemon"])
async def test_the_reader_feels_no_card_any_more(place, act):
    await place.hands("lay_2021")
    await place.hands(act)
    assert await place.hung_up()
    assert place.felt() is False


async def test_a_card_that_is_taken_before_it_is_connected_is_not_felt(place):
    place.daemon.connecting.clear()
    await place.hands("lay_2021")
    await place.hands("take_away")
    place.daemon.connecting.set()
    await settle()
    assert await place.hung_up()
    assert place.felt() is False


async def test_another_card_is_another_connection(place):
    await place.hands("lay_2021")
    first = place.daemon.ends.pop(0)
    await place.hands("lay_2024")
    assert place.daemon.told == ["start", "connect 0", "connect 0"]
    assert first.recv(10) == b""
    first.close()
    assert await place.ask(GET_ATR) == encode_frame(ATR)


async def test_a_card_turned_back_is_felt_again(place):
    await place.hands("lay_2021")
    await place.hands("turn_over")
    await place.hands("turn_over")
    assert place.daemon.told == ["start", "connect 0", "connect 0"]


async def test_a_pulled_card_hangs_up_instead_of_answering(place):
    await place.hands("lay_2021")
    await place.hands("pull_at", commands=2)
    assert await place.ask(SELECT) == encode_frame(b"\x6a\x82")
    assert await place.ask(SELECT) == b""
    assert place.happened[-1] == "card_pulled"


async def test_an_unplugged_reader_is_a_daemon_without_it_and_comes_back_with_its_card(place):
    await place.hands("lay_2021")
    await place.hands("pull_cable")
    assert place.daemon.told == ["start", "connect 0", "kill", "start without reader"]
    await place.hands("plug_cable")
    assert place.daemon.told[4:] == ["kill", "start", "connect 0"]
    assert await place.ask(GET_ATR) == encode_frame(ATR)


async def test_another_port_is_another_start(place):
    await place.hands("reconnect_elsewhere")
    assert place.daemon.told == ["start", "start"]


@pytest.mark.parametrize(("act", "told"), [("stop_daemon", "stop"), ("kill_daemon", "kill")])
async def test_the_daemon_is_ended_and_started_by_hands(place, act, told):
    await place.hands("lay_2021")
    await place.hands(act)
    assert place.device.state()["daemon"] == "stopped"
    await place.hands("start_daemon")
    assert place.daemon.told == ["start", "connect 0", told, "start", "connect 0"]
    assert place.device.state()["daemon"] == "running"


async def test_starting_a_running_daemon_starts_it_anew(place):
    await place.hands("start_daemon")
    assert place.daemon.told == ["start", "start"]


async def test_a_daemon_that_ends_by_itself_is_started_again(place, monkeypatch):
    monkeypatch.setattr(reader_module, "AGAIN_S", 0.01)
    await place.hands("lay_2021")
    place.daemon.failing = True
    place.daemon.ends[0].close()
    await until(lambda: place.device.state()["daemon"] == "stopped")
    place.daemon.failing = False
    await until(lambda: place.felt() is True)
    assert place.daemon.told == ["start", "connect 0", "start", "connect 0"]


async def test_without_a_daemon_there_is_no_reader_and_hands_still_work():
    place = Place(FakeDaemon("pcscd is not installed"))
    with pytest.raises(NoDaemon, match="pcscd is not installed"):
        await place.reader.open()
    await place.hands("lay_2021")
    assert (place.device.state()["daemon"], place.felt()) == ("absent", False)
    place.station.close()


async def test_a_daemon_that_cannot_be_started_is_no_reader():
    daemon = FakeDaemon()
    daemon.failing = True
    place = Place(daemon)
    with pytest.raises(NoDaemon, match="the daemon has ended"):
        await place.reader.open()
    assert (daemon.opened, place.device.state()["daemon"]) == (0, "absent")
    place.station.close()
