"""DER and BER-TLV (ISO/IEC 8825-1, ISO/IEC 7816-4 annex E): as much as a card writes and a chip reads."""

from collections.abc import Iterator
from dataclasses import dataclass


class BadTlv(Exception):
    """Bytes that are no TLV."""


@dataclass(frozen=True, slots=True)
class Tlv:
    """One object: `tag` as written (one or two bytes as a number)."""

    tag: int
    value: bytes


def tlv(tag: int, value: bytes) -> bytes:
    """One object with the shortest length form."""
    return tag.to_bytes((tag.bit_length() + 7) // 8 or 1, "big") + length_of(len(value)) + value


def length_of(count: int) -> bytes:
    """The length field."""
    if count < 0x80:
        return bytes([count])
    size = (count.bit_length() + 7) // 8
    return bytes([0x80 | size]) + count.to_bytes(size, "big")


def sequence(*parts: bytes) -> bytes:
    """SEQUENCE."""
    return tlv(0x30, b"".join(parts))


def set_of(*parts: bytes) -> bytes:
    """SET OF, its members sorted as DER wants it."""
    return tlv(0x31, b"".join(sorted(parts)))


def context(number: int, value: bytes) -> bytes:
    """[number], constructed."""
    return tlv(0xA0 | number, value)


def integer(value: int) -> bytes:
    """INTEGER."""
    return tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def octets(value: bytes) -> bytes:
    """OCTET STRING."""
    return tlv(0x04, value)


def bits(value: bytes, unused: int = 0) -> bytes:
    """BIT STRING."""
    return tlv(0x03, bytes([unused]) + value)


def null() -> bytes:
    """NULL."""
    return b"\x05\x00"


def boolean(value: bool) -> bytes:
    """BOOLEAN."""
    return tlv(0x01, b"\xff" if value else b"\x00")


def printable(text: str) -> bytes:
    """PrintableString."""
    return tlv(0x13, text.encode("ascii"))


def utf8(text: str) -> bytes:
    """UTF8String."""
    return tlv(0x0C, text.encode())


def oid(dotted: str) -> bytes:
    """OBJECT IDENTIFIER."""
    return tlv(0x06, oid_value(dotted))


def oid_value(dotted: str) -> bytes:
    """The content bytes of an OBJECT IDENTIFIER."""
    first, second, *rest = (int(part) for part in dotted.split("."))
    return b"".join(_base128(arc) for arc in (first * 40 + second, *rest))


def _base128(arc: int) -> bytes:
    groups = [arc & 0x7F]
    while arc := arc >> 7:
        groups.append(arc & 0x7F | 0x80)
    return bytes(reversed(groups))


def read_all(data: bytes) -> Iterator[Tlv]:
    """The objects that lie one after the other in `data`. Raises `BadTlv`."""
    at = 0
    while at < len(data):
        one, at = read_one(data, at)
        yield one


def read_one(data: bytes, at: int = 0) -> tuple[Tlv, int]:
    """The object at `at`, and where it ends. Raises `BadTlv`."""
    try:
        tag, at = _tag(data, at)
        length, at = _length(data, at)
    except IndexError as error:
        raise BadTlv("cut short") from error
    if at + length > len(data):
        raise BadTlv("longer than what is there")
    return Tlv(tag, data[at : at + length]), at + length


def _tag(data: bytes, at: int) -> tuple[int, int]:
    if data[at] & 0x1F != 0x1F:
        return data[at], at + 1
    return data[at] << 8 | data[at + 1], at + 2


def _length(data: bytes, at: int) -> tuple[int, int]:
    first = data[at]
    if first < 0x80:
        return first, at + 1
    size = first & 0x7F
    if not 1 <= size <= 3:
        raise BadTlv("length form")
    _ = data[at + size]
    return int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size
