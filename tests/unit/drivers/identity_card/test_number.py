"""The twelve digits: what they say, what is forgiven when they are typed, and that they stay hidden."""

import pytest

from drivers.identity_card.number import BadNumber, masked, parse_number


@pytest.mark.parametrize(
    ("digits", "gender", "year", "place"),
    [
        ("001095012345", "male", 1995, "Hà Nội"),
        ("079300000127", "female", 2000, "Hồ Chí Minh"),
        ("003199000001", "female", 1999, None),
        ("099415000001", "male", 2115, None),
        ("240999000001", "female", 2399, "French Republic"),
    ],
)
def test_what_the_digits_say(digits: str, gender: str, year: int, place: str | None) -> None:
    number = parse_number(digits)
    assert (number.gender, number.birth_year, number.province) == (gender, year, place)
    assert (number.can, number.document_number) == (digits[6:], digits[3:])


@pytest.mark.parametrize(
    "typed", [" 003 095 012 345 ", "003.095.012.345", "003-095-012345\r\n", "００３０９５０１２３４５"]
)
def test_blanks_dots_and_hyphens_do_not_matter(typed: str) -> None:
    assert parse_number(typed).text == "003095012345"


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("", "the personal number is empty: it has 12 digits"),
        ("00309501234", "the personal number has 12 digits, not 11"),
        ("0030950123456", "the personal number has 12 digits, not 13"),
        ("00309501234O", "character 12 of the personal number is no digit: it has 12 digits"),
        ("٠٠٣٠٩٥٠١٢٣٤٥", "character 1 of the personal number is no digit: it has 12 digits"),
    ],
)
def test_what_is_no_number_is_told_without_it(typed: str, complaint: str) -> None:
    with pytest.raises(BadNumber) as error:
        parse_number(typed)
    assert str(error.value) == complaint


def test_a_number_is_never_refused_for_where_it_begins() -> None:
    assert all(parse_number(f"{prefix:03}095000001") for prefix in range(1000))


def test_it_shows_only_its_end() -> None:
    number = parse_number("003095012345")
    assert number.masked == "•••••••••345"
    assert "095012" not in repr(number)
    assert masked("ab") == "••"
