"""Every kind of card that the simulator issues, read by the robot's driver: the two were written apart."""

import random
from dataclasses import replace

import pytest

from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.authentication.verdict import Level
from drivers.identity_card.chip.card_reading import Part, read_card
from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.errors import CardError, Cause
from simulator.identity_card.data_group_13 import PersonalForm
from simulator.identity_card.faults import ChipFaults, Habits, LargeRead
from simulator.identity_card.kinds import KINDS, CardKind
from simulator.identity_card.pki import make_authority
from simulator.identity_card.tampering import with_can
from tests.support.virtual_card import can_of, issued, mrz_key_of, on_reader
from tests.torture.cards.reading import AT

ANCHORS = Anchors.of([make_authority().csca_der])
EVERYTHING = frozenset(Part)
IDENTITY = [name for name in KINDS if name not in ("passport", "bank_card")]
BY_BAC = {"bac_only"}


@pytest.mark.parametrize("kind", IDENTITY)
def test_an_identity_card_is_read_whole(kind: str) -> None:
    card = issued(kind)
    key = mrz_key_of(card) if kind in BY_BAC else can_of(card)
    read = read_card(on_reader(card), [key], EVERYTHING, ANCHORS, AT)
    right = Level.UNVERIFIED if kind == "no_copy_protection" else Level.AUTHENTIC
    assert read.verdict.level is right
    assert read.access.protocol == ("bac" if kind in BY_BAC else "pace")
    assert read.mrz is not None
    assert read.mrz.document_number == card.person.number[-9:]
    assert read.person is not None
    assert (read.person.name, read.person.residence) == (card.person.name, card.person.residence)
    assert (read.person.father, read.person.mother) == (card.person.father, card.person.mother)
    assert (read.person.spouse, read.person.old_number) == (card.person.spouse, card.person.old_number)
    assert read.portrait is not None
    assert (read.portrait.width, read.portrait.height) == (480, 640)
    for file, content in read.raw.items():
        assert content == card.files[file.fid]


@pytest.mark.parametrize("seed", range(2, 12))
def test_forms_of_personal_data_say_the_same(seed: int) -> None:
    chance = random.Random(seed)
    form = PersonalForm(
        parents=chance.choice(("siblings", "nested")),
        no_old_number=chance.choice(("integer", "missing")),
        no_spouse=chance.choice(("integer", "missing")),
        unknown=((17, "A+"), (40, "Đà Nẵng")),
    )
    card = issued(replace(KINDS["2024"], personal=form, image_bytes=2000), seed)
    read = read_card(on_reader(card), [can_of(card)], EVERYTHING, ANCHORS, AT)
    assert read.person is not None
    assert (read.person.name, read.person.father) == (card.person.name, card.person.father)
    assert (read.person.spouse, read.person.old_number) == (card.person.spouse, card.person.old_number)
    assert set(read.person.unknown) == {17, 40}


def test_personal_data_that_are_no_tlv_stay_raw() -> None:
    card = issued(replace(KINDS["2021"], personal=PersonalForm(plain=True)))
    read = read_card(on_reader(card), [can_of(card)], EVERYTHING, ANCHORS, AT)
    assert read.person is None
    assert read.raw[ElementaryFile.DG13] == card.files[0x010D]


def test_other_chips_have_a_cause() -> None:
    passport, bank = issued("passport"), issued("bank_card")
    read = read_card(on_reader(passport), [mrz_key_of(passport)], EVERYTHING, ANCHORS, AT)
    assert (read.person, read.verdict.level) == (None, Level.AUTHENTIC)
    for keys in ([can_of(bank)], [mrz_key_of(bank)]):
        with pytest.raises(CardError) as caught:
            read_card(on_reader(bank), keys, EVERYTHING, ANCHORS, AT)
        assert caught.value.cause is Cause.NOT_AN_EMRTD


def test_the_wrong_number_is_named() -> None:
    card = with_can(issued(), "000000")
    with pytest.raises(CardError) as caught:
        read_card(on_reader(card), [can_of(card)], EVERYTHING, ANCHORS, AT)
    assert caught.value.cause is Cause.WRONG_KEY


@pytest.mark.parametrize("how", ["6700", "6282", "6CXX", "6B00"])
@pytest.mark.parametrize("over", [100, 128, 160, 224])
@pytest.mark.parametrize("most", [256, 65_536])
def test_chips_that_refuse_large_reads_are_read(how: LargeRead, over: int, most: int) -> None:
    card = issued(small("2021"))
    chip = on_reader(card, faults=ChipFaults(large_read=how, large_over=over), max_response=most)
    assert read_card(chip, [can_of(card)], EVERYTHING, ANCHORS, AT).verdict.level is Level.AUTHENTIC


@pytest.mark.parametrize(
    "habits",
    [
        Habits(extended_length=False),
        Habits(card_access="application"),
        Habits(card_access="refused"),
        Habits(refuses_le=True),
        Habits(master_file=True),
        Habits(most_answer=96),
    ],
)
@pytest.mark.parametrize("most", [256, 65_536])
def test_chips_of_all_habits_are_read(habits: Habits, most: int) -> None:
    card = issued(small("2021"))
    chip = on_reader(card, habits, max_response=most)
    assert read_card(chip, [can_of(card)], EVERYTHING, ANCHORS, AT).verdict.level is Level.AUTHENTIC


def small(kind: str) -> CardKind:
    return replace(KINDS[kind], image_bytes=3000)


@pytest.mark.parametrize(
    "algorithm",
    [
        "brainpoolP512r1-explicit-sha512",  # as the country signer of Vietnam's passports
        "brainpoolP256r1-sha256",
        "secp521r1-sha512",
        "rsa2048-sha256",
        "pss2048-sha512",
    ],
)
def test_country_signers_of_all_algorithms(algorithm: str) -> None:
    authority = make_authority(1, algorithm)
    card = issued(small("2021"), authority=authority)
    for installed, right in (
        ([authority.csca_der], Level.AUTHENTIC),
        ([authority.link_der], Level.AUTHENTIC),
        ([], Level.INTACT_ISSUER_UNKNOWN),
    ):
        read = read_card(on_reader(card), [can_of(card)], EVERYTHING, Anchors.of(installed), AT)
        assert read.verdict.level is right


def test_the_country_signer_before_is_not_the_one_of_this_card() -> None:
    card, authority = issued(small("2021")), make_authority()
    only_old = Anchors.of([authority.old_csca_der])
    read = read_card(on_reader(card), [can_of(card)], EVERYTHING, only_old, AT)
    assert read.verdict.level not in (Level.AUTHENTIC, Level.ALTERED, Level.COPIED)
