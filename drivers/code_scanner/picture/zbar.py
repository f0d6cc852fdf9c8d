"""ZBar as a second opinion on what zxing-cpp could not read. Only texts that are certainly right.

ZBar guesses the character set: of 300 payloads of Vietnamese cards 28 came as mojibake, UTF-8 taken for
Shift-JIS or Latin-1 (pyzbar 0.1.9). Going back to the bytes cures most of them; the rest is refused.
"""

from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from drivers.identity_card.mangled import is_mangled
from drivers.identity_card.qr import NotACard, parse_qr

Grey = NDArray[np.uint8]
GUESSES = "shift_jis", "latin-1", "cp932", "cp1252"


def texts(grey: Grey) -> set[str]:
    """The texts of the codes in `grey` that are certainly right; none where ZBar is not installed."""
    return {text for said in reader()(grey) if (text := cured(said)) is not None}


def cured(said: bytes) -> str | None:
    """What was printed, out of what ZBar made of it; None unless it is a card's text or plain ASCII."""
    text = _decoded(said)
    if text is None:
        return None
    if text.isascii():
        return text if text.isprintable() else None
    candidates = {one for one in (*_reread(text), text) if not is_mangled(one) and is_card(one)}
    return candidates.pop() if len(candidates) == 1 else None


def is_card(text: str) -> bool:
    """Whether `text` is a card's."""
    try:
        parse_qr(text)
    except NotACard:
        return False
    return True


def _reread(text: str) -> Iterator[str]:
    """`text` with a wrong guess taken back."""
    for guess in GUESSES:
        try:
            yield text.encode(guess).decode()
        except UnicodeError:
            continue


def _decoded(said: bytes) -> str | None:
    try:
        return said.decode()
    except UnicodeDecodeError:
        return None


@cache
def reader() -> Callable[[Grey], list[bytes]]:
    """ZBar; one that reads nothing where the system's library is missing. The first call takes its time."""
    try:
        from pyzbar import pyzbar
    except ImportError:
        return lambda grey: []
    codes = [pyzbar.ZBarSymbol.QRCODE]
    return lambda grey: [bytes(one.data) for one in pyzbar.decode(np.ascontiguousarray(grey), symbols=codes)]
