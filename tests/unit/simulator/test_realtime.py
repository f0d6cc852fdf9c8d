"""Real-time commands are found anywhere, in any chunking."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.devices.printer.realtime import CLEAR_BUFFERS, RealtimeScanner

PIECES = st.sampled_from(
    [b"\x10", b"\x10\x04", b"\x10\x04\x01", b"\x10\x05\x02", b"\x14", b"\x08\x01", CLEAR_BUFFERS, b"A"]
)


def found_in(*chunks: bytes):
    scanner, found, before = RealtimeScanner(), [], 0
    for chunk in chunks:
        found += [(item.command, before + item.end) for item in scanner.scan(chunk)]
        before += len(chunk)
    return found


def test_a_command_split_over_chunks_is_found_once():
    assert found_in(b"A\x10", b"\x04", b"\x02B") == [(b"\x10\x04\x02", 4)]


def test_a_false_start_does_not_hide_the_real_one():
    assert found_in(b"\x10\x10\x04\x01") == [(b"\x10\x04\x01", 4)]
    assert found_in(b"\x10\x14\x10\x04\x01") == [(b"\x10\x04\x01", 5)]


def test_unknown_numbers_are_no_real_time_command():
    assert found_in(b"\x10\x04\x09\x10\x05\x07") == []


@given(st.lists(PIECES, max_size=12).map(b"".join), st.integers(1, 5))
def test_any_chunking_finds_the_same(data, size):
    assert found_in(*(data[i : i + size] for i in range(0, len(data), size))) == found_in(data)
