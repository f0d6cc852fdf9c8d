"""DG13 of the Vietnamese card: sixteen numbered fields with all diacritics.

`6D { SEQUENCE { version, OID 1.0.10646.1.0.8, SET OF SEQUENCE { number, values } } }`. The parents are two
sibling SEQUENCEs or one that holds both; an absent spouse or old number is a number alone, or nothing at all.
What other numbers hold is kept as it came: newer cards have more. Another state's DG13 may be anything.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.pki.der import INTEGER, OID, SEQUENCE, SET, Fields, integer
from drivers.identity_card.chip.tlv import Malformed, Tlv, children, read_whole

_CODINGS: Mapping[int, str] = {0x0C: "utf-8", 0x13: "ascii", 0x16: "ascii", 0x1E: "utf-16-be"}
_NAMES: Mapping[int, str] = {
    1: "number",
    2: "name",
    3: "birth_date",
    4: "gender",
    5: "nationality",
    6: "ethnicity",
    7: "religion",
    8: "origin",
    9: "residence",
    10: "marks",
    11: "issue_date",
    12: "expiry_date",
    14: "spouse",
    15: "old_number",
    16: "field_16",
}
_PARENTS = 13
_DEEPEST = 4


@dataclass(frozen=True, slots=True, repr=False)
class PersonalData:
    """The fields as they stand on the card, NFC; dates as text: dd/mm/yyyy, a part of it, or words."""

    number: str | None = None
    name: str | None = None
    birth_date: str | None = None
    gender: str | None = None
    nationality: str | None = None
    ethnicity: str | None = None
    religion: str | None = None
    origin: str | None = None
    residence: str | None = None
    marks: str | None = None
    issue_date: str | None = None
    expiry_date: str | None = None
    father: str | None = None
    mother: str | None = None
    spouse: str | None = None
    old_number: str | None = None
    field_16: str | None = None
    unknown: Mapping[int, bytes] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "PersonalData(hidden)"


def parse_dg13(raw: bytes) -> PersonalData:
    """The fields of DG13. Raises `Malformed` for another state's, whose raw bytes are still good to hash."""
    fields = Fields(read_whole(read_whole(raw, ElementaryFile.DG13.tag).value, SEQUENCE).value, "DG13")
    integer(fields.take(INTEGER))
    fields.take(OID)
    values = _numbered(fields.take(SET).value)
    known = {name: _text(values[number]) for number, name in _NAMES.items() if number in values}
    parents = list(_strings(values.get(_PARENTS, b""), _DEEPEST))
    if len(parents) > 2:
        raise Malformed(f"DG13 names {len(parents)} parents")
    father, mother = (*(part or None for part in parents), None, None)[:2]
    unknown = {n: value for n, value in values.items() if n not in _NAMES and n != _PARENTS}
    return PersonalData(**known, father=father, mother=mother, unknown=unknown)


def _numbered(value: bytes) -> dict[int, bytes]:
    """What follows each number, as it came."""
    found: dict[int, bytes] = {}
    for item in children(value):
        if item.tag != SEQUENCE:
            raise Malformed(f"DG13: tag {item.tag:X} where a field belongs")
        number = next(iter(children(item.value)), None)
        if number is None or number.tag != INTEGER:
            raise Malformed("DG13: a field without a number")
        key = integer(number)
        if key in found:
            raise Malformed(f"DG13: field {key} comes twice")
        found[key] = item.value[number.end :]
    return found


def _text(value: bytes) -> str | None:
    return " ".join(part for part in _strings(value, _DEEPEST) if part) or None


def _strings(value: bytes, deepest: int) -> Iterator[str]:
    for item in children(value):
        if item.tag in _CODINGS:
            yield _decoded(item)
        elif item.tag in (SEQUENCE, SET) and deepest:
            yield from _strings(item.value, deepest - 1)


def _decoded(item: Tlv) -> str:
    try:
        text = item.value.decode(_CODINGS[item.tag])
    except UnicodeDecodeError:
        raise Malformed(f"DG13: a text of tag {item.tag:X} is not what it says") from None
    return unicodedata.normalize("NFC", text).strip(" \0\r\n\t")
