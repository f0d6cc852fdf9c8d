"""Command lengths, typed from the manual."""

import pytest

from simulator.devices.printer.lengths import command_length


@pytest.mark.parametrize(
    ("command", "length"),
    [
        ("10 04 01", 3),
        ("10 04 07 01", 4),
        ("10 04 08 01", 4),
        ("10 05 01", 3),
        ("10 14 01 00 01", 5),
        ("10 14 02 01 08", 5),
        ("10 14 03 00 00 00 00 00", 8),
        ("10 14 07 01", 4),
        ("10 14 08 01 03 14 01 06 02 08", 10),
        ("1B 40", 2),
        ("1B 32", 2),
        ("1B 4C", 2),
        ("1B 53", 2),
        ("1B 0C", 2),
        ("1B 69", 2),
        ("1B 6D", 2),
        ("1B FF", 2),
        ("1B 3C", 2),
        ("1B 76", 2),
        ("1B 24 01 00", 4),
        ("1B 5C 01 00", 4),
        ("1B 63 33 00", 4),
        ("1B 70 00 19 FA", 5),
        ("1B 57 00 00 00 00 01 00 01 00", 10),
        ("1B 2A 00 02 00 FF FF", 7),
        ("1B 2A 21 01 00 FF FF FF", 8),
        ("1B 44 08 10 00", 5),
        ("1B 28 41 02 00 30 31", 7),
        ("1B 21 00", 3),
        ("1B 61 01", 3),
        ("1B 06 01", 3),
        ("1C 2E", 2),
        ("1C 26", 2),
        ("1C 53 00 00", 4),
        ("1C 70 01 00", 4),
        ("1C 28 41 02 00 30 31", 7),
        ("1C 2D 01", 3),
        ("1D 28 4C 02 00 30 32", 7),
        ("1D 38 4C 02 00 00 00 30 32", 9),
        ("1D 76 30 00 02 00 03 00 1 2 3 4 5 6", 14),
        ("1D 24 01 00", 4),
        ("1D 4C 01 00", 4),
        ("1D 57 01 00", 4),
        ("1D 50 CB CB", 4),
        ("1D 56 00", 3),
        ("1D 56 42 00", 4),
        ("1D 6B 04 31 32 00", 6),
        ("1D 6B 49 02 31 32", 6),
        ("1D 2A 01 02 " + "00 " * 16, 20),
        ("1D 5E 01 00 00", 5),
        ("1D 3A", 2),
        ("1D 49 42", 3),
        ("1D 61 FF", 3),
        ("1D 72 01", 3),
        ("1D 21 11", 3),
    ],
)
def test_the_length_is_known_and_never_too_early(command, length):
    data = bytes.fromhex("".join(part.zfill(2) for part in command.split()))
    assert len(data) == length
    assert command_length(data + b"more") == length
    for end in range(2, len(data)):
        early = command_length(data[:end])
        assert early is None or early == length


@pytest.mark.parametrize(("command", "longest"), [(b"\x1bD", 35), (b"\x1dk\x04", 259)])
def test_a_list_without_its_end_is_cut_off_where_memory_ends(command, longest):
    assert command_length(command + b"\x41" * 500) == longest
