"""Every tag and every length of a file made wrong, one after the other, and bytes spoilt at random."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.identity_card.der import BadTlv, length_of, read_one

# fmt: off
_TAGS = (
    "00", "01", "02", "03", "04", "05", "06", "0C", "13", "16", "17", "18", "30", "31",
    "61", "75", "77", "80", "A0", "A1", "BF", "FF", "1F1F", "5F1F", "7F49", "1F8001", "1FFFFFFFFF7F",
)
_LENGTHS = (
    "00", "01", "7F", "80", "81", "8100", "8101", "81FF", "820001",
    "82FFFF", "83020001", "847FFFFFFF", "84FFFFFFFF", "850000000001", "FF", "88FFFFFFFFFFFFFFFF",
)
# fmt: on
TAGS = tuple(map(bytes.fromhex, _TAGS))
LENGTHS = (*map(bytes.fromhex, _LENGTHS), b"\xfe" + b"\xff" * 126)
DEEPEST = 24


@dataclass(frozen=True, slots=True)
class Node:
    """One object: where its tag, its length and its value begin and where it ends; `above` encloses it."""

    tag_at: int
    length_at: int
    value_at: int
    end: int
    above: tuple["Node", ...]


def nodes_of(data: bytes) -> list[Node]:
    """All objects of a file, also those inside of strings."""
    return list(_nodes(data, 0, len(data), ()))


def each_tag_and_length(data: bytes) -> Iterator[bytes]:
    """Every object with each wrong tag and each wrong length, lengths around it as they were and mended."""
    for node in nodes_of(data):
        size = node.end - node.value_at
        lengths = (*LENGTHS, *(length_of(size + more) for more in (-1, 1, 128) if size + more >= 0))
        for tag in TAGS:
            yield from _exchanged(data, node, node.tag_at, node.length_at, tag)
        for length in lengths:
            yield from _exchanged(data, node, node.length_at, node.value_at, length)
        yield from _exchanged(data, node, node.value_at, node.end, b"")
        yield from _exchanged(data, node, node.tag_at, node.end, b"")
        yield from _exchanged(data, node, node.end, node.end, data[node.tag_at : node.end])


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """Some slips at random: bits, bytes, pieces gone, doubled or from elsewhere."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        at = chance.randrange(len(data) + 1)
        size = chance.choice((1, 1, 2, 4, 16, 64))
        piece = data[at : at + size]
        other = chance.randrange(len(data) + 1)
        changed = {
            "bit": bytes(byte ^ 1 << chance.randrange(8) for byte in piece[:1]) + piece[1:],
            "byte": chance.randbytes(len(piece)),
            "gone": b"",
            "doubled": piece + piece,
            "elsewhere": data[other : other + size],
            "edge": chance.choice((b"\x00", b"\xff", b"\x80", b"\x7f", b"\x30\x80")) * len(piece),
        }
        data = data[:at] + changed[chance.choice(tuple(changed))] + data[at + size :]
    return data if chance.random() < 0.95 else data[: chance.randrange(len(data) + 1)]


def _nodes(data: bytes, start: int, end: int, above: tuple[Node, ...]) -> Iterator[Node]:
    at = start
    while at < end and len(above) < DEEPEST:
        _, behind = read_one(data[:end], at)
        tag_bytes = 2 if data[at] & 0x1F == 0x1F else 1
        more = data[at + tag_bytes] & 0x7F if data[at + tag_bytes] > 0x80 else 0
        node = Node(at, at + tag_bytes, at + tag_bytes + 1 + more, behind, above)
        yield node
        if data[at] & 0x20 or _holds_objects(data[node.value_at : behind]):
            yield from _nodes(data, node.value_at, behind, (*above, node))
        at = behind


def _holds_objects(value: bytes) -> bool:
    """A string that is an object itself, as extensions and the list of hashes are."""
    try:
        one, end = read_one(value)
    except (BadTlv, IndexError):
        return False
    return end == len(value) and one.tag in (0x30, 0x31, 0x02, 0x03, 0x04)


def _exchanged(data: bytes, node: Node, start: int, end: int, piece: bytes) -> Iterator[bytes]:
    yield data[:start] + piece + data[end:]
    grown = len(piece) - (end - start)
    if grown and node.above:
        yield _mended(data, node, start, end, piece)


def _mended(data: bytes, node: Node, start: int, end: int, piece: bytes) -> bytes:
    """With the lengths of all enclosing objects as they must be now."""
    inner = data[node.above[-1].value_at : start] + piece + data[end : node.above[-1].end]
    for at in range(len(node.above) - 1, -1, -1):
        around = node.above[at]
        inner = data[around.tag_at : around.length_at] + length_of(len(inner)) + inner
        if at:
            outer = node.above[at - 1]
            inner = data[outer.value_at : around.tag_at] + inner + data[around.end : outer.end]
    return inner + data[node.above[0].end :]
