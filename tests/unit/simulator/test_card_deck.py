"""The cards that citizens bring: every kind is a chip that answers, whose holder is known by number."""

import pytest

from simulator.card_holders import holder
from simulator.devices.card_reader.deck import KINDS, deal
from simulator.devices.card_reader.hands import ACTS, LAY
from simulator.identity_card.lds import SECURITY_OBJECT, group_id

CARD_ACCESS = bytes.fromhex("00B09C0020")
APPLICATION = bytes.fromhex("00A4040C07A0000002471001")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_laid_by_an_act_and_answers(kind):
    card = deal(kind, 7)
    generation = 2024 if kind == "2024" else 2021
    assert (card.kind, card.holder) == (kind, holder(7, generation).person.name)
    assert card.chip.atr[0] == 0x3B
    assert card.chip.transmit(CARD_ACCESS, 0.0).data[-2:] in (b"\x90\x00", b"\x6a\x82")
    assert f"{LAY}{kind}" in {act.name for act in ACTS}


def test_only_what_travels_has_the_application():
    said = {kind: deal(kind, 7).chip.transmit(APPLICATION, 0.0).data for kind in KINDS}
    assert {kind for kind, answer in said.items() if answer != b"\x90\x00"} == {"bank_card"}


def test_a_citizen_has_one_card_of_a_kind_and_every_laying_is_a_new_session():
    one, again = deal("2021", 7), deal("2021", 7)
    assert one.chip.card is again.chip.card
    assert one.chip is not again.chip
    assert deal("2021", 8).chip.card.files != one.chip.card.files


def test_a_clone_has_the_files_and_not_the_keys():
    good, clone = deal("2021", 7).chip.card, deal("cloned", 7).chip.card
    assert clone.files == good.files
    assert clone.secrets.active != good.secrets.active
    assert clone.secrets.agreement != good.secrets.agreement
    assert clone.secrets.can == good.secrets.can


def test_an_altered_card_differs_in_what_it_says_of_the_person():
    good, altered = deal("2021", 7).chip.card, deal("altered", 7).chip.card
    assert {file for file in good.files if good.files[file] != altered.files[file]} == {group_id(13)}


@pytest.mark.parametrize("kind", ["expired_signer", "foreign_signer"])
def test_other_signers_sign_the_same(kind):
    good, other = deal("2021", 7).chip.card, deal(kind, 7).chip.card
    assert {file for file in good.files if good.files[file] != other.files[file]} == {SECURITY_OBJECT}


def test_troubles_are_those_of_the_chip():
    assert deal("slow", 7).chip.faults.slow_s > 0
    assert deal("hangs", 7).chip.faults.hang_at == 10
    assert deal("wrong_can", 7).chip.card.secrets.can != holder(7, 2021).person.can


def test_any_byte_of_any_file_can_be_flipped():
    chip = deal("2021", 7).chip
    for short_id in (1, 2, 13, 14, 15, 0x1C, 0x1D, 0x1E):
        before = chip.card.files[0x0100 | short_id]
        assert chip.flip(short_id, len(before) - 1) and not chip.flip(short_id, len(before))
        assert chip.card.files[0x0100 | short_id] == before[:-1] + bytes([before[-1] ^ 1])
