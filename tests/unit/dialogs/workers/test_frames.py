"""Frames survive any cutting, and refuse what is none."""

import json
from random import Random

import pytest

from dialogs.workers.frames import (
    HEAD,
    LONGEST_BLOB_BYTES,
    LONGEST_JSON_BYTES,
    BadFrame,
    FrameDecoder,
    decode_json,
    encode_frame,
)


def test_the_bytes_are_as_written_down() -> None:
    assert encode_frame({"a": 1}, b"xyz") == b"\x00\x00\x00\x08\x00\x00\x00\x03" + b'{"a": 1}' + b"xyz"


def test_frames_come_out_as_they_went_in_however_they_are_cut() -> None:
    chance = Random(5)
    sent = [
        ({"n": n, "text": "số \ud800 \0 ạ" * n}, chance.randbytes(chance.randrange(300))) for n in range(60)
    ]
    wire = b"".join(encode_frame(*frame) for frame in sent)
    decoder, got = FrameDecoder(), []
    while wire:
        cut = chance.choice((1, 2, 7, 64, 1000))
        got += decoder.feed(wire[:cut])
        wire = wire[cut:]
    assert got == sent


def test_a_half_frame_waits() -> None:
    decoder = FrameDecoder()
    frame = encode_frame({"a": 1}, b"12345")
    assert list(decoder.feed(frame[:-1])) == []
    assert list(decoder.feed(frame[-1:])) == [({"a": 1}, b"12345")]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ((LONGEST_JSON_BYTES + 1, 0), "a message of 1048577 bytes; at most 1048576"),
        ((2, LONGEST_BLOB_BYTES + 1), "a blob of 33554433 bytes; at most 33554432"),
        ((0xFFFFFFFF, 0xFFFFFFFF), "a message of 4294967295 bytes"),
    ],
)
def test_lengths_are_judged_before_anything_is_kept(head: tuple[int, int], said: str) -> None:
    with pytest.raises(BadFrame, match=said):
        list(FrameDecoder().feed(HEAD.pack(*head)))


def test_the_sender_is_held_to_the_same_lengths() -> None:
    with pytest.raises(BadFrame, match="a message of"):
        encode_frame({"text": "x" * LONGEST_JSON_BYTES})
    with pytest.raises(BadFrame, match="a blob of"):
        encode_frame({}, bytes(LONGEST_BLOB_BYTES + 1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (json.dumps([1]).encode(), "must be an object, not list"),
        (b"null", "must be an object, not NoneType"),
    ],
)
def test_what_is_no_message_is_named(text: bytes, said: str) -> None:
    with pytest.raises(BadFrame, match=said):
        decode_json(text)
