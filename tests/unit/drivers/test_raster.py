"""A picture becomes few bytes, and the same picture again."""

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drivers.ticket_printer.escpos.protocol.raster import MOST_ROWS, encode_picture
from drivers.ticket_printer.escpos.protocol.realtime import find_trap, mend_traps

STRIDE = 72
DANGEROUS = b"\x10\x04\x05\x14\x00\x01\x18"


@st.composite
def pictures(draw, stride=STRIDE):
    """Pictures full of the bytes that real-time commands are made of."""
    rows = draw(st.integers(0, 150))
    chance = random.Random(draw(st.integers(0, 2**32)))
    blank = draw(st.sampled_from((0.0, 0.3, 0.9)))
    picture = bytearray()
    for _ in range(rows):
        left, right = sorted((chance.randrange(stride + 1), chance.randrange(stride + 1)))
        ink = b"" if chance.random() < blank else bytes(chance.choices(DANGEROUS, k=right - left))
        picture += (bytes(left) + ink).ljust(stride, b"\0")
    return bytes(picture)


def test_a_blank_picture_is_a_feed():
    assert list(encode_picture(bytes(STRIDE * 300), STRIDE)) == [b"\x1bJ\xff\x1bJ\x2d"]


def test_an_empty_picture_is_nothing():
    assert b"".join(encode_picture(b"", STRIDE)) == b""


def test_a_centred_line_costs_its_own_width():
    row = bytes(30) + b"\xff" * 12 + bytes(30)
    pieces = list(encode_picture(row * 24, STRIDE))
    assert pieces == [
        b"\x1ba\x01" + b"\x1dv0\x00\x0c\x00\x18\x00" + b"\xff" * 12 * 24,
        b"\x1ba\x00",
    ]


def test_a_line_at_the_left_costs_its_own_width():
    pieces = list(encode_picture((b"\xf0" * 5 + bytes(67)) * 30, STRIDE))
    assert pieces == [b"\x1dv0\x00\x05\x00\x1e\x00" + b"\xf0" * 150]


def test_a_line_at_the_right_costs_its_own_width():
    pieces = list(encode_picture((bytes(67) + b"\xf0" * 5) * 30, STRIDE))
    assert pieces[0] == b"\x1ba\x02" + b"\x1dv0\x00\x05\x00\x1e\x00" + b"\xf0" * 150


def test_no_band_is_higher_than_the_status_may_wait():
    pieces = list(encode_picture(b"\xff" * STRIDE * 1000, STRIDE))
    assert max(len(piece) for piece in pieces) <= 3 + 8 + MOST_ROWS * STRIDE


@given(pictures())
@settings(max_examples=150, deadline=None)
@example(b"\x10" + bytes(70) + b"\x10" + b"\x04" + bytes(71))
def test_any_picture_comes_out_but_for_mended_dots_and_holds_no_real_time_command(decoded, picture):
    stream = b"".join(encode_picture(picture, STRIDE))
    assert find_trap(stream) is None
    printed = decoded(stream)
    assert len(printed) == len(picture)
    differing = [(was, now) for was, now in zip(picture, printed, strict=True) if was != now]
    assert all((was, now) == (0x10, 0x18) for was, now in differing)
    assert (
        len(differing)
        <= sum(picture.count(bytes((0x10, second))) for second in (0x04, 0x05, 0x14)) + len(picture) // STRIDE
    )


@given(st.binary(max_size=200), st.integers(1, 48))
@settings(max_examples=150, deadline=None)
def test_any_width_comes_out(decoded, data, stride):
    picture = data[: len(data) // stride * stride]
    printed = decoded(b"".join(encode_picture(picture, stride)), stride)
    assert len(printed) == len(picture)
    assert all(was == now or (was, now) == (0x10, 0x18) for was, now in zip(picture, printed, strict=True))


@given(st.lists(st.sampled_from(list(DANGEROUS)), max_size=60))
def test_mending_leaves_no_trap_and_only_blackens(values):
    data = bytes(values)
    mended = mend_traps(data)
    assert find_trap(mended) is None
    assert all(now & was == was for was, now in zip(data, mended, strict=True))


@pytest.mark.parametrize("second", [0x04, 0x05, 0x14])
def test_a_trap_is_found_where_it_stands(second):
    assert find_trap(bytes((0x00, 0x10, 0x10, second, 0x01))) == 2
