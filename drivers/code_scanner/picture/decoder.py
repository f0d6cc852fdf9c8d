"""From a grey picture to the text of its QR code. Never a wrong text: better none.

Responsible for: the order of what is tried, its price, and which text is believed.
Not responsible for: where pictures come from (drivers/camera), what the text says (drivers/identity_card).

First the whole picture, which costs a few milliseconds and is enough for most; then a closer look
(search.py), which costs up to about 70 ms. OpenCV works with one thread: the parts are small, threads gain
nothing on them, and of the robot's two cores the other listens and shows pages.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from time import perf_counter

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.code_scanner.picture import zbar
from drivers.code_scanner.picture.search import MOST_PX, Search

Grey = NDArray[np.uint8]

MOST_S = 0.1  # of a closer look, on a busy machine
SMALLEST = 21  # px: the smallest code has 21 modules
LONGEST = 1920  # px, of the first look; parts are cut out of the whole picture


class Doubt(StrEnum):
    """Why there is no text."""

    NONE = ""
    NO_CODE = "no_code"
    UNREADABLE = "unreadable"  # there is a code: too small, blurred, or covered
    NOT_UTF8 = "not_utf8"
    SEVERAL = "several"  # codes that say different things


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text (hidden in `repr`) or why there is none; how long it took, and which attempt read it."""

    payload: str | None = field(repr=False)
    problem: Doubt
    ms: float
    by: str = ""


class Decoder:
    """Reads one picture after another; keeps nothing of them."""

    def __init__(self, most_px: int = MOST_PX, most_s: float = MOST_S) -> None:
        self._most_px = most_px
        self._most_s = most_s
        zbar.reader()
        cv2.setNumThreads(1)

    def decode(self, frame: Grey, quick: bool = False) -> Decoded:
        """The text in `frame` (grey, 8 bits). `quick`: only the first look, a few milliseconds."""
        began = perf_counter()
        frame = np.ascontiguousarray(frame)
        small, search = _shrunk(frame), Search(self._most_px, began + self._most_s)
        if min(small.shape) >= SMALLEST and not search.first(small) and not quick:
            search.closer(frame, small)
        payload, problem = _believed(search)
        return Decoded(payload, problem, 1000 * (perf_counter() - began), search.by)


def _shrunk(frame: Grey) -> Grey:
    longest = max(frame.shape)
    if longest <= LONGEST:
        return frame
    height, width = (max(1, side * LONGEST // longest) for side in frame.shape)
    return np.asarray(cv2.resize(frame, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _believed(search: Search) -> tuple[str | None, Doubt]:
    """The one text, or the one card's text among others."""
    texts = {text for said in search.said if (text := _text(said)) is not None}
    believed = {text for text in texts if zbar.is_card(text)} or texts
    if len(believed) == 1:
        return believed.pop(), Doubt.NONE
    if believed:
        return None, Doubt.SEVERAL
    if search.said:
        return None, Doubt.NOT_UTF8
    return None, Doubt.UNREADABLE if search.has_seen_one else Doubt.NO_CODE


def _text(said: bytes) -> str | None:
    try:
        return said.decode()
    except UnicodeDecodeError:
        return None
