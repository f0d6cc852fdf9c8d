"""A scanner on a wire, in virtual time: codes, triggers, losses."""

import asyncio
import logging
from contextlib import asynccontextmanager
from random import Random

import pytest

from drivers.code_scanner.serial.driver import SerialCodeScanner
from drivers.code_scanner.serial.protocol import Ending
from drivers.code_scanner.serial.triggers import TRIGGERS, TriggerError, trigger_named
from drivers.errors import TransportError
from drivers.interfaces import ScannedCode
from drivers.status import Action, DeviceState
from drivers.transports.address import AddressError
from drivers.transports.memory import MemoryWire
from tests.unit.drivers.code_scanner.cards import CARD_2021, CARD_2024
from tests.unit.drivers.sound.waiting import at_work, codes, until

pytestmark = pytest.mark.looptime

FIRST, SECOND = CARD_2021.encode(), CARD_2024.encode()


class Counter:
    """A scanner on a memory wire, what it told, and what it was sent."""

    def __init__(self, trigger: str = "none", ending: Ending = Ending.ANY) -> None:
        self.wire = MemoryWire(stall_s=0.5)
        self.scanner = SerialCodeScanner(self.wire.host, TRIGGERS[trigger], ending, Random(1))
        self.told: list[ScannedCode] = []
        self.states: list[DeviceState] = []
        self.sent = b""
        self.scanner.on_code(self.told.append)
        self.scanner.on_status(lambda status: self.states.append(status.device))

    async def device(self) -> None:
        """The other side: takes what is sent."""
        while True:
            try:
                await self.wire.device.open()
                while True:
                    self.sent += await self.wire.device.read()
            except TransportError:
                await self.wire.device.close()
                await asyncio.sleep(0.1)

    async def says(self, *pieces: bytes, pause_s: float = 0.0) -> None:
        for piece in pieces:
            await self.wire.device.write(piece)
            await asyncio.sleep(pause_s)
        await asyncio.sleep(0.01)

    async def online(self) -> None:
        await until(lambda: self.scanner.status.usable)


@asynccontextmanager
async def counter(trigger="none", ending=Ending.ANY, looking=True):
    made = Counter(trigger, ending)
    made.scanner.look(looking)
    async with at_work(made.device(), made.scanner.run()):
        await made.online()
        yield made
    assert not made.wire.host._is_open


async def test_it_comes_online_by_itself_and_stays_though_it_says_nothing():
    async with counter() as made:
        await asyncio.sleep(3600)
        assert made.states == [DeviceState.ONLINE]
        assert codes(made.scanner) == []


async def test_codes_are_told_on_the_loop_as_they_come():
    async with counter() as made:
        await made.says(FIRST + b"\r" + SECOND[:9], SECOND[9:] + b"\r")
        assert made.told == [ScannedCode(CARD_2021), ScannedCode(CARD_2024)]


async def test_a_code_without_an_ending_is_told_after_the_pause():
    async with counter(ending=Ending.GAP) as made:
        await made.says(FIRST)
        assert made.told == []
        await asyncio.sleep(0.05)
        assert made.told == [ScannedCode(CARD_2021)]


async def test_a_loop_that_was_late_does_not_cut_a_code_in_two():
    async with counter(ending=Ending.GAP) as made:
        for at in range(0, len(FIRST), 10):
            await made.says(FIRST[at : at + 10], pause_s=0.03)
        await asyncio.sleep(0.1)
        assert made.told == [ScannedCode(CARD_2021)]


async def test_half_a_code_is_told_as_a_problem_and_counted():
    async with counter(ending=Ending.CR) as made:
        await made.says(FIRST[:30])
        await asyncio.sleep(1.1)
        assert made.told == [ScannedCode("", "incomplete")]
        assert made.scanner.diagnostics()["unread"] == 1


async def test_nobody_is_told_what_nobody_wants():
    async with counter(looking=False) as made:
        await made.says(FIRST + b"\r")
        made.scanner.look(True)
        await asyncio.sleep(1)
        assert made.told == []
        await made.says(FIRST + b"\r")
        made.scanner.look(False)
        await made.says(SECOND + b"\r")
        assert made.told == [ScannedCode(CARD_2021)]


async def test_the_next_look_is_told_the_same_card_again():
    async with counter() as made:
        for _ in range(5):
            await made.says(FIRST + b"\r", pause_s=0.2)
        made.scanner.look(False)
        made.scanner.look(True)
        await made.says(FIRST + b"\r")
        assert made.told == [ScannedCode(CARD_2021)] * 2


async def test_a_pulled_cable_is_told_and_half_a_code_is_forgotten():
    async with counter() as made:
        await made.says(FIRST[:40])
        made.wire.cut()
        await until(lambda: not made.scanner.status.usable)
        assert codes(made.scanner) == ["code_scanner_unplugged"]
        assert made.scanner.status.faults[0].action is Action.CLEAR
        await asyncio.sleep(5)
        made.wire.mend()
        await made.online()
        await made.says(SECOND + b"\r")
        assert made.told == [ScannedCode(CARD_2024)]
        assert made.states == [DeviceState.ONLINE, DeviceState.POWER_OFF, DeviceState.ONLINE]


async def test_a_wire_that_is_opened_amid_a_code_leaves_its_rest_out():
    async with counter() as made:
        made.wire.cut()
        await asyncio.sleep(3)
        made.wire.mend()
        await until(lambda: made.wire.host._is_open and made.wire.device._is_open)
        await made.says(*(FIRST[at : at + 8] for at in range(40, len(FIRST), 8)), pause_s=0.02)
        await made.says(b"\r" + SECOND + b"\r")
        assert made.told == [ScannedCode(CARD_2024)]


@pytest.mark.parametrize("name", ["honeywell", "gm65"])
async def test_the_trigger_follows_what_is_wanted(name):
    trigger = TRIGGERS[name]
    async with counter(name, looking=False) as made:
        await asyncio.sleep(0.01)
        assert made.sent == trigger.off
        made.scanner.look(True)
        made.scanner.look(True)
        await asyncio.sleep(0.01)
        assert made.sent == trigger.off + trigger.on
        made.scanner.look(False)
        await asyncio.sleep(0.01)
        assert made.sent == trigger.off + trigger.on + trigger.off


async def test_one_that_sleeps_is_woken_first():
    async with counter("gm72") as made:
        await asyncio.sleep(0.1)
        assert made.sent == b"\0" + TRIGGERS["gm72"].on
        await made.says(TRIGGERS["gm72"].answers[0], FIRST + b"\r")
        assert made.told == [ScannedCode(CARD_2021)]


async def test_what_is_wanted_last_is_what_it_is_told_last():
    async with counter("gm72", looking=False) as made:
        for looking in (True, False, True, False):
            made.scanner.look(looking)
            await asyncio.sleep(0.03)
        await asyncio.sleep(0.2)
        assert made.sent.endswith(TRIGGERS["gm72"].off)


async def test_the_trigger_is_repeated_while_nothing_is_read_and_after_an_outage():
    async with counter("honeywell") as made:
        await asyncio.sleep(20)
        assert 8 <= made.sent.count(TRIGGERS["honeywell"].on) <= 11
        made.wire.cut()
        await asyncio.sleep(5)
        made.sent = b""
        made.wire.mend()
        await made.online()
        await asyncio.sleep(0.1)
        assert made.sent == TRIGGERS["honeywell"].on


async def test_one_that_takes_no_trigger_any_more_is_lost():
    made = Counter("honeywell")
    made.wire = MemoryWire(capacity_bytes=4, stall_s=0.5)
    made.scanner = SerialCodeScanner(made.wire.host, TRIGGERS["honeywell"], Ending.CR, Random(1))
    made.scanner.look(True)
    await made.wire.device.open()
    async with at_work(made.scanner.run()):
        await until(lambda: codes(made.scanner))
        assert codes(made.scanner) == ["code_scanner_unplugged"]


async def test_nothing_that_was_read_is_logged_or_in_the_figures(caplog):
    caplog.set_level(logging.DEBUG)
    async with counter() as made:
        await made.says(FIRST + b"\r", b"\xff" + SECOND + b"\r", FIRST[:50])
        made.wire.cut()
        await asyncio.sleep(1)
        figures = str(made.scanner.diagnostics())
    assert "0993" not in caplog.text + figures
    assert "Ánh" not in caplog.text + figures


def test_a_serial_line_has_no_flow_control(monkeypatch):
    opened = []
    monkeypatch.setattr(
        "drivers.code_scanner.serial.driver.transport_at",
        lambda address, baud: opened.append((address, baud)),
    )
    SerialCodeScanner.open("serial:/dev/ttyACM0", 9600, "gm65", "cr")
    SerialCodeScanner.open("serial:/dev/ttyACM0?flow=rtscts", 115_200)
    SerialCodeScanner.open("tcp:192.0.2.9:7000", 1)
    assert opened == [
        ("serial:/dev/ttyACM0?flow=none", 9600),
        ("serial:/dev/ttyACM0?flow=rtscts", 115_200),
        ("tcp:192.0.2.9:7000", 1),
    ]


@pytest.mark.parametrize(
    ("address", "trigger", "ending", "error"),
    [
        ("bluetooth:1", "none", "any", AddressError),
        ("tcp:192.0.2.9:7000", "loud", "any", TriggerError),
        ("tcp:192.0.2.9:7000", "16 5/16", "any", TriggerError),
        ("tcp:192.0.2.9:7000", "none", "bell", ValueError),
    ],
)
def test_what_nobody_knows_is_refused(address, trigger, ending, error):
    with pytest.raises(error):
        SerialCodeScanner.open(address, 9600, trigger, ending)


def test_a_trigger_may_be_written_as_bytes():
    assert trigger_named("16 54 0D/16 55 0D") == TRIGGERS["honeywell"]
    assert trigger_named("1B/").off == b""
