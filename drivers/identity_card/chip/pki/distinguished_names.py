"""Names of issuers and subjects (RFC 5280, 4.1.2.4): kind of string, case and blanks make no difference.

A country's certificates do write the same name once as PrintableString and once as UTF8String.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from drivers.identity_card.chip.pki.der import OID, SEQUENCE, SET, Fields, oid
from drivers.identity_card.chip.tlv import Malformed, Tlv, children, read_whole

_LABELS: Mapping[str, str] = {
    "2.5.4.3": "CN",
    "2.5.4.5": "serialNumber",
    "2.5.4.6": "C",
    "2.5.4.7": "L",
    "2.5.4.8": "ST",
    "2.5.4.10": "O",
    "2.5.4.11": "OU",
}
_CODINGS: Mapping[int, str] = {
    0x0C: "utf-8",
    0x13: "ascii",
    0x14: "latin-1",
    0x16: "ascii",
    0x1C: "utf-32-be",
    0x1E: "utf-16-be",
}
_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Name:
    """A name; two are equal when they mean the same. `exact`: letter by letter."""

    key: tuple[frozenset[_Pair], ...]
    exact: tuple[tuple[_Pair, ...], ...] = field(compare=False)
    text: str = field(compare=False)

    def __str__(self) -> str:
        return self.text


def parse_name(data: bytes) -> Name:
    """The Name that `data` is. Raises `Malformed`."""
    parts = [
        [_pair(item) for item in children(_set(part))] for part in children(read_whole(data, SEQUENCE).value)
    ]
    key = tuple(frozenset((kind, _folded(value)) for kind, value in part) for part in parts)
    text = ", ".join(f"{_LABELS.get(kind, kind)}={_shown(value)}" for part in parts for kind, value in part)
    return Name(key, tuple(map(tuple, parts)), text)


def _set(part: Tlv) -> bytes:
    if part.tag != SET:
        raise Malformed(f"tag {part.tag:X} where a part of a name belongs")
    return part.value


def _pair(item: Tlv) -> _Pair:
    if item.tag != SEQUENCE:
        raise Malformed(f"tag {item.tag:X} where an attribute of a name belongs")
    fields = Fields(item.value, "attribute of a name")
    kind = oid(fields.take(OID))
    value = fields.take(*_CODINGS)
    fields.done()
    try:
        return kind, value.value.decode(_CODINGS[value.tag])
    except UnicodeDecodeError:
        raise Malformed("an attribute of a name is not the text it says") from None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _shown(text: str) -> str:
    """One line of a terminal or a page, whatever the certificate says."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:80]
