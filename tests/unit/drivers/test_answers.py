"""Whatever arrives, in whatever pieces, the answers among it are told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.ticket_printer.escpos.protocol.answers import BLOCK_LIMIT_BYTES, Answer, AnswerReader, Kind

WHOLE = [
    (b"\x12", Answer(Kind.REAL_TIME, b"\x12")),
    (b"\x7e", Answer(Kind.REAL_TIME, b"\x7e")),
    (b"\x14\x00\x00\x0f", Answer(Kind.AUTO_STATUS, b"\x14\x00\x00\x0f")),
    (b"\x3c\x00\x00\x0f", Answer(Kind.AUTO_STATUS, b"\x3c\x00\x00\x0f")),
    (b"\x0c", Answer(Kind.PAPER_SENSOR, b"\x0c")),
    (b"\x37\x22!!!A\x00", Answer(Kind.JOB_ID, b"!!!A")),
    (b"\x37\x25\x00", Answer(Kind.CLEARED, b"")),
    (b"\x5fTM-T20\x00", Answer(Kind.IDENTITY, b"TM-T20")),
]


def feed(*pieces: bytes) -> tuple[list[Answer], int]:
    reader = AnswerReader()
    return [answer for piece in pieces for answer in reader.feed(piece)], reader.noise_bytes


@given(st.lists(st.sampled_from(WHOLE), max_size=12), st.data())
def test_any_chunking_gives_the_same_answers(sequence, data):
    stream = b"".join(wire for wire, _ in sequence)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    pieces = [stream[start:end] for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert feed(*pieces) == ([answer for _, answer in sequence], 0)


def test_flow_control_may_stand_anywhere():
    answers, noise = feed(b"\x14\x13\x00\x00\x11\x0f\x37\x13\x25\x00")
    assert [answer.kind for answer in answers if answer.kind is not Kind.FLOW] == [
        Kind.AUTO_STATUS,
        Kind.CLEARED,
    ]
    assert noise == 0


def test_an_auto_status_with_a_broken_byte_is_noise_and_the_next_answer_is_heard():
    assert feed(b"\x14\x00\x12") == ([Answer(Kind.REAL_TIME, b"\x12")], 2)


def test_a_half_block_ends_at_the_next_byte_that_is_no_text():
    assert feed(b"\x37\x22!!\x14\x00\x00\x0f") == ([Answer(Kind.AUTO_STATUS, b"\x14\x00\x00\x0f")], 4)


def test_a_block_of_unknown_form_is_noise():
    assert feed(b"\x37\x99\x00\x12")[0][-1] == Answer(Kind.REAL_TIME, b"\x12")
    assert feed(b"\x3babc\x00") == ([], 4)


def test_a_block_that_never_ends_is_dropped_at_the_limit():
    reader = AnswerReader()
    assert reader.feed(b"\x5f" + b"a" * (BLOCK_LIMIT_BYTES - 1)) == []
    reader.feed(b"\x80")
    assert reader.noise_bytes == BLOCK_LIMIT_BYTES + 1


def test_a_partial_answer_can_be_given_up():
    reader = AnswerReader()
    reader.feed(b"\x5fTM")
    reader.drop_partial()
    assert reader.noise_bytes == 3
    assert reader.feed(b"\x12") == [Answer(Kind.REAL_TIME, b"\x12")]


@given(st.binary(max_size=2000))
def test_garbage_never_raises_and_every_byte_is_an_answer_or_noise(data):
    reader = AnswerReader()
    reader.feed(data)
    reader.drop_partial()
    assert 0 <= reader.noise_bytes <= len(data)


@pytest.mark.parametrize("byte", range(256))
def test_the_classes_are_disjoint(byte):
    classes = [
        byte in b"\x37\x35\x3b\x3d\x5f",
        byte in b"\x11\x13",
        byte & 0x93 == 0x12,
        byte & 0x93 == 0x10,
        byte & 0x90 == 0x00,
    ]
    assert sum(classes) <= 1
