"""The codes on cards: how many of each kind of picture are read, and how fast, beside peers.

Pictures of the conditions of code_conditions.py, 1280 × 720, from a seed that was not used when the filters
were chosen. Peers: zxing-cpp, ZBar and OpenCV's detector, each as it is called in a minimal program. Time is
that of the processor, in this thread. A text that is not exactly what was printed is a wrong one.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import zxingcpp
from pyzbar import pyzbar

from drivers.code_scanner.picture.decoder import Decoder
from tests.benchmarks.clients import percentile
from tests.benchmarks.measures import Figure
from tests.support.code_conditions import CONDITIONS, scenes
from tests.support.code_scenes import Grey, Scene, without_code

COUNT, EMPTY, SEED = 20, 40, 2026

Read = Callable[[Grey], str | None]


def zxing(frame: Grey) -> str | None:
    """zxing-cpp, its own text."""
    found = zxingcpp.read_barcodes(frame, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return found[0].text if found else None


def zbar(frame: Grey) -> str | None:
    """ZBar, the text it guesses."""
    found = pyzbar.decode(frame, symbols=[pyzbar.ZBarSymbol.QRCODE])
    return found[0].data.decode() if found else None


def opencv(frame: Grey) -> str | None:
    """OpenCV's detector."""
    try:
        return OPENCV.detectAndDecode(frame)[0] or None
    except (cv2.error, UnicodeDecodeError):
        return None


OPENCV = cv2.QRCodeDetector()
PEERS: dict[str, Read] = {"zxing-cpp": zxing, "ZBar": zbar, "OpenCV": opencv}


@dataclass(slots=True)
class Tally:
    """What one reader made of some pictures."""

    right: int = 0
    wrong: int = 0
    ms: list[float] = field(default_factory=list)

    def count(self, read: Read, scene: Scene) -> None:
        """Read one more."""
        began = time.thread_time()
        text = read(scene.frame)
        self.ms.append(1000 * (time.thread_time() - began))
        self.right += text is not None and text == scene.payload
        self.wrong += text is not None and text != scene.payload

    def __iadd__(self, other: "Tally") -> "Tally":
        self.right += other.right
        self.wrong += other.wrong
        self.ms += other.ms
        return self

    def __str__(self) -> str:
        wrong = f"+{self.wrong}w" if self.wrong else ""
        return f"{self.right:3}{wrong:4} {percentile(self.ms, 0.5):6.1f} ms"


def reading(folder: Path) -> Iterator[Figure]:
    """A table on stderr, then the figures."""
    decoder = Decoder()
    readers: dict[str, Read] = {"ours": lambda frame: decoder.decode(frame).payload, **PEERS}
    totals = {name: Tally() for name in readers}
    print(f"  {'of ' + str(COUNT):<22}" + "".join(f"{name:>18}" for name in readers), file=sys.stderr)
    for condition in CONDITIONS:
        pictures = list(scenes(condition, COUNT, SEED))
        tallies = {name: _tally(read, pictures) for name, read in readers.items()}
        for name, tally in tallies.items():
            totals[name] += tally
        print(
            f"  {condition.name:<22}" + "".join(f"{tally!s:>18}" for tally in tallies.values()),
            file=sys.stderr,
        )
    yield from _figures(totals, _tally(readers["ours"], list(_empty())))


def _tally(read: Read, pictures: list[Scene]) -> Tally:
    tally = Tally()
    for picture in pictures:
        tally.count(read, picture)
    return tally


def _empty() -> Iterator[Scene]:
    for number in range(EMPTY):
        yield without_code(np.random.default_rng([SEED, number]), cluttered=bool(number % 2))


def _figures(totals: dict[str, Tally], empty: Tally) -> Iterator[Figure]:
    ours, count = totals["ours"], COUNT * len(CONDITIONS)
    rates = {name: 100 * tally.right / count for name, tally in totals.items()}
    peers = ", ".join(f"{name} {rates[name]:.0f}" for name in PEERS)
    best = max(rates[name] for name in PEERS)
    yield Figure("codes on cards read, all conditions", rates["ours"], "%", f"> {best:.0f}", peers)
    wrong = ", ".join(f"{name} {totals[name].wrong}" for name in PEERS)
    yield Figure("codes read wrongly", ours.wrong + empty.wrong, "", "0", wrong)
    times = ", ".join(f"{name} {percentile(totals[name].ms, 0.5):.0f}" for name in PEERS)
    yield Figure("a frame with a code, p50", percentile(ours.ms, 0.5), "ms", "≤ 15", times)
    yield Figure("a frame with a code, worst", max(ours.ms), "ms", "≤ 120")
    yield Figure("a frame without a code, p50", percentile(empty.ms, 0.5), "ms", "")
    yield Figure("a frame without a code, worst", max(empty.ms), "ms", "≤ 120")
