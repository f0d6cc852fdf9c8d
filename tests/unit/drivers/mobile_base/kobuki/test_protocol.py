"""Frames in any pieces and among anything, and parts that are none."""

import random

import pytest

from drivers.mobile_base.kobuki.protocol.feedback import Malformed, decode_feedback
from drivers.mobile_base.kobuki.protocol.frames import FrameReader, encode_frame
from tests.unit.drivers.mobile_base.kobuki.scripted_base import ScriptedBase

FRAME = ScriptedBase().frame()
PAYLOAD = FRAME[3:-1]


def test_a_frame_is_found_in_any_pieces():
    chance = random.Random(1)
    for _ in range(300):
        reader, found, rest = FrameReader(), [], FRAME * 3
        while rest:
            size = chance.randint(1, 100)
            found += reader.feed(rest[:size])
            rest = rest[size:]
        assert found == [PAYLOAD] * 3
        assert (reader.noise_bytes, reader.bad_frames) == (0, 0)


def test_what_is_around_frames_is_noise_and_counted():
    reader = FrameReader()
    assert reader.feed(b"\xaa\xaa" + FRAME + b"\x55\xaa" + FRAME + b"tail") == [PAYLOAD] * 2
    assert reader.noise_bytes == 2 + 2 + 4


@pytest.mark.parametrize("at", [3, 20, len(FRAME) - 1])
def test_a_wrong_sum_costs_one_frame_only(at):
    wrong = bytearray(FRAME)
    wrong[at] ^= 0x10
    reader = FrameReader()
    assert reader.feed(bytes(wrong) + FRAME * 2) == [PAYLOAD] * 2
    assert reader.bad_frames >= 1
    assert reader.noise_bytes == len(FRAME)


@pytest.mark.parametrize("length", [0, 1, 2])
def test_a_length_that_cannot_be_is_passed_over(length):
    reader = FrameReader()
    assert reader.feed(b"\xaa\x55" + bytes([length]) + FRAME) == [PAYLOAD]
    assert reader.bad_frames == 1


def test_a_whole_frame_in_a_broken_one_is_found():
    reader = FrameReader()
    assert reader.feed(b"\xaa\x55\xfe" + FRAME + bytes(300) + FRAME) == [PAYLOAD] * 2


def test_half_a_frame_is_forgotten_with_its_wire():
    reader = FrameReader()
    assert reader.feed(FRAME[:40]) == []
    reader.forget()
    assert reader.noise_bytes == 40
    assert reader.feed(FRAME[40:] + FRAME) == [PAYLOAD]


def test_a_flood_does_not_pile_up():
    chance, reader = random.Random(2), FrameReader()
    for _ in range(200):
        reader.feed(chance.randbytes(1000))
        assert len(reader._waiting) < 260
    assert reader.feed(b"\x00" * 260 + FRAME)[-1] == PAYLOAD


def test_a_part_that_nobody_knows_is_passed_over():
    said = decode_feedback(b"\x63\x02\x01\x02" + PAYLOAD + b"\x64\x00")
    assert said == decode_feedback(PAYLOAD)
    assert said.core is not None


@pytest.mark.parametrize("part", [1, 3, 4, 5, 6, 10, 11, 13, 16, 19, 21])
def test_a_part_of_another_length_is_malformed_and_so_is_its_frame(part):
    for length in (0, 1, 3 if part != 3 else 4, 5, 60):
        with pytest.raises(Malformed, match=f"part {part}"):
            decode_feedback(PAYLOAD + bytes([part, length]) + bytes(length))


def test_gyro_samples_have_three_axes():
    for count, length in ((6, 8), (4, 10), (3, 14)):
        with pytest.raises(Malformed):
            decode_feedback(bytes([13, length, 0, count]) + bytes(length - 2))


@pytest.mark.parametrize("cut", range(1, 18))
def test_parts_that_are_cut_off_are_malformed(cut):
    with pytest.raises(Malformed):
        decode_feedback(PAYLOAD[:-cut])


def test_a_frame_holds_no_more_than_a_byte_counts():
    assert encode_frame(bytes(255))[2] == 255
    with pytest.raises(ValueError, match="range"):
        encode_frame(bytes(256))
