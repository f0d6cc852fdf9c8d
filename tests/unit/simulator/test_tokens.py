"""The tokeniser: nothing lost, nothing invented, any chunking, bounded memory."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from simulator.devices.printer.tokens import Kind, ReceiveBuffer


def tokens_of(*chunks: bytes):
    buffer, found = ReceiveBuffer(4096), []
    for chunk in chunks:
        buffer.append(chunk)
        while (token := buffer.next()) is not None:
            found.append(token)
    return found, buffer


def test_text_and_commands_are_told_apart():
    found, _ = tokens_of(b"A0042\n\x1b@\x1da\xff\0\0\0")
    assert [(t.kind, t.data) for t in found] == [
        (Kind.TEXT, b"A0042"),
        (Kind.CONTROL, b"\n"),
        (Kind.COMMAND, b"\x1b@"),
        (Kind.COMMAND, b"\x1da\xff"),
        (Kind.CONTROL, b"\0\0\0"),
    ]


def test_image_rows_come_before_the_image_is_complete():
    head = b"\x1dv0\x00\x02\x00\x64\x00"
    found, buffer = tokens_of(head, b"\xff" * 2 * 30)
    assert [(t.kind, len(t.data), t.last) for t in found] == [(Kind.RASTER, 48, False)]
    assert buffer.occupied_bytes == 0


def test_an_image_without_dots_is_a_command():
    found, _ = tokens_of(b"\x1dv0\x00\x00\x00\x05\x00A")
    assert [t.kind for t in found] == [Kind.COMMAND, Kind.TEXT]


def test_a_command_longer_than_memory_is_dropped_and_the_rest_is_read():
    long = b"\x1d8L\x00\x00\x10\x00" + bytes(0x100000)
    found, buffer = tokens_of(*(long[i : i + 1000] for i in range(0, len(long), 1000)), b"A\n")
    assert [t.kind for t in found if t.kind is not Kind.TOO_LONG] == [Kind.TEXT, Kind.CONTROL]
    assert sum(t.length for t in found if t.kind is Kind.TOO_LONG) == len(long)
    assert buffer.occupied_bytes == 0


def test_clearing_forgets_half_an_image_too():
    found, buffer = tokens_of(b"\x1dv0\x00\x02\x00\x64\x00\xff\xff")
    assert not found
    assert buffer.clear() == 2
    buffer.append(b"A\n")
    token = buffer.next()
    assert token is not None
    assert (token.kind, token.end) == (Kind.TEXT, 11)


@given(st.binary(max_size=400), st.lists(st.integers(0, 400), max_size=8))
def test_chunking_changes_nothing_but_where_text_is_split(data, cuts):
    ends = sorted({min(cut, len(data)) for cut in cuts} | {0, len(data)})
    whole, _ = tokens_of(data)
    pieces, _ = tokens_of(*(data[a:b] for a, b in pairwise(ends)))

    def joined(tokens):
        return [(t.kind, t.data) for t in tokens if t.kind in (Kind.COMMAND, Kind.RASTER)]

    assert joined(pieces) == joined(whole)
    assert sum(t.length for t in pieces) == sum(t.length for t in whole)


@given(st.binary(max_size=600))
def test_every_byte_is_accounted_for(data):
    found, buffer = tokens_of(data)
    heads = sum(len(t.head) for t in found if t.last and t.kind is Kind.RASTER)
    assert sum(t.length for t in found) + heads <= len(data)
    assert all(t.end <= len(data) for t in found)
    assert buffer.occupied_bytes == 0
