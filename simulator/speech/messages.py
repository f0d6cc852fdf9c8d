"""Messages to the child and back: two big-endian uint32 (lengths of JSON and sound), JSON, S16LE sound."""

import json
import struct
from collections.abc import Mapping

LENGTHS = struct.Struct(">II")
LONGEST_BYTES = 32_000_000


def message_of(head: Mapping[str, object], sound: bytes = b"") -> bytes:
    """One whole message."""
    text = json.dumps(head).encode()
    return LENGTHS.pack(len(text), len(sound)) + text + sound


def lengths_in(begin: bytes) -> tuple[int, int]:
    """How long its two parts are, from its first `LENGTHS.size` bytes. Raises ValueError for nonsense."""
    head, sound = LENGTHS.unpack(begin)
    if head + sound > LONGEST_BYTES:
        raise ValueError(f"a message of {head + sound} bytes")
    return head, sound
