"""The shelf of tickets that came out, numbered from 1. Keeps the newest; pictures are made when asked for."""

import io
import zlib
from collections import deque
from dataclasses import dataclass, field

from PIL import Image

from simulator.devices.events import PaperOut

KEPT_TICKETS = 1000


@dataclass(frozen=True, slots=True)
class Ticket:
    """One piece of paper. `cut` False = torn: `reason` says how it came off."""

    n: int
    at: float
    width: int
    height: int
    cut: bool
    reason: str
    packed: bytes = field(repr=False)

    def listing(self) -> dict[str, object]:
        """The ticket as JSON tells of it."""
        return {
            "n": self.n,
            "time": round(self.at, 3),
            "width": self.width,
            "height": self.height,
            "cut": self.cut,
            "reason": self.reason,
            "png": f"/tickets/{self.n}.png",
        }

    def png(self) -> bytes:
        """The picture, black on white, one pixel a dot."""
        rows = zlib.decompress(self.packed)
        picture = Image.frombytes("1", (self.width, self.height), rows, "raw", "1;I")
        out = io.BytesIO()
        picture.save(out, "PNG")
        return out.getvalue()


class TicketShelf:
    """`count` is how many came out in all."""

    def __init__(self) -> None:
        self.count = 0
        self._kept: deque[Ticket] = deque(maxlen=KEPT_TICKETS)

    def add(self, piece: PaperOut) -> Ticket:
        """Put a piece of paper on the shelf."""
        self.count += 1
        height = len(piece.rows) * 8 // piece.width_dots
        packed = zlib.compress(piece.rows, 1)
        ticket = Ticket(self.count, piece.at, piece.width_dots, height, piece.cut, piece.reason, packed)
        self._kept.append(ticket)
        return ticket

    def kept(self, after: int = 0) -> list[Ticket]:
        """The kept tickets with numbers above `after`, oldest first."""
        return [ticket for ticket in self._kept if ticket.n > after]

    def find(self, n: int) -> Ticket | None:
        """The ticket numbered `n`, while it is kept."""
        return next((ticket for ticket in self._kept if ticket.n == n), None)
