"""What a receiver at another speed makes of a byte: it finds the start bit and samples at the wrong times."""

from functools import lru_cache

TOLERANCE = 0.03  # an asynchronous receiver still reads right within about three per cent
FRAME_BITS = 10


def speeds_differ(sender_baud: int, receiver_baud: int) -> bool:
    """Whether bytes are misread; a speed of 0 fits everything."""
    return bool(sender_baud and receiver_baud) and abs(sender_baud / receiver_baud - 1) > TOLERANCE


@lru_cache(maxsize=4096)
def misread(byte: int, sender_baud: int, receiver_baud: int) -> bytes:
    """The bytes read from one frame on an otherwise idle line; several when the receiver is faster."""
    step = sender_baud / receiver_baud
    read, at = bytearray(), 0.0
    while (start := _falling_edge(byte, at)) is not None:
        bits = (_level(byte, start + (i + 1.5) * step) for i in range(8))
        read.append(sum(bit << i for i, bit in enumerate(bits)))
        at = start + 9.5 * step
    return bytes(read)


def _level(byte: int, at: float) -> int:
    """The line `at` bit times after the start bit began; 1 = idle."""
    bit = int(at)
    if bit == 0:
        return 0
    return byte >> (bit - 1) & 1 if bit < FRAME_BITS - 1 else 1


def _falling_edge(byte: int, at: float) -> float | None:
    """The next time the line goes from 1 to 0, not before `at`."""
    if at == 0:
        return 0.0
    for bit in range(int(at) + 1, FRAME_BITS):
        if _level(byte, bit - 1) and not _level(byte, bit):
            return float(bit)
    return None
