"""The card in hand over the simulator's chips: what is shown, what is kept, what is refused and why."""

import random
from dataclasses import replace

import pytest

from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.card_reading import Part
from kiosk.card.in_hand import IdentityCard
from kiosk.config.base import Text
from kiosk.config.card_schema import CardSettings
from kiosk.desk.cards import CardRecord
from kiosk.desk.store import StoreError
from kiosk.ticket.holders import Holder
from simulator.identity_card.faults import ChipFaults
from simulator.identity_card.lds import CardFiles
from simulator.identity_card.pki import make_authority
from simulator.identity_card.qr import qr_text
from simulator.identity_card.tampering import cloned, flipped
from state_machines.card_interfaces import CardRefused
from tests.support.chip_reader import ChipReader
from tests.support.virtual_card import issued, on_reader

DG13 = 0x010D
WHY = Text(vi="để thử", en="as a test")


class Kept:
    """The audit: what was written to it."""

    def __init__(self) -> None:
        self.records: list[CardRecord] = []
        self.error: Exception | None = None

    async def add(self, record: CardRecord) -> None:
        if self.error is not None:
            raise self.error
        self.records.append(record)


class Hand:
    """A reader, an audit and the card between them."""

    def __init__(self, *extra: str) -> None:
        self.reader, self.kept = ChipReader(), Kept()
        settings = CardSettings(extra=dict.fromkeys(extra, WHY))
        self.card = IdentityCard(self.reader, settings, self.kept)
        self.progress: list[tuple[str, float]] = []

    async def read(self, files: CardFiles, faults: ChipFaults | None = None) -> dict[str, str]:
        """The fields shown, and the level."""
        self.reader.lay_chip(on_reader(files, faults=faults))
        facts = await self.card.read(lambda doing, done: self.progress.append((doing, done)))
        return {**dict(facts.fields), "level": facts.level}

    async def refusal(self, files: CardFiles, faults: ChipFaults | None = None) -> str:
        with pytest.raises(CardRefused) as refused:
            await self.read(files, faults)
        assert self.card.holder is None
        return refused.value.cause


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.mark.parametrize("kind", ["2021", "2024"])
async def test_a_card_is_read_with_its_code_and_shown_masked(hand: Hand, kind: str) -> None:
    files = issued(kind)
    person = files.person
    hand.card.take_code(qr_text(person))
    shown = await hand.read(files)
    assert list(shown) == ["name", "number", "birth_year", "level"]
    assert shown["level"] == "intact_issuer_unknown" and shown["birth_year"] == str(person.birth.year)
    assert shown["number"] == "•" * 9 + person.number[-3:]
    assert shown["name"].startswith(person.name.split()[0]) and person.name.split()[-1] not in shown["name"]
    assert hand.card.holder == Holder(person.name, person.number, shown["number"])
    assert hand.reader.readings == [{Part.MRZ, Part.PERSON}]


async def test_with_the_authoritys_certificate_it_is_authentic(hand: Hand) -> None:
    hand.reader.anchors = Anchors.of([make_authority().csca_der])
    hand.card.take_code(qr_text(issued().person))
    assert (await hand.read(issued()))["level"] == "authentic"


async def test_progress_goes_one_way_from_nothing_to_all(hand: Hand) -> None:
    hand.card.take_code(qr_text(issued().person))
    await hand.read(issued())
    done = [at for _, at in hand.progress]
    assert done == sorted(done) and (done[0], done[-1]) == (0.0, 1.0)
    assert list(dict(hand.progress)) == ["opening", "person", "checking", "done"]


@pytest.mark.parametrize("typed", [lambda number: number, lambda number: f" {number[-6:-3]} {number[-3:]}"])
async def test_the_number_or_its_end_opens_the_chip(hand: Hand, typed) -> None:
    files = issued()
    hand.card.take_number(typed(files.person.number))
    assert (await hand.read(files))["level"] == "intact_issuer_unknown"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "００１２３４", "1" * 13])
async def test_other_numbers_are_refused(hand: Hand, typed: str) -> None:
    with pytest.raises(CardRefused, match="number"):
        hand.card.take_number(typed)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("https://example.vn/x", "link"),
        ("hello", "foreign"),
        ("", "foreign"),
        ("x" * 3000, "foreign"),
        ("099095012345||Nguyễn Văn", "torn_code"),
        ("099095012345||Nguyá»…n|17081995|Nam|x|06092022", "torn_code"),
    ],
)
async def test_other_codes_are_refused_with_a_cause(hand: Hand, text: str, cause: str) -> None:
    with pytest.raises(CardRefused) as refused:
        hand.card.take_code(text)
    assert refused.value.cause == cause


async def test_only_what_has_a_purpose_is_kept_and_read() -> None:
    hand = Hand("residence", "religion", "portrait")
    files = issued()
    hand.card.take_code(qr_text(files.person))
    shown = await hand.read(files)
    assert list(shown) == ["name", "number", "birth_year", "residence", "religion", "portrait", "level"]
    assert files.person.residence not in shown.values() and shown["portrait"] == "•••"
    assert Part.PORTRAIT in hand.reader.readings[0]
    assert set(hand.card._held.said) == {"name", "number", "birth_date", "residence", "religion", "portrait"}


async def test_another_cards_code_is_the_wrong_key(hand: Hand) -> None:
    hand.card.take_code(qr_text(issued(seed=2).person))
    assert await hand.refusal(issued(seed=1)) == "wrong_key"


async def test_a_number_that_only_ends_alike_is_the_wrong_one(hand: Hand) -> None:
    files = issued()
    prefix = "005" if files.person.number.startswith("003") else "003"
    hand.card.take_number(prefix + files.person.number[3:])
    assert await hand.refusal(files) == "wrong_key"


async def test_a_code_with_the_number_of_the_chip_and_another_name_is_not_confirmed(hand: Hand) -> None:
    files = issued()
    hand.card.take_code(qr_text(replace(files.person, name="Người Khác Hẳn")))
    assert await hand.refusal(files) == "unconfirmed"
    await hand.card.record("unread", "unconfirmed")
    assert hand.kept.records[0].differs == ("name",)


async def test_altered_and_copied_cards_are_not_confirmed_and_the_audit_knows_why(hand: Hand) -> None:
    files = issued()
    hand.card.take_code(qr_text(files.person))
    offset = files.files[DG13].index(files.person.name.encode())
    assert await hand.refusal(flipped(files, DG13, offset)) == "unconfirmed"
    await hand.card.record("unread", "unconfirmed")
    assert await hand.refusal(cloned(files, random.Random(1))) == "unconfirmed"
    await hand.card.record("unread", "unconfirmed")
    assert [record.level for record in hand.kept.records] == ["altered", "copied"]
    assert hand.kept.records[0].checks["hash_dg13"].startswith("failed")


@pytest.mark.parametrize(
    ("kind", "faults", "cause"),
    [("2021", ChipFaults(pull_at=7), "pulled"), ("bank_card", None, "not_an_emrtd")],
)
async def test_the_drivers_cause_is_the_citizens(
    hand: Hand, kind: str, faults: ChipFaults | None, cause: str
) -> None:
    files = issued(kind)
    hand.card.take_number(files.person.number)
    assert await hand.refusal(files, faults) == cause
    await hand.card.record("unread", cause)
    assert [(record.level, record.cause) for record in hand.kept.records] == [("unreadable", cause)]


async def test_the_code_alone_is_unverified() -> None:
    hand = Hand("residence")
    person = issued().person
    hand.card.take_code(qr_text(person))
    facts = hand.card.code_alone()
    assert facts.level == "unverified" and dict(facts.fields)["birth_year"] == str(person.birth.year)
    await hand.card.record("read", "")
    assert hand.kept.records[0].level == "unverified" and hand.card.holder is not None


async def test_what_is_forgotten_is_gone(hand: Hand) -> None:
    files = issued()
    hand.card.take_code(qr_text(files.person))
    await hand.read(files)
    held = hand.card._held
    hand.card.forget()
    assert hand.card._held is not held and hand.card.holder is None
    assert not any((hand.card._held.keys, hand.card._held.qr, hand.card._held.said, hand.card._held.verdict))


@pytest.mark.parametrize("error", [StoreError("disk_full", "full"), PermissionError("no")])
async def test_a_store_that_fails_does_not_stop_the_visit(
    hand: Hand, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    hand.kept.error = error
    hand.card.take_code(qr_text(issued().person))
    await hand.read(issued())
    await hand.card.record("read", "")
    assert "not recorded" in caplog.text and hand.card.holder is not None


async def test_given_up_is_not_a_judgement(hand: Hand) -> None:
    await hand.card.record("given_up", "no_code")
    assert [(record.level, record.number) for record in hand.kept.records] == [("given_up", "")]
