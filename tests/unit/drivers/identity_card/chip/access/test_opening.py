"""Every way into the simulator's cards, and every reason not to get in."""

import pytest

from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.errors import CardError, Cause
from drivers.identity_card.chip.keys import Can, MrzKey, Suite
from drivers.identity_card.chip.session import open_chip
from simulator.identity_card.faults import ChipFaults, Habits
from simulator.identity_card.kinds import KINDS, CardKind
from simulator.identity_card.pace import PaceOffer
from simulator.identity_card.suites import AES128, AES192, AES256, DES3
from tests.support.virtual_card import can_of, issued, mrz_key_of, on_reader

DG1 = ElementaryFile.DG1
WRONG_CAN, WRONG_MRZ = Can("000000"), MrzKey("099999999", "000101", "300101")
SUITES = [(DES3, Suite.TRIPLE_DES), (AES128, Suite.AES_128), (AES192, Suite.AES_192), (AES256, Suite.AES_256)]


def opened(card, *keys, **options):
    on_it = on_reader(card, **options)
    chip = open_chip(on_it, keys)
    assert chip.read(DG1) == card.files[DG1.fid]
    return chip


def cause_of(card, *keys, **options):
    with pytest.raises(CardError) as told:
        open_chip(on_reader(card, **options), keys)
    for key in keys:
        hidden = key.digits if isinstance(key, Can) else key.document_number
        assert hidden not in str(told.value)
    return told.value.cause


@pytest.mark.parametrize("key_of", [can_of, mrz_key_of])
@pytest.mark.parametrize(
    ("parameters", "theirs", "ours"),
    [
        *((parameters, AES128, Suite.AES_128) for parameters in range(8, 19)),
        *((13, *suite) for suite in SUITES if suite[0] is not AES128),
    ],
)
def test_pace_on_every_curve_with_every_cipher(parameters, theirs, ours, key_of):
    card = issued(CardKind(pace=(PaceOffer(theirs, parameters),), agreement=(), active=""))
    access = opened(card, key_of(card)).access
    assert (access.protocol, access.suite, access.parameter_id) == ("pace", ours, parameters)
    assert access.oid == f"0.4.0.127.0.7.2.2.4.2.{ours.number}"
    assert access.card_access == card.files[0x011C]


@pytest.mark.parametrize("max_response", [256, 65_536])
def test_bac_where_the_card_offers_no_pace(max_response):
    card = issued("bac_only")
    access = opened(card, mrz_key_of(card), max_response=max_response).access
    assert (access.protocol, access.suite, access.oid, access.curve) == ("bac", Suite.TRIPLE_DES, "", "")
    assert cause_of(card, can_of(card)) is Cause.UNSUPPORTED


@pytest.mark.parametrize("max_response", [256, 65_536])
@pytest.mark.parametrize("place", ["master", "application", "refused"])
def test_card_access_is_found_wherever_it_is_and_never_by_way_of_the_master_file(place, max_response):
    card = issued()
    on_it = on_reader(card, habits=Habits(card_access=place), max_response=max_response)
    access = open_chip(on_it, [can_of(card)]).access
    expected = {"master": "master_file", "application": "application", "refused": "constant"}
    assert access.card_access_from == expected[place]
    assert bool(access.card_access) == (place != "refused")
    assert not any(command.startswith(b"\x00\xa4\x00") for command, _ in on_it.log)


def test_a_card_that_hides_its_offer_and_has_only_bac_is_opened_by_bac():
    card = issued("bac_only")
    chip = opened(card, mrz_key_of(card), habits=Habits(card_access="refused"))
    assert (chip.access.protocol, chip.access.card_access_from) == ("bac", "constant")


def test_selecting_and_setting_carry_no_length_of_an_answer():
    card = issued()
    opened(card, can_of(card), habits=Habits(refuses_le=True))
    opened(issued("bac_only"), mrz_key_of(issued("bac_only")), habits=Habits(refuses_le=True))


def test_a_card_that_is_not_told_which_of_several_parameters_would_take_the_wrong_ones():
    card = issued(CardKind(pace=(PaceOffer(AES128, 12), PaceOffer(AES128, 13)), agreement=(), active=""))
    assert opened(card, can_of(card)).access.parameter_id in (12, 13)


def test_the_strongest_of_several_ciphers_is_taken():
    card = issued(CardKind(pace=(PaceOffer(AES128, 8), PaceOffer(AES256, 8)), agreement=(), active=""))
    assert opened(card, can_of(card)).access.suite is Suite.AES_256


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("2021", WRONG_CAN),
        ("2021", WRONG_MRZ),
        ("bac_only", WRONG_MRZ),
        ("3des", WRONG_CAN),
        ("2024", WRONG_CAN),
    ],
)
def test_a_wrong_key_is_told(kind, key):
    assert cause_of(issued(kind), key) is Cause.WRONG_KEY


def test_the_next_key_is_tried_and_none_twice():
    card = issued()
    on_it = on_reader(card)
    assert open_chip(on_it, [WRONG_CAN, mrz_key_of(card)]).access.password == "mrz"
    card_with_both = on_reader(card)
    with pytest.raises(CardError):
        open_chip(card_with_both, [WRONG_CAN, WRONG_MRZ])
    tokens = [command for command, _ in card_with_both.log if command[:2] == b"\x00\x86"]
    challenges = [command for command, _ in card_with_both.log if command[1] == 0x84]
    assert (len(tokens), len(challenges)) == (2, 0)


def test_a_passport_is_opened_with_its_mrz_and_says_that_it_knows_no_can():
    card = issued("passport")
    assert cause_of(card, can_of(card)) is Cause.UNSUPPORTED
    assert opened(card, can_of(card), mrz_key_of(card)).access.password == "mrz"


@pytest.mark.parametrize("max_response", [256, 65_536])
def test_a_bank_card_is_no_travel_document(max_response):
    card = issued("bank_card")
    assert cause_of(card, Can("123456"), max_response=max_response) is Cause.NOT_AN_EMRTD


def test_no_key_at_all_leads_nowhere():
    assert cause_of(issued()) is Cause.UNSUPPORTED


@pytest.mark.parametrize("kind", ["2021", "bac_only"])
def test_a_card_pulled_at_any_command_is_told_from_one_with_another_key(kind):
    card = issued(kind)
    key = mrz_key_of(card)
    for at in range(1, opened(card, key).apdus + 1):
        with pytest.raises(CardError) as told:
            opened(card, key, faults=ChipFaults(pull_at=at))
        assert told.value.cause is Cause.PULLED


@pytest.mark.parametrize("kind", ["2021", "bac_only"])
def test_a_wrong_checksum_ends_the_reading(kind):
    card = issued(kind)
    key = mrz_key_of(card)
    with pytest.raises(CardError, match="checksum") as told:
        opened(card, key, faults=ChipFaults(wrong_mac_at=opened(card, key).apdus))
    assert told.value.cause is Cause.PROTOCOL


def test_every_kind_of_card_is_opened_by_one_of_its_keys():
    for name in sorted(set(KINDS) - {"bank_card"}):
        card = issued(name)
        assert opened(card, can_of(card), mrz_key_of(card)).access.protocol in ("pace", "bac"), name
