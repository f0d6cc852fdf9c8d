"""A closer look at a picture whose code the first look did not read: where, how, and until when. Pure.

The places that look like a code are cut out and filtered, each several ways; where a code is seen that
cannot be read, it is straightened and read again, and that place comes first from then on. The price is
counted in pixels looked at, so that the same picture has the same answer; on a busy machine a limit in time
(of `perf_counter`) ends it earlier.
"""

import math
from collections.abc import Sequence
from time import perf_counter

from drivers.code_scanner.picture import zbar
from drivers.code_scanner.picture.attempts import ATTEMPTS, Grey, Part, sharpened, straightened
from drivers.code_scanner.picture.regions import MOST as MOST_REGIONS
from drivers.code_scanner.picture.regions import regions
from drivers.code_scanner.picture.zxing import Sighting, sightings

MOST_PX = 6_000_000
WHOLE_PX = 1_000_000  # a larger picture is not enlarged as a whole
FEW = 1  # places that are tried every way, though no code was seen there
STRAIGHTENINGS = 2  # of the whole picture; the first shows better where the corners are


class Search:
    """What was read (`said`), by which attempt, and whether a code was seen at all."""

    def __init__(self, most_px: int = MOST_PX, until_s: float = math.inf) -> None:
        self.said: list[bytes] = []
        self.by = ""
        self.has_seen_one = False
        self._left_px = most_px
        self._until_s = until_s

    def first(self, picture: Grey) -> bool:
        """The whole picture, as it is. True: read."""
        return self._look("first look", picture, depth=STRAIGHTENINGS)

    def closer(self, frame: Grey, small: Grey) -> bool:
        """The places in `small` that look like a code, cut out of `frame`, the same picture in full size."""
        scale = frame.shape[1] / small.shape[1]
        parts = [Part(region.scaled(scale).of(frame)) for region in regions(small)]
        are_many = len(parts) == MOST_REGIONS
        for attempt in ATTEMPTS:
            for part in parts:
                picture = attempt.prepare(part)
                if picture is not None and self._look(attempt.name, picture, part):
                    return bool(self.said)
            parts = _likely(parts)
        return self._last(small, parts, are_many=are_many)

    def _last(self, small: Grey, parts: list[Part], *, are_many: bool) -> bool:
        """ZBar's opinion on the likely places, and the whole picture where there may be more of them."""
        for part in parts:
            self.said = [text.encode() for text in zbar.texts(sharpened(part.picture))]
            if self.said:
                self.by = "zbar"
                return True
        return are_many and small.size <= WHOLE_PX and self._look("whole", sharpened(small))

    def _look(self, name: str, picture: Grey, part: Part | None = None, depth: int = 1) -> bool:
        """True when it is over: a code was read, or the price is spent."""
        self._left_px -= picture.size
        if self._left_px < 0 or perf_counter() > self._until_s:
            return True
        seen = list(sightings(picture, with_unread=True))
        self.said = [one.said for one in seen if one.said is not None]
        if self.said:
            self.by = name
            return True
        self._note(seen, part)
        if not seen or not depth:
            return False
        square = straightened(picture, seen[0].corners)
        return self._look(f"{name}, straightened", square, part, depth - 1)

    def _note(self, seen: Sequence[Sighting], part: Part | None) -> None:
        self.has_seen_one |= bool(seen)
        if part is not None:
            part.seen += len(seen)


def _likely(parts: list[Part]) -> list[Part]:
    """Where a code was seen, and a few more."""
    ranked = sorted(parts, key=lambda part: part.seen, reverse=True)
    return [part for place, part in enumerate(ranked) if part.seen or place < FEW]
