"""Tag, length, value: BER as in ISO/IEC 8825-1, definite lengths only, nothing longer than it says.

Values are slices of what came: nothing is encoded again, so that hashes hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from drivers.identity_card.chip.errors import CardError, Cause

LONGEST_BYTES = 128 * 1024  # of one file; the largest known portrait has a tenth of it
MOST_CHILDREN = 1024
_TAG_BYTES = 3
_LENGTH_BYTES = 4


class Malformed(CardError):
    """Bytes that are no TLV, or not the one that was wanted."""

    def __init__(self, message: str) -> None:
        super().__init__(Cause.BAD_DATA, message)


@dataclass(frozen=True, slots=True, repr=False)
class Tlv:
    """One data object, `data[start:end]` of what was read. `tag` is its bytes as a number, e.g. 0x5F1F."""

    tag: int
    value: bytes
    start: int
    end: int

    def __repr__(self) -> str:
        return f"Tlv(tag={self.tag:X}, {len(self.value)} bytes)"


def read_header(data: bytes, at: int = 0) -> tuple[int, int, int]:
    """The tag at `at`, where its value begins and where it ends; the value itself may not have come yet."""
    tag, behind = _read_tag(data, at)
    length, begin = _read_length(data, behind, tag)
    return tag, begin, begin + length


def read_tlv(data: bytes, at: int = 0) -> Tlv:
    """The data object that begins at `at`. Raises `Malformed`."""
    tag, begin, end = read_header(data, at)
    if end > len(data):
        raise Malformed(f"tag {tag:X} at byte {at} says {end - begin} bytes; {len(data) - begin} are there")
    return Tlv(tag, data[begin:end], at, end)


def read_whole(data: bytes, tag: int) -> Tlv:
    """The one data object that `data` is, to its last byte. Raises `Malformed`."""
    found = read_tlv(data)
    if found.tag != tag:
        raise Malformed(f"tag {found.tag:X} where {tag:X} belongs")
    if found.end != len(data):
        raise Malformed(f"{len(data) - found.end} bytes behind the end of tag {tag:X}")
    return found


def children(value: bytes) -> tuple[Tlv, ...]:
    """The data objects that `value` is made of, at most 1024. Raises `Malformed`."""
    return tuple(_walk(value))


def find(value: bytes, tag: int) -> Tlv | None:
    """The first `tag` among the children of `value`. Raises `Malformed`."""
    return next((child for child in children(value) if child.tag == tag), None)


def need(value: bytes, *path: int) -> Tlv:
    """The data object that the tags of `path` lead to, each within the one before. Raises `Malformed`."""
    found: Tlv | None = None
    for tag in path:
        found = find(value, tag)
        if found is None:
            raise Malformed(f"tag {tag:X} is missing")
        value = found.value
    if found is None:
        raise Malformed("no tag was asked for")
    return found


def encode(tag: int, value: bytes) -> bytes:
    """The data object in DER: the shortest length."""
    size = len(value)
    if size < 0x80:
        length = bytes((size,))
    else:
        digits = size.to_bytes((size.bit_length() + 7) // 8)
        length = bytes((0x80 | len(digits),)) + digits
    return tag.to_bytes((tag.bit_length() + 7) // 8 or 1) + length + value


def _walk(value: bytes) -> Iterator[Tlv]:
    at = 0
    for _ in range(MOST_CHILDREN):
        if at == len(value):
            return
        child = read_tlv(value, at)
        yield child
        at = child.end
    if at < len(value):
        raise Malformed(f"more than {MOST_CHILDREN} data objects in one")


def _read_tag(data: bytes, at: int) -> tuple[int, int]:
    """X.690 8.1.2: low five bits all ones mean that bytes follow, the last of them below 80."""
    first = _byte(data, at)
    if first in (0x00, 0xFF):
        raise Malformed(f"no tag at byte {at} but {first:02X}")
    if first & 0x1F != 0x1F:
        return first, at + 1
    for end in range(at + 2, at + 1 + _TAG_BYTES):
        if _byte(data, end - 1) < 0x80:
            return int.from_bytes(data[at:end]), end
    raise Malformed(f"the tag at byte {at} is longer than {_TAG_BYTES} bytes")


def _read_length(data: bytes, at: int, tag: int) -> tuple[int, int]:
    """X.690 8.1.3; the length and where the value begins."""
    first = _byte(data, at)
    if first < 0x80:
        return first, at + 1
    count = first & 0x7F
    if not 1 <= count <= _LENGTH_BYTES:
        raise Malformed(f"tag {tag:X}: {count} bytes of length; 1 to {_LENGTH_BYTES} are right")
    _byte(data, at + count)
    length = int.from_bytes(data[at + 1 : at + 1 + count])
    if length > LONGEST_BYTES:
        raise Malformed(f"tag {tag:X} says {length} bytes; at most {LONGEST_BYTES} are read")
    return length, at + 1 + count


def _byte(data: bytes, at: int) -> int:
    if at >= len(data):
        raise Malformed(f"it ends at byte {len(data)}, within a tag or length")
    return data[at]
