"""What comes out on paper can be looked at, and its QR codes can be read."""

import segno
import zxingcpp
from PIL import Image

CUT = b"\x1dVB\x00"
MARGIN = 96  # paper between head and blade


def test_a_raster_image_comes_out_dot_by_dot(quick):
    quick.send(b"\x1dv0\x00\x02\x00\x02\x00\xff\x00\x0f\xf0" + CUT)
    picture = quick.picture(1)
    assert picture.size == (576, MARGIN + 2)
    assert [picture.getpixel((x, MARGIN)) for x in (0, 7, 8, 15)] == [0, 0, 255, 255]
    assert [picture.getpixel((x, MARGIN + 1)) for x in (3, 4, 11, 12)] == [255, 0, 0, 255]


def test_raster_modes_double_width_and_height(quick):
    for mode in (1, 2, 3):
        quick.send(b"\x1dv0" + bytes([mode]) + b"\x01\x00\x01\x00\xff" + CUT)
    boxes = [quick.picture(n).point(lambda v: 255 - v).getbbox() for n in (1, 2, 3)]
    assert [(right - left, bottom - top) for left, top, right, bottom in boxes] == [(16, 1), (8, 2), (16, 2)]


def test_images_are_aligned_and_cut_at_the_paper_edge(quick):
    quick.send(b"\x1ba\x02\x1dv0\x00\x01\x00\x01\x00\xff" + CUT)
    quick.send(b"\x1ba\x00\x1dv0\x00\x64\x00\x01\x00" + b"\xff" * 100 + CUT)
    assert quick.picture(1).point(lambda v: 255 - v).getbbox()[0::2] == (568, 576)
    assert quick.picture(2).width == 576


def test_graphics_of_both_kinds_and_logos_print_the_same(quick):
    sized = b"\x10\x00\x02\x00\xff\x00\x0f\xf0"
    quick.send(b"\x1d(L\x0e\x000p0\x01\x011" + sized + b"\x1d(L\x02\x0002" + CUT)
    quick.send(b"\x1d8L\x0e\x00\x00\x000p0\x01\x011" + sized + b"\x1d(L\x02\x0002" + CUT)
    quick.send(
        b"\x1d(L\x0f\x000C0AB\x01" + sized[:4] + b"1" + sized[4:] + b"\x1d(L\x06\x000EAB\x01\x01" + CUT
    )
    assert quick.picture(1).tobytes() == quick.picture(2).tobytes() == quick.picture(3).tobytes()
    assert quick.picture(1).getpixel((0, MARGIN)) == 0


def test_text_is_drawn_with_size_weight_and_alignment(quick):
    quick.send(b"A\n\x1d!\x11A\n" + CUT)
    quick.send(b"\x1b@\x1bE\x01A\n\x1ba\x01A\n" + CUT)
    assert quick.picture(1).point(lambda v: 255 - v).getbbox() is not None
    left, _, right, _ = quick.picture(2).point(lambda v: 255 - v).getbbox()
    assert left < 12 and 270 < right < 310


def test_text_that_is_too_long_goes_to_the_next_line(quick):
    quick.send(b"A" * 49 + b"\n" + CUT)
    assert quick.picture(1).height == MARGIN + 2 * 34


def test_code_pages_differ_between_models(quick):
    quick.send(b"\x1bt\x10\xe9\n" + CUT)
    quick.send(b"\x1bt\x00\xe9\n" + CUT)
    assert quick.picture(1).tobytes() != quick.picture(2).tobytes()


def test_a_native_qr_code_can_be_read_back(quick):
    data = b"https://kiosk.example/t/A0042"
    store = b"\x1d(k" + bytes([len(data) + 3, 0]) + b"1P0" + data
    quick.send(
        b"\x1ba\x01\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1"
        + store
        + b"\x1d(k\x03\x001Q0"
        + CUT
    )
    assert [code.text for code in zxingcpp.read_barcodes(quick.picture(1))] == [data.decode()]


def test_a_qr_code_drawn_into_the_raster_can_be_read_back(quick):
    code = segno.make_qr("A 0042")
    rows = [bytes(row) for row in code.matrix_iter(border=4)]
    modules = Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows)).point(lambda v: 255 * (v > 0))
    dots = modules.resize((modules.width * 8, modules.height * 8), Image.Resampling.NEAREST).convert("1")
    head = b"\x1dv0\x00" + (dots.width // 8).to_bytes(2, "little") + dots.height.to_bytes(2, "little")
    quick.send(head + dots.tobytes() + CUT)
    assert [found.text for found in zxingcpp.read_barcodes(quick.picture(1))] == ["A 0042"]


def test_nonsense_in_picture_commands_prints_nothing(quick):
    quick.send(
        b"\x1d(L\x04\x000p0\x01"
        + b"\x1d(L\x02\x0002"
        + b"\x1d(k\x03\x001Q0"
        + b"\x1d(L\x00\x00"
        + b"\x1dr\x01"
    )
    assert quick.answers == b"\x00"
