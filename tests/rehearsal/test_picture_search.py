"""A picture is found on paper when all of it is there, and only then."""

from random import Random

import pytest

from drivers.interfaces import Raster
from kiosk.rehearsal.stage.picture_search import find_picture, is_within_another

STRIDE = 72
BLANK = bytes(STRIDE)


def picture(rows: int = 200, seed: int = 1) -> Raster:
    return Raster(STRIDE * 8, Random(seed).randbytes(STRIDE * rows))


def test_it_is_found_wherever_it_begins():
    wanted = picture()
    assert find_picture(wanted, BLANK * 5 + wanted.data + BLANK) == (5 * STRIDE, 205 * STRIDE)


@pytest.mark.parametrize("missing", [slice(0, -STRIDE), slice(STRIDE, None), slice(0, 0)])
def test_half_a_picture_is_none(missing):
    wanted = picture()
    assert find_picture(wanted, BLANK * 3 + wanted.data[missing]) is None


def test_another_picture_is_none():
    assert find_picture(picture(), BLANK + picture(seed=2).data + BLANK) is None


def test_a_shift_by_a_byte_is_none():
    wanted = picture()
    assert find_picture(wanted, b"\0" + wanted.data + bytes(STRIDE - 1)) is None


def test_a_dot_a_driver_added_does_not_matter_and_a_missing_one_does():
    wanted = picture()
    at = next(at for at, byte in enumerate(wanted.data) if byte == 0x10)
    more, less = bytearray(wanted.data), bytearray(wanted.data)
    more[at], less[at] = 0x11, 0x00
    assert find_picture(wanted, bytes(more)) == (0, len(wanted.data))
    assert find_picture(wanted, bytes(less)) is None


def test_a_reprint_holds_the_ticket_it_repeats():
    assert is_within_another((10, 20), [(10, 20), (5, 20)])
    assert not is_within_another((10, 20), [(10, 20), (21, 40)])
