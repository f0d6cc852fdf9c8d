"""Faults on the wire: each does what its name says, for as long as it was told, and `ok` ends them all."""

import random

import pytest

from simulator.devices.events import BytesLost, Happened
from simulator.devices.interfaces import PUBLIC, ActRefused
from simulator.devices.printer.options import PrinterOptions
from simulator.devices.printer.printer import TicketPrinter
from simulator.wires.line import Line
from simulator.wires.uart import misread, speeds_differ

ASK = b"\x10\x04\x01"
MAKER = b"\x5fEPSON\0"


class Host:
    """The host's end of a wire to a printer that needs no time, unless its wire has a speed."""

    def __init__(self, baud: int = 0) -> None:
        self.line = Line(TicketPrinter(PrinterOptions(baud=baud, speed_mm_s=0)), random.Random(1))
        self.now = 0.0
        self.events = []
        self.lost = []

    def send(self, data: bytes) -> bytes:
        return self._heard(self.line.feed(data, self.now))

    def wait(self, seconds: float) -> bytes:
        self.now += seconds
        return self._heard(self.line.advance(self.now))

    def act(self, name: str, **parameters: float) -> bytes:
        return self._heard(self.line.act(name, parameters, self.now))

    def _heard(self, step) -> bytes:
        self.events += [event.what for event in step.events if isinstance(event, Happened)]
        self.lost += [event.length for event in step.events if isinstance(event, BytesLost)]
        return step.to_host.get(PUBLIC, b"")


@pytest.fixture
def host():
    return Host()


def test_without_faults_bytes_pass(host):
    assert host.send(ASK + b"\x1dI\x42") == b"\x12" + MAKER


def test_a_cable_that_is_pulled_takes_with_it_what_it_was_carrying():
    host = Host(baud=9600)  # a byte takes about a millisecond
    host.send(b"A" * 10 + ASK)
    host.wait(0.0055)
    host.act("pull_cable")
    host.act("plug_cable")
    host.line.set_host(True, 9600, host.now)
    host.wait(1)
    assert host.lost == [8]
    host.send(ASK)
    assert host.wait(1) == b"\x12"


def test_silent_until_ok(host):
    host.act("silent")
    assert host.send(ASK) == b""
    host.act("ok")
    assert host.send(ASK) == b"\x12"


def test_a_fault_ends_by_itself_when_told_how_long(host):
    host.act("silent", seconds=2)
    host.wait(1.9)
    assert host.send(ASK) == b""
    host.wait(0.2)
    assert host.send(ASK) == b"\x12"
    assert host.events == ["wire_silent", "fault_over"]


def test_late_answers_come_late(host):
    host.act("delay", late_s=0.5)
    assert host.send(ASK) == b""
    assert host.wait(0.49) == b""
    assert host.wait(0.02) == b"\x12"


def test_a_slow_wire_spreads_answers_and_takes_few_bytes(host):
    host.act("slow", bytes_per_s=10)
    assert host.line.room(0.0) == 0
    assert host.line.room(0.55) == 5
    host.now = 0.55
    assert host.send(b"\x1dI\x42") == b""
    assert host.wait(0.41) == MAKER[:4]
    assert host.wait(1) == MAKER[4:]


def test_half_and_double_answers(host):
    host.act("half_frame")
    assert host.send(b"\x1dI\x42") == MAKER[:3]
    host.act("ok")
    host.act("duplicate_frame")
    assert host.send(b"\x1dI\x42") == MAKER * 2


def test_garbled_bytes_keep_their_number(host):
    assert host.send(b"\x1da\xff") == b"\x10\x00\x00\x0f"
    host.act("garble", severity=1)
    heard = host.act("open_cover")
    assert len(heard) == 4 and heard != b"\x38\x00\x00\x0f"


def test_noise_comes_unasked(host):
    host.act("noise", per_second=100)
    assert 50 < len(host.wait(1)) < 200


def test_an_intermittent_wire_is_down_half_the_time(host):
    host.act("intermittent", period_s=2)
    assert host.send(ASK) == b""
    host.wait(1.1)
    assert host.send(ASK) == b"\x12"
    host.wait(1)
    assert host.send(ASK) == b""


def test_back_pressure_leaves_no_room(host):
    host.act("back_pressure")
    assert host.line.room(5.0) == 0
    host.act("ok")
    assert host.line.room(5.0) == 16384


def test_a_pulled_cable_loses_both_directions_and_says_so_once(host):
    host.act("pull_cable")
    host.act("pull_cable")
    assert host.send(ASK) == b"" and host.line.room(0.0) == 0
    host.act("plug_cable")
    host.line.set_host(True, 0, host.now)
    assert host.send(ASK) == b"\x12"
    assert host.events == ["cable_pulled", "cable_plugged"]


def test_a_host_at_another_speed_is_misread_and_told_of_once():
    line = Line(TicketPrinter(), random.Random(1))
    line.set_host(True, 9600, 0.0)
    events = [event for n in range(3) for event in line.feed(ASK, n).events]
    assert [event.what for event in events if isinstance(event, Happened)] == ["baud_mismatch"]
    line.set_host(True, 115200, 5.0)
    line.feed(ASK, 5.0)
    assert line.advance(6.0).data[-1:] == b"\x12"


def test_wrong_speed_on_the_device_garbles_too(host):
    host.act("wrong_baud", baud=9600)
    host.send(ASK)
    assert host.wait(1) != b"\x12"
    assert "baud_mismatch" in host.events


@pytest.mark.parametrize(
    ("act", "parameters", "problem"),
    [
        ("fly", {}, "has no act 'fly'; there are: open_cover"),
        ("garble", {"severity": 2}, "severity is 2, it must be 0 to 1"),
        ("garble", {"sevrity": 1}, "no parameter 'sevrity'; there are: severity, seconds"),
        ("open_cover", {"mm": 1}, "it takes none"),
    ],
)
def test_refusals_say_what_would_be_right(host, act, parameters, problem):
    with pytest.raises(ActRefused, match=problem.replace("(", "\\(")):
        host.act(act, **parameters)


@pytest.mark.parametrize("byte", range(256))
def test_at_the_same_speed_a_byte_is_read_as_it_was_sent(byte):
    assert misread(byte, 9600, 9600) == bytes([byte])
    assert misread(byte, 100_000, 102_000) == bytes([byte])


def test_a_faster_receiver_sees_several_bytes():
    assert len(misread(0x55, 9600, 115200)) > 1
    assert speeds_differ(9600, 115200) and not speeds_differ(0, 9600) and not speeds_differ(9600, 9700)
