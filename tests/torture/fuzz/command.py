"""`python -m tests.torture fuzz [--inputs 100000] [--seed S] [--only NAME]`."""

import argparse
import random
import time
from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.torture.fuzz.table import PARSERS, Parser


def main(arguments: Sequence[str]) -> int:
    """Feed every parser; print how many inputs each took."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000, help="for each parser")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", default="", help="parsers with this in their name")
    options = parser.parse_args(arguments)
    number = random.randrange(1 << 32) if options.seed is None else options.seed
    print(f"seed {number}")
    for one in PARSERS:
        if options.only in one.name:
            begun = time.monotonic()
            done = feed(one, options.inputs, number)
            print(f"{one.name:<40}{done:>10} inputs{done / (time.monotonic() - begun):>9.0f}/s", flush=True)
    return 0


def feed(parser: Parser, inputs: int, number: int) -> int:
    """So many inputs from a seed; how many were made. Raises what the parser should not have raised."""
    made = 0

    @seed(number)
    @settings(
        max_examples=inputs,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(parser.inputs)
    def try_one(given_input: object) -> None:
        nonlocal made
        made += 1
        parser.holds(given_input)

    try_one()
    return made
