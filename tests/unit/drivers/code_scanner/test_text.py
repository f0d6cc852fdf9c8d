"""The text of a code: UTF-8, what was misread and can be set right, and what is no text."""

import random
import unicodedata

import pytest

from drivers.code_scanner.text import CONTROL_CHARACTERS, NOT_TEXT, code_of
from tests.unit.drivers.code_scanner.cards import CARD_2021, CARD_2024, some_card

CARDS = [CARD_2021, CARD_2024, *(some_card(random.Random(seed)) for seed in range(300))]


def cp1258(text: str) -> bytes:
    """As Windows writes Vietnamese: a tone stands behind its letter."""
    made = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            made += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
            made += unicodedata.normalize("NFC", parts.replace(tone, "")).encode("cp1258")
            made += tone.encode("cp1258")
    return made


def read_as(data: bytes, codec: str) -> str | None:
    """The bytes read in another set; what that set leaves undefined is taken as it is by some readers."""
    if codec == "whatwg-1252":
        return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


@pytest.mark.parametrize("card", CARDS[:20])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_utf8_is_told_as_it_is(card, form):
    text = unicodedata.normalize(form, card)
    assert code_of(text.encode()) == code_of(b"\0\xef\xbb\xbf" + text.encode() + b"\r\n\0")
    assert code_of(text.encode()).text == text


@pytest.mark.parametrize("codec", ["latin-1", "cp1252", "whatwg-1252", "cp1258", "shift_jis", "cp932"])
def test_what_a_scanner_misread_is_set_right_or_is_no_text(codec):
    misread = [(card, read_as(card.encode(), codec)) for card in CARDS]
    told = [(card, code_of(text.encode())) for card, text in misread if text is not None]
    assert all(code.text == card or (not code.text and code.problem == NOT_TEXT) for card, code in told)
    cured = sum(code.text == card for card, code in told)
    assert cured == len(told)
    assert cured >= 3


def test_a_misread_shift_jis_is_set_right():
    text = "005099000001||Bùi An|01021903|Nam|Ấp Mẫu|03042022"
    misread = text.encode().decode("shift_jis", "strict")
    assert misread != text
    assert code_of(misread.encode()).text == text


@pytest.mark.parametrize("card", CARDS[:50])
def test_the_vietnamese_set_of_windows_is_read(card):
    card = card.replace("Ð", "Đ")
    assert code_of(cp1258(card)).text == card


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\xfd",
        b"099304005678|\x81\x8d|x",
        CARD_2021.encode("utf-8")[:-60] + b"\xe1",  # cut within a letter
        CARD_2021.replace("Ngọc", "Ng\ufffdc").encode(),
        CARD_2021.encode().decode("latin-1").replace("\x8d", "").encode(),  # misread, and a byte lost
        CARD_2021.encode("gb18030"),
        CARD_2021.replace("Ánh", "ｶﾅ漢").encode(),
        CARD_2021.replace("Ánh", "Анх").encode(),
        CARD_2021.encode("ascii", "replace"),
    ],
)
def test_what_cannot_be_told_is_no_text(data):
    assert code_of(data) == code_of(b"\xff\xfe\xfd")
    assert (code_of(data).text, code_of(data).problem) == ("", NOT_TEXT)


@pytest.mark.parametrize(
    "text",
    ["https://例え.jp/漢字", "Привет", "5 € – “giá”", "tiếng Việt · thường", "https://a.b/?c=d", "æ¼¢å\xad—"],
)
def test_a_foreign_text_is_a_text(text):
    assert code_of(text.encode()).text == text


@pytest.mark.parametrize("bad", ["\0", "\x1d", "\t", "\x7f", "\n"])
def test_control_characters_within_it_are_named(bad):
    code = code_of(CARD_2021.replace("|", f"|{bad}", 1).encode())
    assert (code.text, code.problem) == ("", CONTROL_CHARACTERS)


@pytest.mark.parametrize("prefix", [b"]Q1", b"]Q3", rb"]Q2\000026"])
def test_the_identifier_of_the_symbology_is_no_part_of_the_text(prefix):
    assert code_of(prefix + CARD_2024.encode()).text == CARD_2024


def test_letters_of_other_latin_alphabets_are_left_alone():
    text = CARD_2021.replace("Ngọc", "Kpă Ñôĭ ƀŏč")
    assert code_of(text.encode()).text == text
