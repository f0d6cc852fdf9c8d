"""`python -m tests.torture model [--steps 1000000] [--seed S] [--jobs 2]`."""

import argparse
import random
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.torture.model.machine import RARE, WholeDesk, run

SEEDS_A_JOB = 1_000_000


def main(arguments: Sequence[str]) -> int:
    """Run, print the figures; 1 when a named state was never reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture model", description=__doc__)
    parser.add_argument("--steps", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    seed = random.randrange(SEEDS_A_JOB) if options.seed is None else options.seed
    begun = time.monotonic()
    done, seen = run_jobs(seed, options.steps, options.jobs)
    took_s = time.monotonic() - begun
    print(f"seed {seed}: {done} steps in {took_s:.0f} s ({done / took_s:.0f}/s)")
    print(f"named states reached: {len(seen & RARE)} of {len(RARE)}")
    for missing in sorted(RARE - seen):
        print(f"  never: {missing}")
    return 1 if RARE - seen else 0


def run_jobs(seed: int, steps: int, jobs: int) -> tuple[int, set[str]]:
    """Each job has its own row of seeds; steps done, and the states reached."""
    if jobs == 1:
        return one_job(seed, steps)
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        seeds = [seed + number * SEEDS_A_JOB for number in range(jobs)]
        results = list(pool.map(one_job, seeds, [-(-steps // jobs)] * jobs))
    return sum(done for done, _ in results), set().union(*(seen for _, seen in results))


def one_job(seed: int, steps: int) -> tuple[int, set[str]]:
    """In this process."""
    return run(seed, steps), WholeDesk.tally.reached
