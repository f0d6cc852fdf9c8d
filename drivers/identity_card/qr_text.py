"""From the text of a code to the fields of a card: what is around it, and what it is not. Pure."""

import re
import unicodedata

from drivers.identity_card.mangled import is_mangled
from drivers.identity_card.number import DIGITS, is_digits
from drivers.identity_card.qr_problems import NotACard, Oddity, Problem

LONGEST = 1000  # characters; the longest card seen is far below 400
FEWEST = 6  # fields: seven, one of them left out
MOST = 20
AROUND = "\0\r\n\t\ufeff\u200b "  # scanners and printers add them
FULL_WIDTH = "\uff5c"
WRONGLY_DECODED = {chr(code) for code in (*range(0x80, 0xA0), 0xAD)}  # told as such by `is_mangled`
LABEL = re.compile(r"^(?:CCCD|CC|CĂN CƯỚC(?: CÔNG DÂN)?|CĂN CƯỚC)\s*:\s*(?=\d)", re.IGNORECASE)
LINK = re.compile(r"^(?:[a-z][a-z0-9+.-]{1,20}:/|www\.|mailto:|tel:)", re.IGNORECASE)
OTHERS = {  # how other codes begin, and what they are
    "000201": "a payment code (EMVCo, VietQR)",
    "WIFI:": "the key of a wireless network",
    "BEGIN:": "a contact or an appointment",
    "MECARD:": "a contact",
    "{": "a JSON object",
    "<": "an XML text",
}


def fields_of(text: str) -> tuple[list[str], set[Oddity]]:
    """The fields, blanks around them gone, composed letters; and what is unusual. Raises `NotACard`."""
    clean = _clean(text)
    odd = {Oddity.FULL_WIDTH_SEPARATOR} if FULL_WIDTH in clean else set()
    unlabelled = LABEL.sub("", clean.replace(FULL_WIDTH, "|"))
    if len(unlabelled) < len(clean):
        odd.add(Oddity.LABEL)
    fields = [field.strip() for field in unlabelled.split("|")]
    _check_count(fields)
    return fields, odd


def _clean(text: str) -> str:
    stripped = text.strip(AROUND)
    if not stripped:
        raise NotACard(Problem.EMPTY, "the code holds no text; a card's holds 7 or 11 fields between `|`")
    if len(stripped) > LONGEST:
        raise NotACard(
            Problem.TOO_LONG, f"the text has {len(stripped)} characters; a card's has {LONGEST} at the most"
        )
    _check_is_no_other(stripped)
    _check_characters(stripped)
    return unicodedata.normalize("NFC", stripped)


def _check_is_no_other(text: str) -> None:
    if LINK.match(text):
        raise NotACard(Problem.LINK, "the code holds a link; the card's holds text fields between `|`")
    for beginning, what in OTHERS.items():
        if text.upper().startswith(beginning) and "|" not in text[:DIGITS]:
            raise NotACard(Problem.FOREIGN, f"the code is {what}, not the card's")


def _check_characters(text: str) -> None:
    """Neither what steers a screen or a program, nor letters of a wrong character set."""
    for place, one in enumerate(text, 1):
        if unicodedata.category(one) in {"Cc", "Cf", "Zl", "Zp"} and one not in WRONGLY_DECODED:
            raise NotACard(
                Problem.CONTROL_CHARACTERS,
                f"character {place} is a control character (U+{ord(one):04X}); a card's text has none inside",
            )
    if is_mangled(text):
        raise NotACard(
            Problem.MOJIBAKE,
            "letters that no Vietnamese name or address has: the text was not decoded as UTF-8",
        )


def _check_count(fields: list[str]) -> None:
    count = len(fields)
    if FEWEST <= count <= MOST:
        return
    if count > 1 and (is_digits(fields[0]) or is_digits(fields[-1])):
        raise NotACard(
            Problem.TORN, f"{count} fields between `|`; a card has 7 or 11: part of the text is missing"
        )
    if count == 1 and is_digits(fields[0]):
        raise NotACard(Problem.FOREIGN, "digits only, no fields between `|`; a card's QR has 7 or 11")
    raise NotACard(Problem.FOREIGN, f"{count} field{'s' * (count > 1)} between `|`; a card has 7 or 11")
