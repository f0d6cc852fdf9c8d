"""Frames and turns of an LD19: pieces, noise, losses, angles, time, cost."""

import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.range_scanner.ld19.driver import Ld19, Ld19Speech
from drivers.range_scanner.ld19.protocol import FRAME_BYTES, FrameReader, check_sum
from drivers.range_scanner.ld19.turns import FRAME_S, Turns
from drivers.transports.address import AddressError
from tests.unit.drivers.range_scanner.frames import crc8, ld19_frame, ld19_frames

GOOD = ld19_frames(120, lambda degrees: 1000 + int(degrees))
TURN_FRAMES = 37.5


def turns_of(data: bytes, piece: int = 176):
    speech = Ld19Speech()
    told = []
    for at in range(0, len(data), piece):
        told += speech.feed(data[at : at + piece])[1]
    return told, speech


@settings(deadline=None)
@given(st.binary(max_size=80))
def test_the_check_sum_is_that_of_the_maker(data):
    assert check_sum(data) == crc8(data)


@pytest.mark.parametrize("piece", [1, 7, 46, 47, 48, 176, 5000])
def test_frames_in_any_pieces_are_the_same(piece):
    reader = FrameReader()
    found = [reader.feed(GOOD[at : at + piece]) for at in range(0, len(GOOD), piece)]
    frames = np.concatenate(found)
    assert 117 <= len(frames) <= 120 and reader.noise_bytes == reader.wrong_checks == 0
    assert frames.tobytes() == GOOD[: len(frames) * FRAME_BYTES]


def test_a_stream_that_is_joined_amid_a_frame():
    reader = FrameReader()
    assert len(reader.feed(GOOD[20:])) == 119
    assert reader.noise_bytes == 27 and reader.wrong_checks == 0


def test_noise_between_frames_costs_none_of_them():
    frames = [GOOD[at : at + FRAME_BYTES] for at in range(0, 40 * FRAME_BYTES, FRAME_BYTES)]
    for noise in (b"\x54", b"\x54\x2c", b"\x00" * 13, b"\x54\x2c\x10\x0e" * 9, bytes(range(256))):
        reader = FrameReader()
        found = np.concatenate([reader.feed(noise + frame) for frame in frames] + [reader.feed(GOOD)])
        assert len(found) == 160
        assert reader.noise_bytes == 40 * len(noise)


def test_each_wrong_bit_is_noticed():
    frame = GOOD[:FRAME_BYTES]
    for bit in range(FRAME_BYTES * 8):
        spoilt = bytearray(frame)
        spoilt[bit // 8] ^= 1 << bit % 8
        assert len(FrameReader().feed(bytes(spoilt) + GOOD[FRAME_BYTES : 5 * FRAME_BYTES])) == 4


def test_a_flood_of_heads_is_read_through():
    reader = FrameReader()
    flood = b"\x54\x2c" * 20_000
    began = time.process_time()
    for at in range(0, len(flood), 500):
        assert len(reader.feed(flood[at : at + 500])) == 0
    assert time.process_time() - began < 2
    assert reader.noise_bytes + len(reader._waiting) == len(flood) and len(reader._waiting) < 400
    assert len(reader.feed(GOOD)) == 120


@settings(deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=60), st.sampled_from([GOOD[:47], GOOD[:30], b"\x54\x2c"]))))
def test_whatever_came_before_four_frames_are_heard(said):
    reader = FrameReader()
    for piece in said:
        reader.feed(piece)
    assert len(reader.feed(GOOD[: 8 * FRAME_BYTES])) >= 4


def test_turns_are_whole_and_counter_clockwise():
    turns, speech = turns_of(GOOD)
    assert len(turns) == 2 and speech.diagnostics()["incomplete"] == 0
    for turn in turns:
        assert len(turn.angles_rad) == len(turn.ranges_m) == 450
        assert turn.angles_rad.dtype == turn.ranges_m.dtype == np.float32
        assert turn.turn_s == pytest.approx(0.1)
        clockwise = np.degrees(-turn.angles_rad.astype(float)) % 360
        assert np.abs(np.diff(clockwise)).max() < 0.85 and clockwise[0] < 0.8
        assert np.abs(turn.ranges_m * 1000 - 1000 - np.floor(clockwise + 1e-3)).max() < 1.01
        assert -math.pi < turn.angles_rad.min() and turn.angles_rad.max() <= np.float32(math.pi)


def test_what_is_to_the_right_has_a_negative_angle():
    (turn, *_), _ = turns_of(ld19_frames(120, lambda degrees: 500 if 80 < degrees < 100 else 3000))
    near = turn.angles_rad[turn.ranges_m < 1]
    assert np.degrees(near).mean() == pytest.approx(-90, abs=1)


def test_no_echo_is_not_a_number():
    (turn, *_), _ = turns_of(ld19_frames(120, lambda degrees: 0 if degrees < 90 else 2000))
    missing = np.isnan(turn.ranges_m)
    assert missing.sum() == pytest.approx(113, abs=1)
    assert np.degrees(turn.angles_rad[missing]).min() >= -90.1
    assert np.degrees(turn.angles_rad[missing]).max() <= 0


def test_the_first_part_of_a_turn_is_none():
    turns, _ = turns_of(ld19_frames(60, lambda degrees: 1000, first_cdeg=9000))
    assert len(turns) == 0
    turns, _ = turns_of(ld19_frames(70, lambda degrees: 1000, first_cdeg=9000))
    assert len(turns) == 1


def test_a_turn_ended_as_long_ago_as_frames_came_after_it():
    turns, _ = turns_of(GOOD, piece=len(GOOD))
    assert [turn.ago_s for turn in turns] == [pytest.approx(FRAME_S * n) for n in (45, 7)]


def test_a_turn_with_some_frames_lost_is_one_and_with_many_is_none():
    frames = [GOOD[at : at + FRAME_BYTES] for at in range(0, len(GOOD), FRAME_BYTES)]
    some = b"".join(frame for number, frame in enumerate(frames) if number not in (50, 51, 60))
    turns, speech = turns_of(some)
    assert [len(turn.angles_rad) for turn in turns] == [414, 450]
    many = b"".join(frame for number, frame in enumerate(frames) if not 50 <= number < 60)
    turns, speech = turns_of(many)
    assert [len(turn.angles_rad) for turn in turns] == [450]
    assert speech.diagnostics()["incomplete"] == 1


@pytest.mark.parametrize(
    "spoilt",
    [
        ld19_frame(9600, [1000] * 12, span_cdeg=1600),  # further than half as much again as its speed makes
        ld19_frame(9600, [1000] * 12, speed_deg_s=0),
        ld19_frame(9600, [1000] * 12, span_cdeg=0),
    ],
)
def test_implausible_frames_are_left_out(spoilt):
    turns, speech = turns_of(GOOD[: 48 * FRAME_BYTES] + spoilt * 3 + GOOD[48 * FRAME_BYTES :])
    assert speech.diagnostics()["implausible"] == 3
    assert [len(turn.angles_rad) for turn in turns] == [450, 450]


def test_angles_beyond_a_circle_are_implausible():
    body = bytearray(ld19_frame(0, [1000] * 12)[:-1])
    body[4:6] = (40_000).to_bytes(2, "little")
    body[42:44] = (40_880).to_bytes(2, "little")
    frames = FrameReader().feed((bytes(body) + bytes((crc8(bytes(body)),))) * 4)
    turns = Turns()
    assert len(frames) == 4 and turns.feed(frames) == [] and turns.implausible == 4


def test_a_scanner_that_does_not_come_round_gives_no_turn_and_no_heap():
    turns, speech = turns_of(ld19_frame(9000, [1000] * 12) * 3000)
    assert turns == [] and speech.diagnostics()["incomplete"] > 0
    assert sum(len(frames) for frames in speech._turns._pending) <= 420


def test_after_the_wire_was_lost_nothing_is_left_of_before():
    speech = Ld19Speech()
    speech.feed(GOOD[: 60 * FRAME_BYTES + 11])
    speech.forget()
    told = speech.feed(GOOD[60 * FRAME_BYTES :])[1]
    assert len(told) == 1 and len(told[0].angles_rad) == 450


def test_a_second_of_frames_costs_little():
    data = ld19_frames(375, lambda degrees: 1000 + int(degrees))
    best = math.inf
    for _ in range(5):
        began = time.process_time()
        turns_of(data)
        best = min(best, time.process_time() - began)
    assert best < 0.008  # 4 ms on a quiet machine: 20 times real time costs 8 % of a core


def test_it_opens_only_addresses():
    with pytest.raises(AddressError):
        Ld19.open("/dev/ttyUSB0")
    assert Ld19.open("serial:/dev/serial/by-id/x").status.usable is False
