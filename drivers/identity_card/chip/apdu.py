"""Commands and answers as the card's wire carries them (ISO/IEC 7816-4, 5.1)."""

from dataclasses import dataclass

from drivers.identity_card.chip.card import LONGEST_BYTES, SHORT_BYTES
from drivers.identity_card.chip.errors import CardError, Cause

CHAINED = 0x10  # CLA: another command of the chain follows
_LONGEST_SHORT_DATA = 255


@dataclass(frozen=True, slots=True, repr=False)
class Command:
    """A command; `expected` data bytes are wanted at most, 0 to 65,536."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = b""
    expected: int = 0

    @property
    def header(self) -> bytes:
        """CLA INS P1 P2."""
        return bytes((self.cla, self.ins, self.p1, self.p2))

    @property
    def is_extended(self) -> bool:
        """Whether it needs lengths of two bytes."""
        return len(self.data) > _LONGEST_SHORT_DATA or self.expected > SHORT_BYTES

    def encode(self) -> bytes:
        """Lengths of one byte where they do. Raises `ValueError` for what no command can carry."""
        if len(self.data) >= LONGEST_BYTES or not 0 <= self.expected <= LONGEST_BYTES:
            raise ValueError(f"no command carries {len(self.data)} bytes and wants {self.expected}")
        return self.header + (self._extended_body() if self.is_extended else self._short_body())

    def _short_body(self) -> bytes:
        body = bytes((len(self.data),)) + self.data if self.data else b""
        return body + bytes((self.expected % SHORT_BYTES,)) if self.expected else body

    def _extended_body(self) -> bytes:
        body = b"\x00"
        if self.data:
            body += len(self.data).to_bytes(2) + self.data
        return body + (self.expected % LONGEST_BYTES).to_bytes(2) if self.expected else body


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """The data of an answer and its status word."""

    data: bytes
    status: int

    def __repr__(self) -> str:
        return f"Answer({len(self.data)} bytes, {self.status:04X})"


def decode_answer(raw: bytes) -> Answer:
    """What the card answered. Raises `CardError`."""
    if not 2 <= len(raw) <= LONGEST_BYTES + 2:
        raise CardError(
            Cause.PROTOCOL, f"{len(raw)} bytes are no answer of a card: 2 to {LONGEST_BYTES + 2} are"
        )
    return Answer(raw[:-2], int.from_bytes(raw[-2:]))
