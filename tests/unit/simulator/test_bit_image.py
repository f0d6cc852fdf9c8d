"""ESC * bit images: columns side by side, 24 dots high, at their density."""

import pytest

CUT = b"\x1dVB\x00"
MARGIN = 96  # paper between head and blade


def box(quick, n: int = 1) -> tuple[int, int, int, int]:
    found = quick.picture(n).point(lambda v: 255 - v).getbbox()
    return found[0], found[1] - MARGIN, found[2], found[3] - MARGIN


@pytest.mark.parametrize(
    ("mode", "column", "dots_wide"),
    [(0, b"\xff", 2), (1, b"\xff", 1), (32, b"\xff" * 3, 2), (33, b"\xff" * 3, 1)],
)
def test_every_mode_is_24_dots_high_and_as_wide_as_its_density(quick, mode, column, dots_wide):
    quick.send(b"\x1b*" + bytes((mode, 10, 0)) + column * 10 + b"\n" + CUT)
    assert box(quick) == (0, 0, 10 * dots_wide, 24)


def test_the_highest_bit_is_on_top_and_columns_go_right(quick):
    quick.send(b"\x1b*\x21\x02\x00" + b"\x80\x00\x00" + b"\x00\x00\x01" + b"\n" + CUT)
    picture = quick.picture(1)
    black = [
        (x, y - MARGIN) for x in range(4) for y in range(MARGIN, MARGIN + 24) if not picture.getpixel((x, y))
    ]
    assert black == [(0, 0), (1, 23)]


def test_strips_without_line_gap_join_to_one_picture(quick):
    strip = b"\x1b*\x21\x10\x00" + b"\xff" * 48 + b"\n"
    quick.send(b"\x1b3\x18" + strip * 3 + CUT)
    assert box(quick) == (0, 0, 16, 72)
    assert quick.picture(1).crop((0, MARGIN, 16, MARGIN + 72)).getextrema() == (0, 0)


def test_it_stands_on_the_line_like_a_character(quick):
    quick.send(b"\x1ba\x02A\x1b*\x21\x06\x00" + b"\xff" * 18 + b"\n" + CUT)
    assert box(quick)[2] == 576 and box(quick)[0] >= 576 - 18


@pytest.mark.parametrize("command", [b"\x1b*\x07\x02\x00\xff\xff", b"\x1b*\x21\x00\x00"])
def test_unknown_modes_and_empty_images_print_nothing(quick, command):
    quick.send(command + b"\n\x1dr\x01")
    assert quick.answers == b"\x00" and not quick.printer.web.printed
