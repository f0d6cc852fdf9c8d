"""`python -m tests.torture cards [--cards N] [--inputs N] [--readings N] [--seed S] [--only WAY]`."""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from tests.torture.cards.answers import (
    Answered,
    changed_on_the_way,
    endless_files,
    sent_with_harm,
    signed_with_harm,
)
from tests.torture.cards.feeding import at_random, feed, peak_bytes, systematic
from tests.torture.cards.judging import genuine_errors, judged_cards, tally
from tests.torture.cards.parsers import parsers
from tests.torture.cards.stock import Stock, stock


def main(arguments: Sequence[str]) -> int:
    """Judge tampered cards, feed parsers, change answers; 1 if anything was believed; a crash raises."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture cards", description=__doc__)
    parser.add_argument("--cards", type=int, default=20_000, help="tampered cards")
    parser.add_argument("--inputs", type=int, default=1_000_000, help="for all parsers of files together")
    parser.add_argument("--readings", type=int, default=20_000, help="readings with changed answers")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", default="", help="ways of tampering with this in their name")
    options = parser.parse_args(arguments)
    seed = random.randrange(1 << 32) if options.seed is None else options.seed
    print(f"seed {seed} (RSA keys and PSS salts are new in every run)")
    issued = stock(is_quick=False)
    wrong = genuine_errors(issued)
    print("\n".join(wrong) or f"{len(issued.cards)} kinds of genuine cards judged as they should be")
    believed = _judge(issued, options.cards, seed, options.only)
    _feed(issued, options.inputs, seed)
    _answer(issued, options.readings, seed)
    return 1 if wrong or believed else 0


def _judge(issued: Stock, cards: int, seed: int, only: str) -> int:
    begun = time.monotonic()
    judged = list(judged_cards(issued, cards, seed, only))
    for (way, installed, alone), count in sorted(tally(judged).items()):
        print(f"{way:<40}{count:>7}  {installed} / without certificate {alone}")
    believed = [one for one in judged if not one.is_caught]
    print(f"{cards} tampered cards, {len(believed)} believed, {time.monotonic() - begun:.0f} s", flush=True)
    for one in believed:
        print(f"believed: {one}")
    return len(believed)


def _feed(issued: Stock, inputs: int, seed: int) -> None:
    every = parsers(issued)
    for one in every:
        given = chain(systematic(one), at_random(one, random.Random(seed)))
        fed = feed(one, given, inputs // len(every))
        print(
            f"{fed.name:<16}{fed.inputs:>9} inputs{fed.refused:>9} refused"
            f"{fed.worst_s * 1000:>8.1f} ms at most{peak_bytes() / 1e6:>7.0f} MB",
            flush=True,
        )


def _answer(issued: Stock, readings: int, seed: int) -> None:
    parts: dict[str, Iterator[Answered]] = {
        "changed on the way": changed_on_the_way(issued, readings // 3, seed),
        "sent with harm": sent_with_harm(issued, readings // 3, seed),
        "signed with harm": signed_with_harm(issued, readings // 3, seed),
        "endless files": endless_files(issued),
    }
    for name, answered in parts.items():
        levels = Counter(str(one.level) for one in answered)
        print(f"{name:<20}{levels.total():>7} readings: {dict(levels)}", flush=True)
