"""The ticket's picture: what is on it, where, and that nothing is cut."""

import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageOps

from kiosk.config.base import Text
from kiosk.config.schema import Config
from kiosk.ticket.fields import FIELD_NAMES, TicketFields
from kiosk.ticket.render import TicketPress

Draw = Callable[..., Image.Image]

MARKS = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VIETNAMESE = (
    "".join(unicodedata.normalize("NFC", letter + mark) for letter in "AĂÂEÊIOÔƠUƯY" for mark in MARKS)
    + "ĐQJ"
)


def ink(picture: Image.Image) -> int:
    return picture.convert("L").histogram()[255]


def codes(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(ImageOps.invert(picture.convert("L")))]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [384, 512, 576])
def test_the_shipped_ticket_fits_every_paper_and_its_code_reads(
    config: Config, fields: TicketFields, look: Any, width: int, language: str
) -> None:
    picture = look(TicketPress(config.ticket, width).picture(replace(fields, language=language)))
    assert picture.width == width
    left, top, right, bottom = picture.getbbox()
    assert left > 8
    assert right < width - 8
    assert abs((left + right) - width) <= 2, "centred"
    assert 0 < top < bottom <= picture.height
    assert codes(picture) == ["HTTP://192.168.1.20:8080/T/K7Q2M9X4RB6D"]


def test_the_number_is_the_largest_thing(drawn: Draw) -> None:
    _, top, _, bottom = drawn({"number": "80"}).getbbox()
    assert 80 <= bottom - top <= 84  # round letters overshoot


def test_composed_and_decomposed_marks_give_the_same_picture(drawn: Draw) -> None:
    name = "Lao động – Bảo trợ xã hội, ỰỲẴỘ ẶỔ"
    nfc, nfd = (Text(vi=unicodedata.normalize(form, name), en="x") for form in ("NFC", "NFD"))
    assert nfc.vi != nfd.vi
    line = {"text": "{service}", "size": "26"}
    assert drawn(line, service=nfc).tobytes() == drawn(line, service=nfd).tobytes()


@pytest.mark.parametrize("weight", ["regular", "semibold", "bold"])
@pytest.mark.parametrize("size", [14, 16, 18, 20, 24, 28, 40, 72, 120])
def test_no_mark_is_cut_at_any_size(drawn: Draw, size: int, weight: str) -> None:
    for letter in VIETNAMESE + VIETNAMESE.lower():
        picture = drawn({"text": letter, "size": str(size), "weight": weight})
        _, top, _, bottom = picture.getbbox()
        assert top > 0, letter
        assert bottom < picture.height, letter


def test_a_line_without_something_to_say_is_left_out(drawn: Draw) -> None:
    lines = ({"text": "Chờ {wait} phút"}, {"gap": "10"})
    assert drawn(*lines, wait=(5, 10)).height > drawn(*lines, wait=None).height == 10
    assert drawn({"qr": "4"}, {"gap": "10"}, qr_url=None).height == 10


def test_a_line_is_printed_only_in_its_languages(drawn: Draw) -> None:
    lines = ({"text": "Wait", "languages": ["en"]}, {"gap": "10"})
    assert drawn(*lines, language="vi").height == 10
    assert drawn(*lines, language="en").height > 10


def test_a_wait_of_one_length_is_one_number(fields: TicketFields) -> None:
    assert replace(fields, wait=(5, 5)).values()["wait"] == "5"
    assert fields.values()["wait"] == "10–15"


def test_the_known_field_names_are_the_values_there_are(fields: TicketFields) -> None:
    assert tuple(fields.values()) == FIELD_NAMES


def test_a_long_text_is_set_smaller_then_broken_never_cut(drawn: Draw) -> None:
    one = drawn({"text": "Ủy ban nhân dân", "size": "24"})
    smaller = drawn({"text": "Ủy ban nhân dân phường Cửa Nam, Hà Nội, Việt Nam", "size": "24"})
    broken = drawn(
        {"text": "Ủy ban nhân dân phường Cửa Nam, thành phố Hà Nội, bộ phận một cửa", "size": "24"}
    )
    assert smaller.height < one.height < broken.height
    for picture in (smaller, broken, drawn({"text": "W" * 90, "size": "24"})):
        assert picture.getbbox()[2] - picture.getbbox()[0] <= 576


def test_a_number_wider_than_the_paper_is_set_smaller(drawn: Draw) -> None:
    left, _, right, _ = drawn({"number": "240"}, width=384, number="AB1234").getbbox()
    assert right - left <= 384


def test_texts_stand_left_centred_or_right(drawn: Draw) -> None:
    def box(align: str) -> tuple[int, int, int, int]:
        found = drawn({"text": "Quầy 1", "align": align}).getbbox()
        assert found
        return found

    assert box("left")[0] <= 3
    assert box("right")[2] >= 573
    assert abs(box("center")[0] + box("center")[2] - 576) <= 2


def test_a_row_has_its_texts_at_its_ends(drawn: Draw) -> None:
    left, _, right, _ = drawn({"row": "Quầy", "value": "{counters}", "width": "300"}).getbbox()
    assert 138 <= left <= 141
    assert 435 <= right <= 438


def test_a_row_too_full_is_broken_and_nothing_overlaps(drawn: Draw) -> None:
    long = Text(vi="Lao động – Thương binh và Xã hội phường Cửa Nam", en="x")
    row = {"row": "Việc cần làm", "value": "{service}", "width": "300"}
    assert drawn(row, service=long).height > drawn(row).height


def test_rules_are_as_long_as_they_say(drawn: Draw) -> None:
    assert drawn({"rule": "100", "thickness": "3"}).getbbox() == (238, 0, 338, 3)
    assert ink(drawn({"rule": "100", "thickness": "2"})) == 200
    assert ink(drawn({"rule": "104", "thickness": "2", "dashed": "yes"})) == 112


def test_a_reprint_says_so_above_everything_else(drawn: Draw) -> None:
    plain, marked = drawn({"number": "80"}), drawn({"number": "80"}, copy=3)
    assert marked.height > plain.height + 30
    assert marked.crop((0, marked.height - plain.height, 576, marked.height)).tobytes() == plain.tobytes()
    assert drawn({"number": "80"}, copy=2).tobytes() != marked.tobytes(), "each reprint bears its own count"


def test_a_code_wider_than_the_paper_is_drawn_smaller_and_reads(drawn: Draw) -> None:
    url = "https://phuong-cua-nam.example/" + "x" * 150
    assert codes(drawn({"qr": "12", "correction": "H"}, width=384, qr_url=url)) == [url]


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("http://192.168.1.20:8080/T/K7Q2", "HTTP://192.168.1.20:8080/T/K7Q2"),
        ("https://so.phuong.example/T/K7Q2", "HTTPS://SO.PHUONG.EXAMPLE/T/K7Q2"),
        ("https://phuong.example/so/T/K7Q2", "https://phuong.example/so/T/K7Q2"),
    ],
)
def test_an_address_is_written_in_capitals_only_where_that_means_the_same(
    drawn: Draw, url: str, read: str
) -> None:
    assert codes(drawn({"qr": "4"}, qr_url=url)) == [read]


def test_a_logo_is_black_where_it_is_dark_and_paper_where_transparent(drawn: Draw, tmp_path: Path) -> None:
    picture = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    picture.paste((10, 10, 10, 255), (0, 0, 20, 20))
    picture.save(tmp_path / "logo.png")
    drawn_logo = drawn({"logo": str(tmp_path / "logo.png"), "width": "80"})
    assert drawn_logo.height == 40
    assert drawn_logo.getbbox() == (248, 0, 288, 40)


def test_a_press_may_be_used_by_several_threads(config: Config, fields: TicketFields) -> None:
    press = TicketPress(config.ticket, 576)
    tickets = [replace(fields, number=f"A{number:03d}", people_ahead=number % 9) for number in range(60)]
    alone = [press.picture(ticket) for ticket in tickets]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(TicketPress(config.ticket, 576).picture, tickets)) == alone
