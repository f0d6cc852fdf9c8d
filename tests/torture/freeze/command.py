"""python -m tests.torture freeze [--rounds N] [--seed N]"""

import argparse
import asyncio
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.torture.freeze.rounds import ALLOWED_S, Course, Freeze


def main(arguments: Sequence[str]) -> int:
    """Run, print the figures; 1 when a stop came late."""
    parser = argparse.ArgumentParser(prog="tests.torture freeze")
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    done = asyncio.run(freeze(options.rounds, options.seed))
    print(report(done))
    return int(not all(one.is_good for one in done))


async def freeze(rounds: int, seed: int) -> list[Freeze]:
    """So many freezes of one driving robot."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="freeze-") as folder:
        course = Course(Path(folder), seed)
        try:
            await course.start()
            return [await course.freeze(chance) for _ in range(rounds)]
        finally:
            await course.stop()


def report(done: Sequence[Freeze]) -> str:
    """The figures."""
    after = [one.after_s for one in done if one.after_s is not None]
    late = [one for one in done if not one.is_good]
    return (
        f"{len(done)} freezes while it moved (SIGSTOP): zero on the wire after "
        f"p50 {median(after):.3f}, most {max(after):.3f} s; later than {ALLOWED_S:g} s: {len(late)}"
    )
