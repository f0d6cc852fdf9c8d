"""The printer at its pseudo-terminal, spoken to by a host that is none of our drivers."""

import os

import pytest
import serial

ASK = b"\x10\x04\x01"
JOB = b"\x1d(H\x06\x0000ABCD"
JOB_DONE = b'\x37"ABCD\x00'
IMAGE = b"\x1dv0\x00\x48\x00\x40\x00" + b"\xff" * 72 * 64


@pytest.fixture
def open_port():
    ports = []

    def open_one(running, baud=115200):
        ports.append(serial.Serial(str(running.wire), baud, timeout=5, write_timeout=5))
        return ports[-1]

    yield open_one
    for port in ports:
        port.close()


def test_a_host_asks_and_prints_and_the_ticket_is_on_the_shelf(simulator, open_port):
    running = simulator()
    port = open_port(running)
    port.write(ASK + b"\x1da\xff" + IMAGE + b"\x1dVB\x00" + JOB)
    assert port.read(12) == b"\x12\x10\x00\x00\x0f" + JOB_DONE
    (ticket,) = running.tickets()
    assert ticket["cut"] and ticket["height"] == 96 + 64
    assert running.get(str(ticket["png"])).startswith(b"\x89PNG")


def test_the_wire_is_raw_also_for_plain_reads_and_writes(simulator):
    running = simulator()
    wire = os.open(running.wire, os.O_RDWR | os.O_NOCTTY)
    try:
        os.write(wire, bytes(range(0x20, 0x100)) + b"\r\n\x1dI\x42")
        heard = b""
        while len(heard) < 7:
            heard += os.read(wire, 100)
    finally:
        os.close(wire)
    assert heard == b"\x5fEPSON\0"


def test_the_host_may_come_and_go(simulator, open_port, eventually):
    running = simulator()
    for _ in range(3):
        port = open_port(running)
        port.write(ASK)
        assert port.read(1) == b"\x12"
        eventually(lambda: running.connector()["host_baud"] == 115200)
        port.close()
        eventually(lambda: running.connector()["host_baud"] == 0)


def test_the_hosts_speed_is_seen_and_a_wrong_one_garbles(simulator, open_port, eventually):
    running = simulator()
    port = open_port(running, 9600)
    port.timeout = 0.3
    port.write(ASK)
    assert port.read(1) != b"\x12"
    assert running.state()["baud_mismatch"]
    port.baudrate = 115200
    port.write(b"\0" * 64 + b"\x1b@" + ASK)
    eventually(lambda: (port.write(ASK), b"\x12" in port.read(4))[1])
    assert not running.state()["baud_mismatch"]


def test_odd_speeds_are_seen_as_numbers(simulator, open_port, eventually):
    running = simulator("--baud", "250000")
    port = open_port(running, 250000)
    port.write(ASK)
    assert port.read(1) == b"\x12"
    assert running.connector()["host_baud"] == 250000


def test_a_pulled_cable_ends_the_hosts_port_and_a_plugged_one_is_found_by_the_same_name(simulator, open_port):
    running = simulator()
    port = open_port(running)
    port.write(ASK)
    assert port.read(1) == b"\x12"
    running.hands("pull_cable")
    with pytest.raises((serial.SerialException, OSError)):
        port.read(1)
    assert not running.wire.is_symlink()
    running.hands("plug_cable")
    again = open_port(running)
    again.write(ASK)
    assert again.read(1) == b"\x12"


def test_another_port_has_another_name_behind_the_same_link(simulator, open_port):
    running = simulator()
    before = running.wire.readlink()
    running.hands("reconnect_elsewhere")
    assert running.wire.readlink() != before
    port = open_port(running)
    port.write(ASK)
    assert port.read(1) == b"\x12"


def test_a_full_printer_holds_the_host_back(simulator, open_port, eventually):
    running = simulator("--receive-buffer", "1000")
    port = open_port(running)
    running.hands("open_cover")
    port.write_timeout = 0.5
    with pytest.raises(serial.SerialTimeoutException):
        port.write(bytes(60_000))
    assert running.connector()["buffer_bytes"] == 1000
    running.hands("close_cover")
    eventually(lambda: running.connector()["buffer_bytes"] == 0)


def test_back_pressure_holds_even_a_question(simulator, open_port):
    running = simulator()
    port = open_port(running)
    running.hands("back_pressure")
    port.timeout = 0.2
    port.write(ASK)
    assert port.read(1) == b""
    running.hands("ok")
    port.timeout = 5
    assert port.read(1) == b"\x12"


def test_power_lost_in_mid_ticket_leaves_the_link_and_loses_the_ticket(simulator, open_port, eventually):
    running = simulator()
    port = open_port(running)
    port.write(IMAGE)
    running.hands("power_cycle", seconds=0.1)
    eventually(lambda: running.state()["power"] == "on")
    port.write(b"\0" * 8192 + b"\x1b@" + JOB)
    assert port.read(7) == JOB_DONE
    assert running.state()["cable"] == "in"


def test_a_scenario_file_is_played_from_the_start(simulator, tmp_path, open_port):
    story = tmp_path / "story.yaml"
    story.write_text("title: {vi: a, en: a}\nabout: {vi: a, en: a}\nsteps:\n  - {at: 0, do: open_cover}\n")
    running = simulator("--scenario", str(story))
    port = open_port(running)
    port.write(ASK)
    assert port.read(1) == b"\x1a"
