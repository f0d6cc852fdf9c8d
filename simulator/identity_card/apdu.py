"""Command APDUs as a chip reads them (ISO/IEC 7816-4 §5.1), and the status words it answers with."""

from dataclasses import dataclass
from typing import Protocol

EXTENDED = 65_536
SHORT = 256


class Chance(Protocol):
    """Where a chip's random bytes come from: `random.Random`, or the fixed values of a worked example."""

    def randbytes(self, n: int, /) -> bytes:
        """So many random bytes."""
        ...


class Refused(Exception):
    """The chip answers with a status word and nothing else; `bare`: not even protected, the session ends."""

    def __init__(self, status: int, bare: bool = False) -> None:
        super().__init__(f"{status:04X}")
        self.status = status
        self.bare = bare


OK = 0x9000
END_OF_FILE = 0x6282
WRONG_KEY = 0x6300
WRONG_LENGTH = 0x6700
CHAIN_BROKEN = 0x6883
NOT_SATISFIED = 0x6982
CONDITIONS = 0x6985
NO_FILE_CHOSEN = 0x6986
MESSAGING_MISSING = 0x6987
MESSAGING_WRONG = 0x6988
BAD_DATA = 0x6A80
NO_SUCH_FILE = 0x6A82
BAD_PARAMETERS = 0x6A86
NO_SUCH_REFERENCE = 0x6A88
BAD_OFFSET = 0x6B00
NO_SUCH_INSTRUCTION = 0x6D00
NO_SUCH_CLASS = 0x6E00


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `wanted` is the largest answer it takes in bytes, None without an Le field."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = b""
    wanted: int | None = None
    extended: bool = False

    @property
    def header(self) -> bytes:
        """CLA INS P1 P2."""
        return bytes((self.cla, self.ins, self.p1, self.p2))

    @property
    def reference(self) -> int:
        """P1 and P2 as one number."""
        return self.p1 << 8 | self.p2

    @property
    def room(self) -> int:
        """The largest answer that this form of command can carry back."""
        return EXTENDED if self.extended else SHORT


def parse_command(raw: bytes) -> Command:
    """Read one command. Raises `Refused` (6700) for lengths that do not add up."""
    if len(raw) < 4:
        raise Refused(WRONG_LENGTH)
    head, body = raw[:4], raw[4:]
    if len(body) > 1 and body[0] == 0:
        data, wanted = _extended(body[1:])
        return Command(head[0], head[1], head[2], head[3], data, wanted, extended=True)
    data, wanted = _short(body)
    return Command(head[0], head[1], head[2], head[3], data, wanted)


def _short(body: bytes) -> tuple[bytes, int | None]:
    if not body:
        return b"", None
    if len(body) == 1:
        return b"", body[0] or SHORT
    return _with_data(body[0], body[1:], 1)


def _extended(body: bytes) -> tuple[bytes, int | None]:
    if len(body) == 2:
        return b"", int.from_bytes(body, "big") or EXTENDED
    return _with_data(int.from_bytes(body[:2], "big"), body[2:], 2)


def _with_data(count: int, rest: bytes, le_bytes: int) -> tuple[bytes, int | None]:
    data, le = rest[:count], rest[count:]
    if not count or len(data) != count or len(le) not in (0, le_bytes):
        raise Refused(WRONG_LENGTH)
    most = SHORT if le_bytes == 1 else EXTENDED
    return data, (int.from_bytes(le, "big") or most) if le else None
