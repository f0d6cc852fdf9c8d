"""Genuine cards are believed, and of two thousand tampered ones none; a seed makes the same ones again."""

import pytest

from drivers.identity_card.chip.authentication.checks import Outcome
from drivers.identity_card.chip.authentication.passive import authenticate_passively, read_sod
from drivers.identity_card.chip.authentication.signers import Moments
from simulator.identity_card.lds import SECURITY_OBJECT
from simulator.identity_card.tampering import flipped
from tests.torture.cards.judging import genuine_errors, judge_one
from tests.torture.cards.reading import AT
from tests.torture.cards.stock import stock
from tests.torture.cards.table import TAMPERS

EACH, SEED = 56, 6
MIXED = 14  # a card with signed attributes, named by issuer
STEP = 7  # coprime to the 8 bits: every byte of the object in turn with every bit


def test_there_are_two_thousand() -> None:
    assert EACH * len(TAMPERS) >= 2_000


def test_genuine_cards_of_every_algorithm_are_believed_and_no_further_than_is_known() -> None:
    assert genuine_errors(stock(is_quick=False, people=1)) == []


@pytest.mark.parametrize("way", TAMPERS)
def test_no_tampered_card_is_believed(way: str) -> None:
    judged = [judge_one(stock(), way, number, SEED) for number in range(EACH)]
    assert [one for one in judged if not one.is_caught] == []


def test_no_byte_of_the_security_object_can_be_changed() -> None:
    card = stock().cards[MIXED][0]
    sound = card.files[SECURITY_OBJECT]
    assert holds(sound)
    for at in range(len(sound)):
        spoilt = flipped(card, SECURITY_OBJECT, at, 1 << at * STEP % 8).files[SECURITY_OBJECT]
        assert not holds(spoilt), f"byte {at}"


def holds(raw: bytes) -> bool:
    """Everything that can be checked of a security object by itself is passed."""
    sod, _ = read_sod(raw)
    if sod is None:
        return False
    checks = authenticate_passively(sod, stock().anchors, Moments(AT, None)).checks
    return all(check.outcome is Outcome.PASSED for check in checks)
