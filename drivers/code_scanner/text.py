"""What the bytes of one code say. Pure.

A code's bytes should arrive as they are: UTF-8. Some scanners read them in another character set first and
send UTF-8 of that (measured of ZBar: 9 % of cards, Shift-JIS mostly, Latin-1 sometimes), some send Windows'
Vietnamese set. What can be told apart without doubt is set right; what cannot is no text, so that never a
wrong name is shown.
"""

import re
import unicodedata
from collections.abc import Iterator

from drivers.interfaces import ScannedCode

NOT_TEXT = "not_text"
CONTROL_CHARACTERS = "control_characters"

_ONE_BYTE_SETS = ("cp1252", "cp1258")  # with what they leave undefined taken as Latin-1
_MISREADINGS = (*_ONE_BYTE_SETS, "shift_jis", "cp932")
_MARKS = range(0x300, 0x370)
_HARMLESS = frozenset("\u00a0\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00b7\uff5c\ufeff\u200b")
_CARD = re.compile(r"\s*\d{9,12}\s*[|\uff5c]")
_LOSSY_CARD = re.compile(_CARD.pattern + r".*\?", re.DOTALL)  # so some write letters that they have not
_SYMBOLOGY = re.compile(
    rb"\A\]Q[0-6](?:\\\d{6})?"
)  # AIM identifier and ECI, where a scanner is set to send them
_AROUND = "\0\r\n\ufeff"


def code_of(data: bytes) -> ScannedCode:
    """The code whose bytes are `data`; its text is empty where there is a problem."""
    text = _text_of(_SYMBOLOGY.sub(b"", data))
    if text is None:
        return ScannedCode("", NOT_TEXT)
    text = text.strip(_AROUND)
    if any(unicodedata.category(character) == "Cc" for character in text):
        return ScannedCode("", CONTROL_CHARACTERS)
    return ScannedCode(text)


def _text_of(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _windows_vietnamese(data)
    if _is_latin(text):
        return None if _LOSSY_CARD.match(text) else text
    cures = set(_cures(text))
    if len(cures) == 1:
        return cures.pop()
    return None if cures or _is_damaged(text) else text


def _windows_vietnamese(data: bytes) -> str | None:
    """Code page 1258 keeps tones apart from their letters."""
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return None
    whole = not any(ord(character) in _MARKS for character in text)
    return text if whole and _is_latin(text) else None


def _cures(text: str) -> Iterator[str]:
    """What `text` was before it was read in the wrong character set."""
    for codec in _MISREADINGS:
        try:
            cured = b"".join(_byte_of(character, codec) for character in text).decode("utf-8")
        except UnicodeError:
            continue
        if all(map(_is_expected, cured)):
            yield cured


def _byte_of(character: str, codec: str) -> bytes:
    """The byte or bytes that were taken for `character`. Raises `UnicodeEncodeError`."""
    try:
        return character.encode(codec)
    except UnicodeEncodeError:
        if codec not in _ONE_BYTE_SETS:
            raise
        return character.encode("latin-1")


def _is_latin(text: str) -> bool:
    """True for ASCII and letters of Latin alphabets; the second bytes of misread UTF-8 never are."""
    return text.isascii() or all(map(_is_at_home, text))


def _is_at_home(character: str) -> bool:
    if character.isascii() or ord(character) in _MARKS:
        return True
    is_letter = unicodedata.category(character) in ("Lu", "Ll")
    return is_letter and unicodedata.name(character, "").startswith("LATIN ")


def _is_expected(character: str) -> bool:
    return character in _HARMLESS or _is_at_home(character)


def _is_damaged(text: str) -> bool:
    """True for a card's text in which something stands that no card says; other texts may say anything."""
    if "\ufffd" in text:
        return True
    return bool(_CARD.match(text)) and not all(map(_is_expected, text))
