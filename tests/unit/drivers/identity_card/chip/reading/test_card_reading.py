"""Whole readings of the simulator's cards: kinds, clones, troubles, order."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.authentication.checks import Check, Name, Outcome
from drivers.identity_card.chip.authentication.verdict import Level
from drivers.identity_card.chip.card_reading import CardRead, Part, Step, read_card
from drivers.identity_card.chip.elementary_files import ElementaryFile as File
from drivers.identity_card.chip.errors import CardError, Cause
from simulator.identity_card.faults import ChipFaults, Habits
from simulator.identity_card.kinds import KINDS
from simulator.identity_card.lds import CardFiles, issue_card
from simulator.identity_card.people import make_person
from simulator.identity_card.pki import make_authority
from simulator.identity_card.tampering import cloned, flipped, swapped, with_file, without_file
from tests.support.virtual_card import ChipCard, can_of, issued, mrz_key_of, on_reader

AT = datetime(2026, 11, 30, tzinfo=UTC)
ALL = frozenset(Part)
TRUSTED = Anchors.of([make_authority().csca_der])
COPYABLE = {"no_copy_protection"}
UNREADABLE = {"bank_card"}


def read(
    card: CardFiles,
    wanted: frozenset[Part] = ALL,
    anchors: Anchors = TRUSTED,
    faults: ChipFaults | None = None,
    reader: ChipCard | None = None,
) -> CardRead:
    laid = reader or on_reader(card, faults=faults)
    keys = [can_of(card), mrz_key_of(card)] if card.kind.by_can else [mrz_key_of(card)]
    return read_card(laid, keys, wanted, anchors, AT, random=random.Random(5).randbytes)


def check(found: CardRead, name: str) -> Check:
    (one,) = (one for one in found.verdict.checks if one.name == name)
    return one


@pytest.mark.parametrize("kind", sorted(set(KINDS) - UNREADABLE))
def test_every_kind_of_card(kind: str) -> None:
    card = issued(kind)
    found = read(card)
    assert found.verdict.level is (Level.UNVERIFIED if kind in COPYABLE else Level.AUTHENTIC)
    assert found.portrait is not None
    if kind != "passport":
        assert found.mrz is not None and found.person is not None
        assert found.person.number == found.mrz.number == card.person.number
        assert found.person.name == card.person.name
    if kind not in COPYABLE:
        assert read(card, anchors=Anchors()).verdict.level is Level.INTACT_ISSUER_UNKNOWN


def test_nothing_is_read_of_a_person_that_is_not_wanted() -> None:
    card = issued()
    found = read(card, frozenset())
    assert {file for file in found.raw if file.group} == {File.DG14, File.DG15}
    assert (found.mrz, found.person, found.portrait) == (None, None, None)
    assert found.verdict.level is Level.AUTHENTIC
    found = read(card, frozenset((Part.MRZ,)))
    assert File.DG1 in found.raw and File.DG13 not in found.raw and File.DG2 not in found.raw


def test_fields_come_first_and_the_portrait_last() -> None:
    told: list[tuple[Step, float]] = []
    card = issued()
    read_card(
        on_reader(card), [can_of(card)], ALL, TRUSTED, AT, lambda step, share: told.append((step, share))
    )
    steps = [step for step, _ in told]
    assert list(dict.fromkeys(steps)) == [Step.OPENING, Step.PERSON, Step.CHECKING, Step.PORTRAIT, Step.DONE]
    shares = [share for step, share in told if step is Step.PORTRAIT]
    assert shares == sorted(shares) and shares[-1] == 1.0 and len(shares) > 1
    assert all(0 <= share <= 1 for _, share in told)


@pytest.mark.parametrize("kind", ["2021", "aes256", "3des", "rsa", "bac_only"])
def test_a_clone_without_the_private_keys(kind: str) -> None:
    """The session that is opened anew after a failed agreement must prove nothing."""
    card = issued(kind)
    found = read(cloned(card, random.Random(99)))
    assert found.verdict.level is Level.COPIED
    assert check(found, Name.ORIGINAL).outcome is Outcome.FAILED
    assert found.portrait is None  # nothing more is read of it
    assert found.person is not None and found.person.name == card.person.name


def test_a_clone_that_knows_one_of_two_keys() -> None:
    card = issued()
    copy = cloned(card, random.Random(99)).secrets
    for half in (
        replace(card.secrets, active=copy.active),
        replace(card.secrets, agreement=copy.agreement),
    ):
        assert read(replace(card, secrets=half)).verdict.level is Level.COPIED


@pytest.mark.parametrize("group", [14, 15])
def test_a_signed_key_that_is_not_on_the_chip(group: int) -> None:
    found = read(without_file(issued(), 0x0100 | group))
    assert found.verdict.level is Level.COPIED
    name = Name.CHIP_AUTHENTICATION if group == 14 else Name.ACTIVE_AUTHENTICATION
    assert check(found, name).why == "key_missing"


def test_keys_of_another_card_are_not_asked() -> None:
    card, other = issued(seed=1), issued(seed=2)
    secrets = replace(other.secrets, can=card.secrets.can, mrz=card.secrets.mrz)
    found = read(replace(swapped(card, other, frozenset((0x010E, 0x010F))), secrets=secrets))
    assert found.verdict.level is Level.ALTERED
    assert check(found, Name.ACTIVE_AUTHENTICATION).why == "key_altered"


@pytest.mark.parametrize("file", [0x0101, 0x0102, 0x010D, 0x010E, 0x010F])
@pytest.mark.parametrize("offset", [-1, 20])
def test_a_flipped_byte(file: int, offset: int) -> None:
    assert read(flipped(issued(), file, offset)).verdict.level is Level.ALTERED


def test_a_group_that_is_not_tlv_is_kept_and_judged_by_its_hash() -> None:
    """A state may write into DG13 what it likes: then there is no person, and the hash decides."""
    card = with_file(issued(), 0x010D, b"\x6d\x05hello")
    found = read(card)
    assert found.person is None
    assert found.raw[File.DG13] == b"\x6d\x05hello"
    assert check(found, "hash_dg13").why == "differs"


@pytest.mark.parametrize(
    "content", [b"\x6d\x84\xff\xff\xff\xff", b"\x6d\x80\x00\x00", b"\x30\x03\x02\x01\x01"]
)
def test_a_file_that_is_none(content: bytes) -> None:
    found = read(with_file(issued(), 0x010D, content))
    assert found.verdict.level is Level.ALTERED
    assert File.DG13 not in found.raw


def test_without_a_sod_nothing_is_proved() -> None:
    found = read(without_file(issued(), 0x011D))
    assert found.verdict.level is Level.UNVERIFIED
    assert found.person is not None


def test_a_table_of_contents_that_hides_the_keys() -> None:
    """The list in the SOD counts: the keys are asked all the same."""
    hiding = with_file(issued(), 0x011E, bytes.fromhex("60165F0104303130375F36063034303030305C046175636D"))
    found = read(hiding)
    assert check(found, Name.CHIP_AUTHENTICATION).outcome is Outcome.PASSED
    assert check(found, Name.CONTENTS).why == "other_groups"
    assert found.verdict.level is Level.UNVERIFIED


def test_an_expired_signer() -> None:
    chance = random.Random(3)
    person = make_person(chance, "2021")
    card = issue_card(person, make_authority(), KINDS["2021"], chance, ended=True)
    found = read(card)
    assert found.verdict.level is Level.ALTERED
    assert check(found, Name.SIGNER_DATES).why == "signed_outside"


def test_a_card_of_another_state_with_the_same_names() -> None:
    card = issued(authority=make_authority(13))
    assert read(card).verdict.level is Level.UNVERIFIED
    assert read(card, anchors=Anchors()).verdict.level is Level.INTACT_ISSUER_UNKNOWN


def test_it_can_be_pulled_at_every_command() -> None:
    card = issued("3des")
    whole = read(card).apdus
    for at in range(1, whole + 1):
        with pytest.raises(CardError) as failed:
            read(card, faults=ChipFaults(pull_at=at))
        assert failed.value.cause is Cause.PULLED, at


def test_a_wrong_checksum_at_any_command_is_never_believed() -> None:
    """At the last steps it is the proof that fails; before, the reading ends."""
    card = issued("bac_only")
    for at in range(1, read(card).apdus + 1):
        laid = on_reader(card, faults=ChipFaults(wrong_mac_at=at))
        try:
            found = read(card, reader=laid)
        except CardError as error:
            assert error.cause is Cause.PROTOCOL, at
        else:
            is_plain = laid.log[at - 1][0][0] == 0
            assert found.verdict.level is (Level.AUTHENTIC if is_plain else Level.COPIED), at


@pytest.mark.parametrize("kind", ["rsa", "bac_only"])
def test_a_reader_with_short_answers(kind: str) -> None:
    """A signature of 2048 bits does not fit into one: it is the reader that cannot, not the card."""
    card = issued(kind)
    laid = on_reader(card, Habits(extended_length=False), max_response=256)
    found = read(card, reader=laid)
    if kind == "bac_only":
        assert found.verdict.level is Level.AUTHENTIC
    else:
        assert check(found, Name.ACTIVE_AUTHENTICATION).outcome is not Outcome.FAILED
        assert found.verdict.level in (Level.AUTHENTIC, Level.UNVERIFIED)


@pytest.mark.parametrize("large", ["6700", "6282", "6CXX", "6B00"])
def test_a_card_that_gives_little_at_a_time(large: str) -> None:
    card = issued()
    faults = ChipFaults(large_read=large)  # type: ignore[arg-type]
    assert read(card, faults=faults).verdict.level is Level.AUTHENTIC


def test_evidence_has_nothing_personal() -> None:
    card = issued()
    found = read(card)
    evidence = found.verdict.evidence
    assert set(evidence) == {
        "signed_sha256",
        "signature",
        "signer_sha256",
        "anchor_sha256",
        "active_challenge",
        "active_signature",
        "active_key_sha256",
        "chip_protocol",
        "chip_challenge",
        "chip_key_sha256",
    }
    said = " ".join((*evidence.values(), *(f"{one.why} {one.detail}" for one in found.verdict.checks)))
    for secret in (card.person.number, card.person.name, card.person.can):
        assert secret not in said
    assert card.person.name not in repr(found) and card.person.number not in repr(found)


def test_challenges_are_fresh() -> None:
    card = issued()

    def evidence() -> Sequence[str]:
        found = read_card(on_reader(card), [can_of(card)], frozenset(), TRUSTED, AT)
        return [found.verdict.evidence[name] for name in ("active_challenge", "chip_challenge")]

    one, other = evidence(), evidence()
    assert one[0] != other[0] and one[1] != other[1]


def test_time_is_told_apart() -> None:
    ticks = iter(range(100_000))
    card = issued("bac_only")
    found = read_card(on_reader(card), [mrz_key_of(card)], ALL, TRUSTED, AT, clock=lambda: float(next(ticks)))
    assert found.transport_s == found.apdus + 1  # one tick for each command, and one for the reset
    assert found.total_s > found.transport_s
