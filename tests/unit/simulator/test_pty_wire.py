"""A serial wire whose host takes only a part: what it has begun to take it gets whole, the rest is lost."""

import asyncio
import os
import random
import select

import pytest

from simulator.clock import SimulationClock
from simulator.devices.interfaces import PUBLIC
from simulator.devices.loudspeaker.loudspeaker import Loudspeaker
from simulator.station import Station
from simulator.wires import pty
from simulator.wires.line import Line
from simulator.wires.pty import PtyWire


def read(host: int, size: int) -> bytes:
    """All that arrives of `size` bytes; a terminal hands them over in pieces, and a little later."""
    got = b""
    while len(got) < size and select.select([host], [], [], 5)[0]:
        got += os.read(host, 100)
    return got


@pytest.fixture
async def wire(tmp_path):
    loop = asyncio.get_running_loop()
    station = Station(Line(Loudspeaker(), random.Random(1)), SimulationClock(loop.time), loop)
    made = PtyWire(station, PUBLIC, tmp_path / "wire")
    yield made
    station.close()
    made.close()


async def test_a_frame_is_never_cut_in_two(wire, tmp_path, monkeypatch):
    host = os.open(tmp_path / "wire", os.O_RDWR | os.O_NOCTTY)
    await asyncio.sleep(3 * pty.LOOK_S)
    room, write = [3], os.write

    def takes_little(fd: int, data: bytes) -> int:
        if not room[0]:
            raise BlockingIOError
        taken = write(fd, data[: room[0]])
        room[0] -= taken
        return taken

    monkeypatch.setattr(pty.os, "write", takes_little)
    for frame in (b"abcdef", b"lost", b"lost too"):
        wire.send(frame)
    room[0] = 7
    wire.send(b"ghij")
    room[0] = 100
    wire.send(b"klm")
    assert read(host, 13) == b"abcdefghijklm"
    os.close(host)


async def test_a_new_host_gets_nothing_of_what_the_old_one_left(wire, tmp_path, monkeypatch):
    host = os.open(tmp_path / "wire", os.O_RDWR | os.O_NOCTTY)
    await asyncio.sleep(3 * pty.LOOK_S)
    monkeypatch.setattr(pty.os, "write", lambda fd, data: 0)
    wire.send(b"abc")
    monkeypatch.undo()
    os.close(host)
    await asyncio.sleep(3 * pty.LOOK_S)
    host = os.open(tmp_path / "wire", os.O_RDWR | os.O_NOCTTY)
    await asyncio.sleep(3 * pty.LOOK_S)
    wire.send(b"new")
    assert read(host, 3) == b"new"
    os.close(host)
