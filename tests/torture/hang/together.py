"""Many victims at once: a round takes ten seconds of waiting and hardly any work."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from random import Random

from tests.torture.hang.rounds import PARTS, Round, Victim, rounds

STAGGER_S = 0.7  # a start costs a second of one core: not all at once


def hang_together(
    folder: Path, count: int, side_by_side: int, seed: int, longest_well_s: float
) -> Sequence[Round]:
    """`count` rounds over all parts in turn."""
    parts = tuple(islice(cycle(PARTS), side_by_side))
    shares = [len(range(number, count, side_by_side)) for number in range(side_by_side)]
    with ThreadPoolExecutor(side_by_side) as pool:
        works = [
            pool.submit(_work, folder / f"{number}-{part}", part, share, number, seed, longest_well_s)
            for number, (part, share) in enumerate(zip(parts, shares, strict=True))
        ]
        return [done for work in works for done in work.result()]


def _work(folder: Path, part: str, count: int, number: int, seed: int, longest_well_s: float) -> list[Round]:
    victim = Victim(folder, part)
    try:
        victim.start(after_s=number * STAGGER_S)
        return list(rounds(victim, count, Random(seed * 1000 + number), longest_well_s))
    finally:
        victim.close()
