"""One card read as the robot reads it: what the verdict was, or why there was none."""

import random
from datetime import UTC, datetime

from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.authentication.verdict import Level
from drivers.identity_card.chip.card_reading import Part, read_card
from drivers.identity_card.chip.errors import CardError
from simulator.identity_card.chip import Chip
from tests.support.virtual_card import ChipCard, can_of, mrz_key_of

AT = datetime(2026, 11, 30, tzinfo=UTC)
EVERYTHING = frozenset(Part)
BELIEVED = frozenset((Level.AUTHENTIC, Level.INTACT_ISSUER_UNKNOWN))
MOST_COMMANDS = 2_000


class Endless(AssertionError):
    """The reading went on and on."""


class CountedCard(ChipCard):
    """A card that ends a test which goes on and on."""

    def transmit(self, command: bytes) -> bytes:
        if self.chip.commands > MOST_COMMANDS:
            raise Endless(f"more than {MOST_COMMANDS} commands")
        return super().transmit(command)


def level_of(chip: Chip, anchors: Anchors, seed: int = 1) -> Level:
    """The verdict of a whole reading; a card that cannot be read is UNREADABLE."""
    chip.put_back()
    card = CountedCard(chip)
    key = can_of(chip.card) if chip.card.kind.pace and chip.card.secrets.can else mrz_key_of(chip.card)
    try:
        read = read_card(card, [key], EVERYTHING, anchors, AT, random=random.Random(seed).randbytes)
    except CardError:
        return Level.UNREADABLE
    return read.verdict.level
