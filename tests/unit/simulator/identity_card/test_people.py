"""Synthetic citizens: nobody's number, every mark of the language, texts in the forms of the cards."""

import random
import unicodedata
from datetime import date

import pytest

from simulator.identity_card.mrz import check_digit, latin, mrz_lines, passport_lines
from simulator.identity_card.people import NEVER_ASSIGNED, Generation, Person, expiry, make_person
from simulator.identity_card.qr import qr_text

MARKED = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"


def crowd(generation: Generation = "2021", count: int = 3000) -> list[Person]:
    chance = random.Random(11)
    return [make_person(chance, generation) for _ in range(count)]


def test_the_same_seed_makes_the_same_people() -> None:
    assert crowd(count=20) == crowd(count=20)


def test_numbers_belong_to_nobody_and_tell_sex_and_birth() -> None:
    for person in crowd():
        assert person.number[:3] in NEVER_ASSIGNED
        assert int(person.number[3]) % 2 == (person.gender == "female")
        assert 1900 + int(person.number[3]) // 2 * 100 + int(person.number[4:6]) == person.birth.year
        assert person.can == person.number[6:]
    assert make_person(random.Random(1), prefix="001").number.startswith("001")


def test_between_them_they_have_every_letter_with_marks() -> None:
    people = crowd()
    written = "".join(person.name + person.residence + person.origin for person in people)
    assert unicodedata.is_normalized("NFC", written)
    assert not set(MARKED) - set(written.lower())


def test_some_live_far_some_have_no_old_number_some_never_expire() -> None:
    people = crowd()
    assert any(len(person.residence.encode()) > 127 for person in people)
    assert {person.old_number is None for person in people} == {True, False}
    assert {person.expires is None for person in people} == {True, False}
    assert {person.spouse is None for person in people} == {True, False}
    assert any(len(latin(person.name)) > 29 for person in people)


@pytest.mark.parametrize(
    ("birth", "issued", "expires"),
    [
        (date(2000, 2, 29), date(2022, 1, 1), date(2025, 2, 28)),
        (date(2000, 2, 29), date(2023, 3, 1), date(2040, 2, 29)),
        (date(1962, 5, 1), date(2022, 1, 1), None),
        (date(1985, 5, 1), date(2022, 1, 1), date(2025, 5, 1)),
        (date(1984, 1, 1), date(2022, 1, 2), date(2044, 1, 1)),
    ],
)
def test_a_card_ends_at_the_next_age_of_renewal(birth: date, issued: date, expires: date | None) -> None:
    assert expiry(birth, issued) == expires


def test_zones_have_their_check_digits() -> None:
    for person in crowd():
        first, second, third = mrz_lines(person)
        assert {len(first), len(second), len(third)} == {30}
        assert first[5:15] + first[15:27] == person.number[-9:] + check_digit(first[5:14]) + person.number
        assert second[29] == check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
        assert third.isascii()
        assert third.split("<<")[0] == latin(person.name).split()[0]


def test_passports_have_two_lines() -> None:
    for person in crowd(count=300):
        assert [len(line) for line in passport_lines(person)] == [44, 44]


@pytest.mark.parametrize(("generation", "fields"), [("2021", 7), ("2024", 11)])
def test_codes_have_the_fields_of_their_generation(generation: Generation, fields: int) -> None:
    for person in crowd(generation, 100):
        parts = qr_text(person).split("|")
        assert len(parts) == fields
        assert parts[0] == person.number
        assert parts[1] == (person.old_number or "")
        assert parts[7:] == [""] * (fields - 7)
    assert qr_text(person, "2021").count("|") == 6
