"""A graph as OpenFst keeps it ("vector", "standard" arcs), written without OpenFst."""

import math
import struct
from pathlib import Path

MAGIC = 2125659606
EXPANDED_MUTABLE = 3

Arc = tuple[int, int, float, int]  # input label, output label, cost, target state


class Fst:
    """States and arcs; labels are numbers, 0 stands for none."""

    def __init__(self) -> None:
        self.arcs: list[list[Arc]] = []
        self.final: dict[int, float] = {}
        self.start = 0

    def state(self) -> int:
        """A new state."""
        self.arcs.append([])
        return len(self.arcs) - 1

    def arc(self, source: int, inward: int, outward: int, cost: float, target: int) -> None:
        """A new arc."""
        self.arcs[source].append((inward, outward, cost, target))

    def write(self, path: Path) -> None:
        """Version 2, no symbol tables, arcs sorted by input label (composition needs it)."""
        with path.open("wb") as file:
            file.write(struct.pack("<i", MAGIC) + _text("vector") + _text("standard"))
            head = (EXPANDED_MUTABLE, self.start, len(self.arcs), sum(map(len, self.arcs)))
            file.write(struct.pack("<iiQqqq", 2, 0, *head))
            for state, arcs in enumerate(self.arcs):
                file.write(struct.pack("<fq", self.final.get(state, math.inf), len(arcs)))
                for arc in sorted(arcs):
                    file.write(struct.pack("<iifi", *arc))


def _text(text: str) -> bytes:
    return struct.pack("<i", len(text)) + text.encode()
