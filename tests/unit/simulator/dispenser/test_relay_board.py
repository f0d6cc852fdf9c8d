"""The simulated relay-and-input board: frames end by silence, coils start motors, inputs tell what fell."""

import random

import pytest

from simulator.devices.dispenser.dispenser import Dispenser
from simulator.devices.dispenser.options import DispenserOptions
from simulator.devices.dispenser.rtu import encode_frame
from simulator.devices.events import BytesLost
from simulator.devices.interfaces import ROBOT
from simulator.wires.line import Line


class Host:
    """Asks a board on its wire under a hand-driven clock."""

    def __init__(self, **options: object) -> None:
        self.line = Line(Dispenser(DispenserOptions(model="modbus", **options)), random.Random(1))
        self.line.set_host(True, 9600, 0.0, ROBOT)
        self.now = 0.0
        self.heard = b""
        self.events = []

    def send(self, data: bytes) -> None:
        self._keep(self.line.feed(data, self.now, ROBOT))

    def wait(self, seconds: float) -> bytes:
        end, self.heard = self.now + seconds, b""
        while (due := self.line.next_due()) is not None and due <= end:
            self.now = max(self.now, due)
            self._keep(self.line.advance(self.now))
        self.now = end
        self._keep(self.line.advance(end))
        return self.heard

    def ask(self, function: int, data: str, unit: int = 1) -> bytes:
        """The answer's data."""
        self.send(encode_frame(unit, function, bytes.fromhex(data)))
        answer = self.wait(0.1)
        if not answer:
            return b""
        assert encode_frame(answer[0], answer[1], answer[2:-2]) == answer
        return answer[1:-2]

    def pulse(self, slot: int) -> bytes:
        return self.ask(5, f"00 {slot - 1:02X} FF 00")

    def inputs(self) -> int:
        return self.ask(2, "00 00 00 0E")[2]

    def slot(self, number: int = 1) -> dict[str, object]:
        return self.line.state()["slots"][number - 1]

    def _keep(self, step) -> None:
        self.heard += step.to_host.get(ROBOT, b"")
        self.events += step.events


def test_a_pulse_gives_one_item_and_latches_its_fall():
    host = Host()
    assert host.inputs() == 0b0010
    assert host.pulse(1) == bytes.fromhex("05 00 00 FF 00")
    assert host.inputs() == 0b0000
    host.wait(5)
    assert host.inputs() == 0b0011 and host.slot()["fallen"] == 1
    assert host.inputs() == 0b0011  # reading does not unlatch it
    assert host.ask(1, "00 00 00 06")[2] == 0  # the coil fell back by itself
    host.ask(6, "00 01 00 00")
    assert host.inputs() == 0b0010


def test_a_second_pulse_is_a_second_drive_but_not_while_one_runs():
    host = Host()
    host.pulse(1)
    assert host.pulse(2) == bytes.fromhex("85 06")
    host.wait(5)
    host.pulse(1)
    host.wait(5)
    assert host.slot()["fallen"] == 2
    assert host.ask(4, "00 00 00 04") == bytes.fromhex("04 08 0002 0008 0002 0000")


def test_a_relay_that_stays_on_drives_on_and_on():
    host = Host()
    host.ask(6, "00 00 00 00")
    host.pulse(1)
    host.wait(9)
    assert host.slot()["fallen"] == 3
    host.ask(5, "00 00 00 00")
    host.wait(9)
    assert host.slot()["fallen"] == 4


def test_a_frame_ends_by_silence_only():
    host = Host()
    whole = encode_frame(1, 1, bytes(3) + b"\x01")
    host.send(whole[:5])
    host.now += 0.002
    host.send(whole[5:])
    assert len(host.wait(0.1)) == 6
    host.send(whole[:3])
    assert host.wait(0.1) == b""
    host.send(whole[3:])
    assert host.wait(0.1) == b""
    assert [e.reason for e in host.events if isinstance(e, BytesLost)] == ["a wrong check sum"] * 2


@pytest.mark.parametrize(
    ("function", "data", "told"),
    [
        (5, "00 06 FF 00", "85 02"),
        (5, "00 00 12 34", "85 03"),
        (1, "00 00 00 07", "81 02"),
        (2, "00 00 00 00", "82 03"),
        (3, "00 00 00 02", "03 04 00 0A 00 00"),
        (6, "00 01 00 01", "86 03"),
        (7, "", "87 01"),
        (15, "00 00 00 02 01 00", "0F 00 00 00 02"),
        (15, "00 00 00 02 02 00", "8F 03"),
        (16, "00 00 00 01 02 00 05", "10 00 00 00 01"),
        (16, "00 01 00 02 04 00 05 00 05", "90 02"),
    ],
)
def test_functions_and_exceptions(function, data, told):
    assert Host().ask(function, data) == bytes.fromhex(told)


def test_other_units_and_everybody():
    host = Host()
    assert host.ask(5, "00 00 FF 00", unit=2) == b"" and host.slot()["drives"] == 0
    assert host.ask(5, "00 00 FF 00", unit=0) == b"" and host.slot()["drives"] == 1


def test_a_lost_answer_may_have_driven():
    host = Host()
    host.line.act("lose_answers", {"count": 1}, host.now)
    assert host.pulse(1) == b"" and host.slot()["drives"] == 1
    host.line.act("stop_talking", {}, host.now)
    assert host.pulse(1) == b"" and host.slot()["drives"] == 1


def test_what_the_inputs_feel():
    host = Host()
    for act, parameters in (("cover_sensor", {}), ("open_door", {}), ("empty_slot", {"slot": 2})):
        host.line.act(act, parameters, host.now)
    assert host.ask(2, "00 00 00 0E") == bytes((2, 2, 0b1111, 0b10))


def test_after_a_power_cut_relays_are_off():
    host = Host()
    host.line.act("cut_in_drive", {"share": 0.9}, host.now)
    host.pulse(1)
    host.wait(3)
    assert host.ask(1, "00 00 00 01") == b"" and host.slot()["fallen"] == 1
    host.wait(6)
    assert host.ask(1, "00 00 00 01") == b"\x01\x01\x00" and host.inputs() == 0b0010
