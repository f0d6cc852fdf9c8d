"""`make bench`: every figure in one run, with its goal and what peers reached on such a machine."""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks import board, camera, chip, codes, hearing, measures, motion, understanding, voice, wire
from tests.benchmarks.measures import Figure

MEASURES: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "touch": measures.touch_to_transport,
    "rate-8": lambda folder: measures.printed_rate(folder, 8),
    "rate-32": lambda folder: measures.printed_rate(folder, 32),
    "rate-2-processes": lambda folder: measures.printed_rate(folder, 8, robots_count=2),
    "wire": wire.paced_ticket,
    "board": board.call_to_board,
    "idle": measures.start_and_idle,
    "hearing": hearing.round_trip,
    "understanding": understanding.shipped,
    "understanding-5000": understanding.many,
    "answering": voice.answering,
    "chip": chip.readings,
    "camera": camera.looking,
    "codes": codes.reading,
    "planning": motion.planning,
    "driving": motion.driving,
}


def main() -> None:
    """Measure all, or what is named."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=", ".join(MEASURES))
    parser.add_argument("--json", action="store_true", help="one JSON object per figure")
    options = parser.parse_args()
    for name in options.names or MEASURES:
        with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
            for figure in MEASURES[name](Path(folder)):
                if options.json:
                    print(json.dumps(asdict(figure), ensure_ascii=False), flush=True)
                else:
                    peer = f"   peers: {figure.peer}" if figure.peer else ""
                    print(
                        f"{figure.name:<52} {figure.value:10.2f} {figure.unit:<11} {figure.goal:<8}{peer}",
                        flush=True,
                    )


main()
