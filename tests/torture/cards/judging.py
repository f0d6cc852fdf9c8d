"""Tampered cards before the judge, with the authority's certificate installed and without."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.authentication.verdict import Level
from simulator.identity_card.chip import Chip
from tests.torture.cards.reading import BELIEVED, level_of
from tests.torture.cards.stock import Stock
from tests.torture.cards.table import TAMPERS


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one tampered card; `number` and the seed make it again."""

    way: str
    number: int
    installed: Level
    alone: Level
    needs_anchor: bool
    is_stranger: bool = False

    @property
    def is_caught(self) -> bool:
        """It was not believed, where it can be told at all."""
        if Level.AUTHENTIC in (self.alone, self.installed):
            return False
        alone_is_caught = self.needs_anchor or self.alone not in BELIEVED
        return alone_is_caught and (self.is_stranger or self.installed not in BELIEVED)


def judged_cards(stock: Stock, cards: int, seed: int, only: str = "") -> Iterator[Judged]:
    """So many tampered cards, all ways in turn."""
    ways = [way for way in TAMPERS if only in way]
    for number in range(cards):
        way = ways[number % len(ways)]
        yield judge_one(stock, way, number, seed)


def judge_one(stock: Stock, way: str, number: int, seed: int) -> Judged:
    """One tampered card."""
    case = TAMPERS[way](stock, random.Random(f"{seed} {number}"))
    levels = [
        level_of(case.chip(case.card, random.Random(number)), anchors)
        for anchors in (stock.anchors, Anchors())
    ]
    return Judged(way, number, levels[0], levels[1], case.needs_anchor, case.is_stranger)


def genuine_errors(stock: Stock) -> list[str]:
    """Genuine cards that are not judged as such: none, if all is right."""
    wrong = []
    for card in (card for row in stock.cards for card in row):
        for anchors, right in ((stock.anchors, Level.AUTHENTIC), (Anchors(), Level.INTACT_ISSUER_UNKNOWN)):
            level = level_of(Chip(card, random.Random(1)), anchors)
            if level is not right:
                wrong.append(f"{card.kind.signer}: {level}, not {right}")
    return wrong


def tally(judged: list[Judged]) -> Counter[tuple[str, str, str]]:
    """How often which way had which verdicts."""
    return Counter((one.way, str(one.installed), str(one.alone)) for one in judged)
