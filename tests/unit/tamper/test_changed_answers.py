"""Answers changed on the way, chips that mean harm, cards taken away: an error with its cause, no crash."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.authentication.verdict import Level
from drivers.identity_card.chip.card_reading import Part, read_card
from drivers.identity_card.chip.errors import CardError, Cause
from simulator.identity_card.faults import ChipFaults
from tests.support.virtual_card import can_of, issued, mrz_key_of, on_reader
from tests.torture.cards.answers import (
    Answered,
    changed_on_the_way,
    endless_files,
    sent_with_harm,
    signed_with_harm,
)
from tests.torture.cards.stock import Stock, stock

READINGS, SEED = 250, 8
Changed = Callable[[Stock, int, int], Iterator[Answered]]
AT = datetime(2026, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize("changed", [changed_on_the_way, sent_with_harm, signed_with_harm])
def test_whatever_is_answered_there_is_a_verdict_or_an_error(changed: Changed) -> None:
    levels = Counter(answered.level for answered in changed(stock(), READINGS, SEED))
    assert levels.total() == READINGS
    assert len(levels) > 1


def test_files_that_never_end_are_given_up() -> None:
    levels = {answered.what: answered.level for answered in endless_files(stock())}
    believed = {what for what, level in levels.items() if level is Level.AUTHENTIC}
    assert all(what.startswith("011C") for what in believed)  # of EF.CardAccess the usual one is known


@pytest.mark.parametrize("kind", ["2021", "bac_only"])
def test_a_card_may_be_pulled_at_any_command(kind: str) -> None:
    card = issued(kind)
    keys = [mrz_key_of(card)]
    whole = read_card(on_reader(card), keys, frozenset(Part), Anchors(), AT)
    assert whole.verdict.level is Level.INTACT_ISSUER_UNKNOWN
    for at in range(1, whole.apdus + 1):
        with pytest.raises(CardError) as caught:
            read_card(on_reader(card, faults=ChipFaults(pull_at=at)), keys, frozenset(Part), Anchors(), AT)
        assert caught.value.cause is Cause.PULLED, at
    with pytest.raises(CardError) as caught:
        read_card(on_reader(card, faults=ChipFaults(hang_at=3)), keys, frozenset(Part), Anchors(), AT)
    assert caught.value.cause is Cause.TIMED_OUT


def test_an_answer_with_a_wrong_checksum_is_asked_for_again_or_nothing_is_read() -> None:
    card, anchors = issued(), Anchors()
    undisturbed = read_card(on_reader(card), [can_of(card)], frozenset(Part), anchors, AT)
    for at in range(7, undisturbed.apdus + 1):
        disturbed = on_reader(card, faults=ChipFaults(wrong_mac_at=at))
        try:
            read = read_card(disturbed, [can_of(card)], frozenset(Part), anchors, AT)
        except CardError as error:
            assert error.cause is Cause.PROTOCOL
        else:
            assert read.verdict.level is not Level.INTACT_ISSUER_UNKNOWN or read.apdus > undisturbed.apdus
