"""The text of a card's QR: what is taken, as what, and what is unusual about it."""

import json
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from drivers.identity_card.qr import CitizenQr, Oddity, parse_qr

GOLDEN = Path("tests/golden/identity_card/vectors.json")
CARD = "003095012345||Nguyễn Văn An|17081995|Nam|Số 12 ngõ 34, Hà Nội|06092022"


def golden() -> dict[str, str]:
    return dict(json.loads(GOLDEN.read_text(encoding="utf8"))["QR_synthetic"])


def test_the_three_forms_of_the_facts() -> None:
    old, plain, new = (parse_qr(text) for text in golden().values())
    assert (old.old_number, old.generation, old.extra, old.warnings) == ("012345678", "2021", (), ())
    assert (plain.old_number, plain.gender, plain.birth_date) == (None, "female", date(2000, 2, 29))
    assert (new.generation, new.extra, new.issue_date) == ("2024", ("", "", "", ""), date(2024, 8, 1))
    assert (new.name, new.address) == ("Nguyễn Văn An", "Số 12 ngõ 34 Mỹ Đình, Nam Từ Liêm, Hà Nội")
    assert new.can == "012345"


@pytest.mark.parametrize(
    "around",
    ["{}\r\n", "\ufeff{}", "{}\0\0", " {} ", "\u200b{}\n"],
)
def test_what_is_around_the_text_does_not_matter(around: str) -> None:
    assert values(parse_qr(around.format(CARD))) == values(parse_qr(CARD))


def values(card: CitizenQr) -> list[object]:
    return [getattr(card, name) for name in CitizenQr.__slots__]


@pytest.mark.parametrize("old", ["", "0", "000000000", " "])
def test_noughts_are_no_old_number(old: str) -> None:
    assert parse_qr(CARD.replace("||", f"|{old}|", 1)).old_number is None


def test_letters_are_composed_and_blanks_single() -> None:
    spread = CARD.replace("Nguyễn Văn", " nguyễn  văn").replace("|Nam|", "| NAM |")
    card = parse_qr(unicodedata.normalize("NFD", spread))
    assert (card.name, card.gender, card.warnings) == ("nguyễn văn An", "male", ())


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        (CARD.replace("|", "｜"), {Oddity.FULL_WIDTH_SEPARATOR}),
        (f"CCCD: {CARD}", {Oddity.LABEL}),
        (CARD.replace("17081995", "17/08/1995"), {Oddity.DATE_FORM}),
        (CARD.replace("||", "|"), {Oddity.FIELD_COUNT}),
        (f"{CARD}|", {Oddity.FIELD_COUNT}),
        (f"{CARD}|||||", {Oddity.FIELD_COUNT}),
        (CARD.replace("|Nam|", "|Male|"), {Oddity.GENDER_FORM}),
        (CARD.replace("|Nam|", "|Nữ|"), {Oddity.GENDER_DIFFERS}),
        (CARD.replace("17081995", "17081996"), {Oddity.BIRTH_YEAR_DIFFERS}),
        (CARD.replace("Số 12 ngõ 34, Hà Nội", ""), {Oddity.NO_ADDRESS}),
        (CARD.replace("06092022", "|||||"), {Oddity.NO_ISSUE_DATE, Oddity.FIELD_COUNT}),
        (CARD.replace("06092022", "06091990"), {Oddity.ISSUED_BEFORE_BIRTH}),
        (CARD.replace("06092022", "01072024"), {Oddity.GENERATION_DOUBTFUL}),
    ],
)
def test_what_is_unusual_is_taken_with_a_warning(text: str, odd: set[Oddity]) -> None:
    card = parse_qr(text)
    assert (card.name, set(card.warnings)) == ("Nguyễn Văn An", odd)


def test_fields_of_2024_are_kept_as_they_are_and_in_order() -> None:
    card = parse_qr(f"{CARD}|003095012346|Nguyễn Văn Cha|Trần Thị Mẹ|?".replace("?", "x"))
    assert card.extra == ("003095012346", "Nguyễn Văn Cha", "Trần Thị Mẹ", "x")


@pytest.mark.parametrize("name", ["H'Hen Niê", "Y Bhăm Niê Kdăm", "Tôn-Nữ Thị Ninh", "K’Brôih", "Č̣h A"])
def test_names_of_every_people(name: str) -> None:
    assert parse_qr(CARD.replace("Nguyễn Văn An", name)).name == unicodedata.normalize("NFC", name)


def test_a_card_hides_in_its_repr() -> None:
    assert repr(parse_qr(CARD)) == "CitizenQr(hidden)"
