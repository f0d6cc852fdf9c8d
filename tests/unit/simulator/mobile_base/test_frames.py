"""Frames from hosts: pieces, noise, wrong ones; and commands in them."""

import struct
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.devices.events import BytesLost, CommandRead
from simulator.devices.interfaces import NETWORK, ROBOT
from simulator.devices.mobile_base.frames import FrameReader, Lost
from tests.unit.simulator.mobile_base.rig import Rig, command, drive

GOOD = command(drive(100))


def read(events):
    return [event.meaning for event in events if isinstance(event, CommandRead)]


def lost(events):
    return [(event.length, event.reason) for event in events if isinstance(event, BytesLost)]


@pytest.mark.parametrize("cut", range(1, len(GOOD)))
def test_a_frame_in_two_pieces_is_one(cut):
    rig = Rig()
    rig.raw(GOOD[:cut])
    rig.raw(GOOD[cut:])
    assert rig.base.command == (100, 0) and rig.base.lost_bytes == 0


def test_half_a_frame_is_forgotten_after_a_while():
    rig = Rig()
    rig.raw(GOOD[:6])
    rig.wait(0.2)
    rig.raw(GOOD[6:])
    rig.raw(GOOD)
    assert rig.base.command == (100, 0)
    assert lost(rig.events)[:2] == [(2, "half a frame"), (4, "no frame")]


def test_a_frame_that_never_ends_does_not_swallow_all_that_follows():
    rig = Rig()
    rig.raw(b"\xaa\x55\xff")
    for number in range(1, 10):
        rig.raw(command(drive(number)))
        assert rig.base.command[0] == (0 if number <= 6 else number)
        rig.wait(0.02)
    assert rig.base.lost_bytes == 3


def test_noise_between_frames_is_counted_and_skipped():
    rig = Rig()
    rig.raw(b"\x00\xaa" + GOOD + b"\x55" + GOOD[:9] + GOOD + b"\xaa")
    assert rig.base.command == (100, 0)
    assert rig.base.lost_bytes == 2 + 1 + 9


@pytest.mark.parametrize("bit", range(16, len(GOOD) * 8))
def test_no_wrong_bit_is_obeyed(bit):
    rig = Rig()
    spoilt = bytearray(GOOD)
    spoilt[bit // 8] ^= 1 << bit % 8
    rig.raw(bytes(spoilt))
    assert rig.base.command == (0, 0) and rig.base.wheels.wanted == (0, 0)


def test_several_commands_in_a_frame_are_obeyed_in_turn():
    rig = Rig()
    rig.send(drive(50), bytes((99, 2, 1, 4)), struct.pack("<BBH", 12, 2, 0x01F0), drive(120, 1))
    assert rig.base.command == (120, 1) and rig.base.outputs.word == 0x01F0
    assert read(rig.events) == [
        "speed 50 mm/s, radius 0 mm",
        "no command 99",
        "outputs 01F0",
        "speed 120 mm/s, radius 1 mm",
    ]


@pytest.mark.parametrize("id_", [2, 5, 6, 7, 8, 10, 11, 200])
def test_reserved_commands_are_skipped(id_):
    rig = Rig()
    rig.send(bytes((id_, 1, 1)), drive(70))
    assert rig.base.command == (70, 0)
    assert [event.unknown for event in rig.events if isinstance(event, CommandRead)] == [True, False]


def test_a_command_of_a_wrong_length_is_dropped_and_the_next_is_heard():
    rig = Rig()
    rig.send(bytes((1, 3, 1, 0, 0)), drive(70))
    assert rig.base.command == (70, 0)
    assert lost(rig.events) == [(5, "command 1 of a wrong length")]


def test_behind_a_wrong_length_the_rest_is_dropped():
    rig = Rig()
    rig.send(drive(70), bytes((12, 9, 1)))
    rig.send(drive(80), bytes((12,)))
    assert rig.base.command == (80, 0)
    assert lost(rig.events) == [(n, "a sub-payload longer than its frame") for n in (3, 1)]


def test_a_repeated_speed_is_traced_once():
    rig = Rig()
    for _ in range(5):
        rig.send(drive(70))
    rig.send(drive(0))
    assert read(rig.events) == ["speed 70 mm/s, radius 0 mm", "stop"]


def test_hosts_at_other_connectors_do_not_mix_their_bytes():
    rig = Rig()
    rig.line.feed(GOOD[:4], 0.0, NETWORK)
    rig.line.feed(command(drive(30)), 0.0, ROBOT)
    assert rig.base.command == (30, 0)
    rig.line.feed(GOOD[4:], 0.0, NETWORK)
    assert rig.base.command == (100, 0)


@settings(deadline=None)
@given(
    st.lists(st.one_of(st.binary(max_size=40), st.sampled_from([GOOD, GOOD[:7], b"\xaa\x55"])), max_size=20)
)
def test_each_byte_is_in_a_frame_lost_or_waiting(pieces):
    reader = FrameReader()
    seen = 0
    for piece in pieces:
        for found in reader.read(piece, 0.0):
            seen += len(found.data) if isinstance(found, Lost) else len(found) + 4
    assert seen + len(reader._waiting) == sum(map(len, pieces))
    assert len(reader._waiting) < 259
    assert any(not isinstance(each, Lost) for each in reader.read(GOOD, 1.0))


def test_what_lies_around_can_be_changed_by_tests():
    rig = Rig()
    rig.body.around = replace(rig.body.around, on_dock=True)
    assert rig.wait().charger == 6
