"""Frames of the virtual reader's socket (vsmartcard, `vpcd.h`). Pure.

Two bytes of length, big-endian, then the payload, both ways. A payload of one byte is control: of these only
`GET_ATR` is answered. Everything longer is a command APDU, answered by a response APDU. An answer of length
nothing to `GET_ATR` means that there is no card.
"""

from enum import IntEnum

LENGTH_BYTES = 2
MOST_BYTES = 0xFFFF


class Control(IntEnum):
    """What the reader does to the chip beside speaking to it."""

    POWER_OFF = 0
    POWER_ON = 1
    RESET = 2
    GET_ATR = 4


class Frames:
    """Cuts what the reader sends into payloads."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """The payloads that are complete by now."""
        self._kept += data
        payloads = []
        while (end := self._end()) <= len(self._kept):
            payloads.append(bytes(self._kept[LENGTH_BYTES:end]))
            del self._kept[:end]
        return payloads

    def clear(self) -> None:
        """The connection is a new one."""
        self._kept.clear()

    def _end(self) -> int:
        return LENGTH_BYTES + int.from_bytes(self._kept[:LENGTH_BYTES], "big")


def encode_frame(payload: bytes) -> bytes:
    """`payload` on the wire. Raises ValueError when it is longer than 65,535 bytes."""
    if len(payload) > MOST_BYTES:
        raise ValueError(f"a frame carries at most {MOST_BYTES} bytes, not {len(payload)}")
    return len(payload).to_bytes(LENGTH_BYTES, "big") + payload
