"""Bar codes of GS k: a reader that is not ours reads back what was sent."""

import string

import pytest
import zxingcpp

from simulator.devices.printer.bar_codes.code39 import TABLE
from simulator.devices.printer.bar_codes.code128 import WIDTHS
from simulator.devices.printer.bar_codes.ean13 import ean13

CENTRED, CUT = b"\x1ba\x01", b"\x1dVB\x00"


def counted(m: int, data: bytes) -> bytes:
    return b"\x1dk" + bytes((m, len(data))) + data


def read(quick, command: bytes) -> list[tuple[str, str]]:
    quick.send(CENTRED + command + CUT)
    return [(code.format.name, code.text) for code in zxingcpp.read_barcodes(quick.picture(1))]


@pytest.mark.parametrize(
    ("command", "kind", "text"),
    [
        (counted(69, b"A-42 $/%"), "Code39", "A-42 $/%"),
        (counted(69, b"Z+7."), "Code39", "Z+7."),
        (b"\x1dk\x04*KIOSK*\x00", "Code39", "KIOSK"),
        (counted(70, b"0123456789"), "ITF", "0123456789"),
        (b"\x1dk\x05123456\x00", "ITF", "123456"),
        (counted(67, b"893850200101"), "EAN13", "8938502001015"),
        (b"\x1dk\x024006381333931\x00", "EAN13", "4006381333931"),
        (counted(73, b"{BA 0042 {{x}"), "Code128", "A 0042 {x}"),
        (counted(73, b"{AKIOSK\t7"), "Code128", "KIOSK\t7"),
        (counted(73, b"{C" + bytes((12, 34, 56)) + b"{BVN"), "Code128", "123456VN"),
    ],
)
@pytest.mark.parametrize("module_dots", [2, 3])
def test_a_bar_code_can_be_read_back(quick, command, kind, text, module_dots):
    assert read(quick, b"\x1dw" + bytes([module_dots]) + command) == [(kind, text)]


@pytest.mark.parametrize("first", string.digits)
def test_every_first_digit_of_ean13_has_its_parities(quick, first):
    ((_, text),) = read(quick, counted(67, (first + "12345678901").encode()))
    assert text[:12] == first + "12345678901"


@pytest.mark.parametrize("begin", range(0x20, 0x80, 8))
def test_every_character_of_code128_is_in_its_place(quick, begin):
    text = bytes(range(begin, begin + 8)).decode()
    ((_, found),) = read(quick, counted(73, b"{B" + text.replace("{", "{{").encode()))
    assert found == text


def test_tables_are_as_wide_as_the_standards_say():
    assert len(set(WIDTHS)) == len(WIDTHS) == 106
    assert {sum(map(int, widths)) for widths in WIDTHS} == {11}
    assert len(set(TABLE.values())) == len(TABLE) == 44
    assert {widths.count("w") for widths in TABLE.values()} == {3}
    elements = ean13(b"123456789012")
    assert elements is not None and sum(map(int, elements)) == 95


def test_height_width_and_text_are_as_set(quick):
    quick.send(b"\x1dh\x28\x1dw\x02" + counted(70, b"12") + CUT)
    quick.send(b"\x1dH\x02" + counted(70, b"12") + CUT)
    heights = [quick.picture(n).point(lambda v: 255 - v).getbbox() for n in (1, 2)]
    assert heights[0][3] - heights[0][1] == 40 and heights[0][2] == 2 * 4 + (6 * 2 + 4 * 5) + (5 + 4)
    assert heights[1][3] - heights[1][1] > 40 + 10


@pytest.mark.parametrize(
    "command",
    [
        counted(69, b"lower"),
        counted(70, b"123"),
        counted(70, b"12a4"),
        counted(67, b"12"),
        counted(73, b"no set"),
        counted(73, b"{C\xff"),
        counted(73, b"{B"),
        counted(71, b"A1234A"),
        counted(69, b""),
        b"\x1dk\x04\x00",
        counted(69, b"A" * 60),
    ],
)
def test_what_cannot_be_a_bar_code_prints_nothing(quick, command):
    quick.send(command + b"\x1dr\x01")
    assert quick.answers == b"\x00" and not quick.printer.web.printed
