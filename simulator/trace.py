"""What went over the wire, decoded and in hex, both directions, with simulated time stamps. Bounded."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import singledispatch
from itertools import islice

from simulator.devices.events import Answered, AnswerSent, BytesLost, CommandRead, Event, Happened

KEPT_LINES = 5000
FROM_HOST, TO_HOST, HERE = ">", "<", "·"


@dataclass(frozen=True, slots=True)
class TraceLine:
    """`way` is > from the host, < to the host, · here at the machine; `connector` "" = at none of them.

    `device` "" = the one that has the trace for itself.
    """

    n: int
    event: Event
    device: str = ""

    def listing(self) -> dict[str, object]:
        """The line as JSON tells of it."""
        at, connector = round(self.event.at, 6), self.event.connector
        listing = _listing(self.event)
        if self.device:
            listing["text"] = f"{self.device}: {listing['text']}"
        return {"n": self.n, "time": at, "connector": connector, **listing}


@singledispatch
def _listing(event: Event) -> dict[str, object]:
    return {"way": HERE, "kind": "event", "text": type(event).__name__, "hex": "", "length": 0}


@_listing.register
def _(event: CommandRead) -> dict[str, object]:
    kind = "unknown" if event.unknown else "command"
    return _line(FROM_HOST, kind, event.meaning, event.data, event.length)


@_listing.register
def _(event: AnswerSent) -> dict[str, object]:
    return _line(TO_HOST, "answer", event.meaning, event.data, len(event.data))


@_listing.register
def _(event: Answered) -> dict[str, object]:
    return _line(TO_HOST, "answer", event.meaning, event.data, event.length)


@_listing.register
def _(event: BytesLost) -> dict[str, object]:
    return _line(FROM_HOST, "lost", f"{event.length} bytes lost: {event.reason}", b"", event.length)


@_listing.register
def _(event: Happened) -> dict[str, object]:
    text = event.what.replace("_", " ") + (f" ({event.detail})" if event.detail else "")
    return _line(HERE, "event", text, b"", 0)


def _line(way: str, kind: str, text: str, data: bytes, length: int) -> dict[str, object]:
    return {"way": way, "kind": kind, "text": text, "hex": data.hex(" ").upper(), "length": length}


class Trace:
    """The last lines, numbered from 1. Decoding waits until somebody reads."""

    def __init__(self) -> None:
        self.count = 0
        self._kept: deque[TraceLine] = deque(maxlen=KEPT_LINES)

    def add(self, events: Iterable[Event], device: str = "") -> None:
        """Append what a device told."""
        for event in events:
            if isinstance(event, CommandRead | AnswerSent | Answered | BytesLost | Happened):
                self.count += 1
                self._kept.append(TraceLine(self.count, event, device))

    def lines(self, after: int = 0, most: int = KEPT_LINES) -> list[TraceLine]:
        """The newest kept lines with numbers above `after`, oldest first, at most `most`."""
        wanted = min(self.count - after, most, len(self._kept))
        return list(islice(self._kept, len(self._kept) - wanted, None)) if wanted > 0 else []
