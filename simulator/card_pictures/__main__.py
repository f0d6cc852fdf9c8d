"""`python -m simulator.card_pictures --out DIR`: pictures of synthetic cards, and `truth.jsonl` beside them.

A line of it: {"file", "kind", "payload", "citizen", "generation", "px_per_module", "view"}; `payload` is what
a reader should find, null = nothing.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from simulator.card_pictures.samples import samples

MOST = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Write them; returns the exit code."""
    given = _parser().parse_args(arguments)
    if not (1 <= given.count <= MOST and 0 <= given.hardness <= 1):
        return _fail(f"--count must be 1 to {MOST}, --hardness 0 to 1")
    try:
        written = write(given.out, given.count, given.seed, given.hardness)
    except OSError as error:
        return _fail(f"cannot write {error.filename or given.out} ({error.strerror}); give another --out")
    sys.stdout.write(f"{written} pictures in {given.out}\n")
    return 0


def write(folder: Path, count: int, seed: int, hardness: float) -> int:
    """Write pictures and their truth; returns how many. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "truth.jsonl").open("w", encoding="utf-8") as truth:
        for number, sample in enumerate(samples(count, seed, hardness), 1):
            name = f"{number:05}.jpg"
            (folder / name).write_bytes(sample.jpeg)
            truth.write(json.dumps({"file": name, **sample.truth()}, ensure_ascii=False) + "\n")
    return count


def _fail(problem: str) -> int:
    sys.stderr.write(f"error: {problem}\n")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("card-pictures", description=__doc__)
    add = parser.add_argument
    add("--out", type=Path, required=True, metavar="DIR", help="written into it; it is made if need be")
    add("--count", type=int, default=100, metavar="N", help="how many (100)")
    add("--seed", type=int, default=1, metavar="S", help="the same seed makes the same pictures (1)")
    add(
        "--hardness",
        type=float,
        default=0.5,
        metavar="H",
        help="0 = held well, 1 = often beyond reading (0.5)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
