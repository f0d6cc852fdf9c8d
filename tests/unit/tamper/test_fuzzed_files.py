"""A hundred thousand files that nobody meant: a value or a `CardError`, and never much memory or time."""

import random

import pytest

from tests.torture.cards.feeding import at_random, feed, peak_bytes, systematic
from tests.torture.cards.parsers import Parser, parsers
from tests.torture.cards.stock import stock

NAMES = [
    "EF.CardAccess",
    "EF.COM",
    "EF.SOD",
    "DG1",
    "DG2",
    "DG13",
    "DG14",
    "DG15",
    "certificate",
    "public key",
]
AT_RANDOM, SEED = 8_000, 7
LEAST, MOST_BYTES, MOST_S = 100_000, 64 << 20, 2.0


def parser_named(name: str) -> Parser:
    return next(parser for parser in parsers(stock()) if parser.name == name)


def only_one_file(parser: Parser) -> Parser:
    return Parser(parser.name, parser.parse, parser.sound[:1])


@pytest.mark.parametrize("name", NAMES)
def test_every_tag_and_length_and_much_at_random(name: str) -> None:
    parser = parser_named(name)
    before = peak_bytes()
    ordered = feed(only_one_file(parser), systematic(only_one_file(parser)), LEAST)
    spoilt = feed(parser, at_random(parser, random.Random(SEED)), AT_RANDOM)
    assert ordered.refused > 0.5 * ordered.inputs
    assert spoilt.refused > 0.3 * spoilt.inputs
    assert max(ordered.worst_s, spoilt.worst_s) < MOST_S
    assert peak_bytes() - before < MOST_BYTES


def test_all_parsers_are_fed_a_hundred_thousand_together() -> None:
    every = parsers(stock())
    assert [parser.name for parser in every] == NAMES
    ordered = sum(sum(1 for _ in systematic(only_one_file(parser))) for parser in every)
    assert ordered + AT_RANDOM * len(every) >= LEAST


@pytest.mark.parametrize("name", NAMES)
def test_what_is_sound_is_taken(name: str) -> None:
    parser = parser_named(name)
    for sound in parser.sound:
        parser.parse(sound)
