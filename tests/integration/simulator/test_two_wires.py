"""Two programs at the printer's two serial wires at the same time."""

import io
import random
import threading
from collections.abc import Callable, Iterator

import pytest
import serial
from PIL import Image

ASK_ALL = b"".join(bytes((0x10, 0x04, n)) for n in (1, 2, 3, 4))
ALL_WELL = b"\x12" * 4
CUT, JOB, JOB_DONE = b"\x1dVB\x00", b"\x1d(H\x06\x0000ABCD", b'\x37"ABCD\x00'
ROWS, ROW_BYTES, BLADE_ROWS = 840, 72, 96

Open = Callable[..., serial.Serial]


@pytest.fixture
def open_wire() -> Iterator[Open]:
    """Opens serial wires; all are closed at the end."""
    ports: list[serial.Serial] = []

    def open_one(wire, baud: int = 115200) -> serial.Serial:
        ports.append(serial.Serial(str(wire), baud, timeout=5, write_timeout=30))
        return ports[-1]

    yield open_one
    for port in ports:
        port.close()


def picture() -> bytes:
    """60 kB of dots without a byte that begins a real-time command."""
    chance = random.Random(2)
    return bytes(chance.choice((0x00, 0x0F, 0x55, 0xAA, 0xF0, 0xFF)) for _ in range(ROWS * ROW_BYTES))


class Poller(threading.Thread):
    """Asks for all four statuses every 50 ms until told to stop; `answers` are what it heard each time."""

    def __init__(self, port: serial.Serial) -> None:
        super().__init__()
        self.answers: list[bytes] = []
        self._port = port
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(0.05):
            self._port.write(ASK_ALL)
            self.answers.append(self._port.read(4))

    def stop(self) -> None:
        self._ended.set()
        self.join()


@pytest.mark.parametrize(("printing", "polling"), [("robot_wire", "wire"), ("wire", "robot_wire")])
def test_one_prints_while_the_other_asks_and_neither_hears_the_other(simulator, open_wire, printing, polling):
    running = simulator()
    printer = open_wire(getattr(running, printing))
    poller = Poller(open_wire(getattr(running, polling)))
    dots = picture()
    poller.start()
    try:
        head = b"\x1dv0\x00" + ROW_BYTES.to_bytes(2, "little") + ROWS.to_bytes(2, "little")
        printer.write(head + dots + CUT + JOB)
        printer.timeout = 30
        assert printer.read(7) == JOB_DONE
    finally:
        poller.stop()
    assert len(poller.answers) >= 20
    assert set(poller.answers) == {ALL_WELL}
    (ticket,) = running.tickets()
    shown = Image.open(io.BytesIO(running.get(str(ticket["png"]))))
    assert shown.size == (576, BLADE_ROWS + ROWS)
    assert shown.crop((0, BLADE_ROWS, 576, BLADE_ROWS + ROWS)).tobytes("raw", "1;I") == dots
    assert printer.in_waiting == 0


def test_both_wires_are_told_of(simulator):
    running = simulator()
    assert running.address("public") == str(running.wire)
    assert running.address("robot") == str(running.robot_wire)


def test_the_trace_says_at_which_connector(simulator, open_wire):
    running = simulator()
    for wire in (running.wire, running.robot_wire):
        port = open_wire(wire)
        port.write(b"\x10\x04\x01")
        assert port.read(1) == b"\x12"
    assert [(line["way"], line["connector"]) for line in running.trace()] == [
        (">", "public"),
        ("<", "public"),
        (">", "robot"),
        ("<", "robot"),
    ]


def test_a_pulled_cable_is_pulled_at_both(simulator, open_wire):
    running = simulator()
    wires = (running.wire, running.robot_wire)
    ports = [open_wire(wire) for wire in wires]
    running.hands("pull_cable")
    for port in ports:
        with pytest.raises((serial.SerialException, OSError)):
            port.read(1)
    assert not any(wire.is_symlink() for wire in wires)
    running.hands("plug_cable")
    before = [wire.readlink() for wire in wires]
    running.hands("reconnect_elsewhere")
    assert all(wire.readlink() != old for wire, old in zip(wires, before, strict=True))
    for wire in wires:
        port = open_wire(wire)
        port.write(b"\x10\x04\x01")
        assert port.read(1) == b"\x12"


def test_a_faulty_wire_is_faulty_for_both(simulator, open_wire):
    running = simulator()
    ports = [open_wire(wire) for wire in (running.wire, running.robot_wire)]
    running.hands("silent")
    for port in ports:
        port.timeout = 0.2
        port.write(b"\x10\x04\x01")
        assert port.read(1) == b""
    running.hands("ok")
    for port in ports:
        port.timeout = 5
        port.write(b"\x10\x04\x01")
        assert port.read(1) == b"\x12"


def test_each_wire_has_the_speed_of_its_own_host(simulator, open_wire, eventually):
    running = simulator()
    open_wire(running.wire, 9600)
    right = open_wire(running.robot_wire)
    right.write(b"\x10\x04\x01")
    assert right.read(1) == b"\x12"
    eventually(lambda: running.connector("public")["host_baud"] == 9600)
    assert running.connector("public")["baud_mismatch"]
    assert not running.connector("robot")["baud_mismatch"]


def test_the_links_go_with_the_simulator(simulator):
    running = simulator()
    assert running.robot_wire.is_symlink()
    running.stop()
    assert not running.robot_wire.is_symlink()
