"""What comes over the wires of motion: scanners' frames at our end, commands at the simulated base."""

import hypothesis.strategies as st
import numpy as np

from drivers.range_scanner.ld19.driver import Ld19Speech
from drivers.range_scanner.ld19.protocol import FRAME_BYTES, FrameReader
from drivers.range_scanner.rplidar_a1.nodes import NODE_BYTES, NodeReader
from drivers.range_scanner.rplidar_a1.protocol import AnswerReader
from drivers.range_scanner.rplidar_a1.turns import Turns as NodeTurns
from drivers.range_scanner.turn import Turn
from simulator.devices.mobile_base.base import MobileBase
from simulator.devices.mobile_base.body import StillBody
from simulator.devices.mobile_base.frames import FrameReader as CommandReader
from simulator.devices.mobile_base.frames import Lost, sub_payloads
from tests.torture.fuzz.wires import InPieces
from tests.unit.drivers.range_scanner.frames import a1_turns, ld19_frames

LD19_TURNS = ld19_frames(90, lambda degrees: 1000 + int(degrees))
A1_TURNS = a1_turns(3, lambda degrees: 1000 + degrees)
DESCRIPTORS = [
    bytes.fromhex("A5 5A 05 00 00 40 81"),
    bytes.fromhex("A5 5A 03 00 00 00 06 00 00 00"),
    bytes.fromhex("A5 5A 14 00 00 00 04 18 1D 01 07") + bytes(16),
]
COMMANDS = [
    bytes.fromhex("AA 55 06 01 04 C8 00 00 00 CB"),
    bytes.fromhex("AA 55 04 09 02 0B 00 04"),
    bytes.fromhex("AA 55 03 0E 01 00 0C"),
    b"\xaa\x55",
]


def _among(known: list[bytes]) -> st.SearchStrategy[bytes]:
    return st.lists(st.sampled_from(known) | st.binary(max_size=60), max_size=30).map(b"".join)


ld19_said = _among([LD19_TURNS[:FRAME_BYTES], LD19_TURNS, LD19_TURNS[:30], b"\x54\x2c"])
a1_said = _among([A1_TURNS[:500], A1_TURNS, A1_TURNS[3:70], *DESCRIPTORS])
base_told = _among(COMMANDS)


def ld19(said: InPieces) -> None:
    """Every byte is in a frame, noise or waiting; turns are in order; two turns behind anything are heard."""
    reader, speech = FrameReader(), Ld19Speech()
    frames = sum(len(reader.feed(piece)) for piece in said.pieces())
    assert frames * FRAME_BYTES + reader.noise_bytes + len(reader._waiting) == len(said.data)
    told = [turn for piece in said.pieces() for turn in speech.feed(piece)[1]]
    for turn in told:
        _is_sound(turn)
    assert speech.feed(LD19_TURNS + LD19_TURNS)[1]


def a1(said: InPieces) -> None:
    """The same for a scanner without check sums, and its answers."""
    answers, reader, turns = AnswerReader(), NodeReader(), NodeTurns()
    for piece in said.pieces():
        heard, behind = answers.feed(piece)
        assert not behind or heard
    found = [reader.feed(piece) for piece in said.pieces()]
    believed = sum(map(len, found))
    assert believed * NODE_BYTES + reader.noise_bytes + len(reader._waiting) == len(said.data)
    for nodes in found:
        for turn in turns.feed(nodes, 1.0):
            _is_sound(turn)
    assert len(reader.feed(A1_TURNS)) >= 1000


def _is_sound(turn: Turn) -> None:
    assert len(turn.angles_rad) == len(turn.ranges_m) > 0
    assert turn.angles_rad.min() > -np.float32(np.pi) and turn.angles_rad.max() <= np.float32(np.pi)
    ranges = turn.ranges_m[~np.isnan(turn.ranges_m)]
    assert not len(ranges) or 0 < ranges.min() <= ranges.max() <= 66
    assert 0 < turn.turn_s <= 360 and turn.ago_s >= 0


def base_commands(said: InPieces) -> None:
    """The simulated base: every byte is in a frame, lost or waiting; a moment later it obeys again."""
    reader = CommandReader()
    seen = 0
    for piece in said.pieces():
        for found in reader.read(piece, 0.0):
            seen += len(found.data) if isinstance(found, Lost) else len(found) + 4
            if not isinstance(found, Lost):
                list(sub_payloads(found))
    assert seen + len(reader._waiting) == len(said.data)
    base = MobileBase(StillBody())
    for piece in said.pieces():
        base.feed(piece, 0.0)
    base.feed(COMMANDS[0], 1.0)
    assert base.command == (200, 0)
