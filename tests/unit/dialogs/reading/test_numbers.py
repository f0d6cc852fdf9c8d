"""Numbers in words: against a reader that was written for recognised speech, and by rules of the language."""

import pytest

from dialogs.languages import vi
from dialogs.reading import Reading, words_of
from dialogs.reading.ordinals import value_of
from dialogs.reading.tongues import tongue_of

NORTH, ENGLISH = tongue_of("vi", "north"), tongue_of("en", "")


@pytest.mark.parametrize("dialect", ["north", "central", "south"])
def test_what_is_said_below_a_thousand_is_understood_as_the_same_number(dialect: str) -> None:
    tongue = tongue_of("vi", dialect)
    wrong = {n: tongue.cardinal(n) for n in range(1000) if vi.number(tongue.cardinal(n).split()) != n}
    assert wrong == {}


@pytest.mark.parametrize("tongue", [NORTH, ENGLISH], ids=["vi", "en"])
def test_no_two_numbers_are_said_alike(tongue: object) -> None:
    numbers = [*range(3000), *(10**n + d for n in range(4, 15) for d in (-1, 0, 1, 5, 10, 100, 1000))]
    said = {number: tongue.cardinal(number) for number in numbers}  # type: ignore[attr-defined]
    assert len(set(said.values())) == len(set(numbers))


@pytest.mark.parametrize(
    ("dialect", "words"),
    [
        ("north", "một nghìn không trăm linh năm, một trăm hai mươi tư"),
        ("central", "một ngàn không trăm lẻ năm, một trăm hai mươi tư"),
        ("south", "một ngàn không trăm lẻ năm, một trăm hai mươi tư"),
        ("nowhere", "một nghìn không trăm linh năm, một trăm hai mươi tư"),
    ],
)
def test_the_dialect_chooses_its_words(dialect: str, words: str) -> None:
    assert words_of("1.005, 124", Reading("vi", dialect)) == words


def test_the_short_thousand_is_of_the_dialect_too() -> None:
    south = Reading("vi", "south")
    assert words_of("150k", south) == "một trăm năm mươi ngàn đồng"
    assert words_of("2tr5", south) == "hai triệu năm trăm ngàn đồng"
    assert words_of("1tỷ2", south) == "một tỷ hai trăm triệu đồng"


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ("1" * 15, "một trăm mười một nghìn một trăm mười một tỷ một trăm mười một triệu một trăm mười một"),
        ("0000", "không không không không"),
        ("00000", "không không không không không"),
        ("0" * 6, "không không không, không không không"),
        ("1.000.000.000.000", "một nghìn tỷ"),
    ],
)
def test_long_and_empty_numbers(figures: str, words: str, said: object) -> None:
    assert said(f"{figures} đồng").startswith(words)  # type: ignore[operator]


def test_a_number_of_any_length_is_said() -> None:
    words = words_of("7" * 5000, Reading("vi"))
    assert words.replace(",", "").split() == ["bảy"] * 5000


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "first"), (12, "twelfth"), (20, "twentieth"), (23, "twenty-third"), (100, "one hundredth")],
)
def test_english_ordinals(number: int, words: str) -> None:
    assert ENGLISH.ordinal(number) == words


@pytest.mark.parametrize(
    ("year", "words"),
    [
        (1066, "ten sixty-six"),
        (1900, "nineteen hundred"),
        (1905, "nineteen oh five"),
        (2000, "two thousand"),
        (2009, "two thousand and nine"),
        (2026, "twenty twenty-six"),
        (999, "nine hundred and ninety-nine"),
    ],
)
def test_english_years(year: int, words: str) -> None:
    assert ENGLISH.year(year) == words


def test_roman_numerals() -> None:
    numerals = {"I": 1, "IV": 4, "IX": 9, "XIV": 14, "XIX": 19, "XXI": 21, "XXXVIII": 38}
    assert {numeral: value_of(numeral) for numeral in numerals} == numerals
