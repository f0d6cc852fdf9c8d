"""Interleaved 2 of 5 (ISO/IEC 16390): of two digits one is in the bars, one in the spaces."""

from simulator.devices.printer.bar_codes.code39 import interleaved

DIGITS = ("nnwwn", "wnnnw", "nwnnw", "wwnnn", "nnwnw", "wnwnn", "nwwnn", "nnnww", "wnnwn", "nwnwn")
START, STOP = "nnnn", "wnn"


def itf(data: bytes) -> str | None:
    """An even number of digits; None for anything else."""
    text = data.decode("latin-1")
    if not (text.isascii() and text.isdigit()) or len(text) % 2:
        return None
    digits = [DIGITS[int(character)] for character in text]
    pairs = zip(digits[::2], digits[1::2], strict=True)
    return START + "".join(interleaved(bars, spaces) for bars, spaces in pairs) + STOP
