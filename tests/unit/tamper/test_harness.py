"""The harness itself notices a parser that crashes, a card that is believed, a reading without end."""

import random

import pytest

from drivers.identity_card.chip.authentication.verdict import Level
from drivers.identity_card.chip.errors import CardError, Cause
from simulator.identity_card.chip import Chip
from simulator.identity_card.der import sequence, tlv
from tests.torture.cards.feeding import Crashed, feed
from tests.torture.cards.judging import Judged
from tests.torture.cards.mutations import each_tag_and_length, nodes_of, spoilt
from tests.torture.cards.parsers import Parser
from tests.torture.cards.reading import MOST_COMMANDS, CountedCard, Endless
from tests.torture.cards.stock import stock
from tests.torture.cards.table import TAMPERS

NESTED = sequence(tlv(0x04, sequence(tlv(0x02, b"\x01"))), tlv(0x7F49, tlv(0x86, bytes(200))))


def broken(data: bytes) -> object:
    raise IndexError(len(data))


def strict(data: bytes) -> object:
    raise CardError(Cause.BAD_DATA, f"{len(data)} bytes")


def test_a_crash_is_noticed_and_a_refusal_is_none() -> None:
    with pytest.raises(Crashed, match="IndexError"):
        feed(Parser("broken", broken, ()), iter([b"\x01"]), 1)
    fed = feed(Parser("strict", strict, ()), iter([b"\x01", b"\x02", b"\x03"]), 2)
    assert (fed.inputs, fed.refused) == (2, 2)


@pytest.mark.parametrize(
    ("installed", "alone", "needs_anchor", "is_caught"),
    [
        (Level.ALTERED, Level.ALTERED, False, True),
        (Level.AUTHENTIC, Level.ALTERED, True, False),
        (Level.ALTERED, Level.AUTHENTIC, True, False),
        (Level.ALTERED, Level.INTACT_ISSUER_UNKNOWN, True, True),
        (Level.ALTERED, Level.INTACT_ISSUER_UNKNOWN, False, False),
        (Level.INTACT_ISSUER_UNKNOWN, Level.ALTERED, False, False),
        (Level.INTACT_ISSUER_UNKNOWN, Level.INTACT_ISSUER_UNKNOWN, True, False),
    ],
)
def test_who_is_believed_is_not_caught(
    installed: Level, alone: Level, needs_anchor: bool, is_caught: bool
) -> None:
    assert Judged("way", 1, installed, alone, needs_anchor).is_caught is is_caught


def test_objects_are_found_inside_of_strings_too() -> None:
    assert [NESTED[node.tag_at] for node in nodes_of(NESTED)] == [0x30, 0x04, 0x30, 0x02, 0x7F, 0x86]


def test_wrong_lengths_come_with_the_lengths_around_as_they_were_and_mended() -> None:
    inputs = list(each_tag_and_length(NESTED))
    assert len(inputs) > 200
    without_last = sequence(tlv(0x04, sequence(tlv(0x02, b"\x01"))), tlv(0x7F49, b""))
    assert without_last in inputs
    assert NESTED.replace(tlv(0x86, bytes(200)), b"") in inputs


def test_spoilt_files_follow_from_the_seed() -> None:
    one, same, other = (spoilt(NESTED, random.Random(seed)) for seed in (1, 1, 2))
    assert one == same != other


def test_a_reading_without_end_is_noticed() -> None:
    card = CountedCard(Chip(stock().cards[0][0], random.Random(1)))
    card.chip.commands = MOST_COMMANDS + 1
    with pytest.raises(Endless):
        card.transmit(bytes.fromhex("00B09C0000"))


@pytest.mark.parametrize("way", TAMPERS)
def test_every_way_changes_the_card_and_does_it_again_from_the_seed(way: str) -> None:
    for number in range(3):
        one, same = (TAMPERS[way](stock(), random.Random(number)) for _ in range(2))
        genuine = [card for row in stock().cards for card in row]
        assert one.chip is not Chip or one.card not in genuine
        assert one.card.person == same.card.person
        assert one.card.files[0x011E] == same.card.files[0x011E]
