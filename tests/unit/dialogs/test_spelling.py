import pytest

from dialogs.spelling import Speller

WORDS = {"dang": 9, "ky": 9, "khai": 5, "sinh": 5, "ket": 3, "hon": 3, "tach": 2, "rach": 1, "passport": 2}
BESIDE = {("dang", "ky"), ("khai", "sinh"), ("ket", "hon"), ("ky", "khai")}
SPELLER = Speller(WORDS)


def mend(text: str) -> str:
    return " ".join(SPELLER.mend(text.split(), lambda first, second: (first, second) in BESIDE))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("khai sihn", "khai sinh"),
        ("khai sinhh", "khai sinh"),
        ("khai snh", "khai sinh"),
        ("khai sijh", "khai sinh"),
        ("dangky khaisinh", "dang ky khai sinh"),
        ("pasport", "passport"),
        ("ket hom", "ket hon"),
    ],
)
def test_one_slip_is_mended(typed: str, meant: str) -> None:
    assert mend(typed) == meant


@pytest.mark.parametrize("text", ["khai sinh", "xyz", "k", "zz", "a" * 2000, "passxxrt", "2026"])
def test_known_words_and_unknown_ones_that_nothing_is_near_to_stay(text: str) -> None:
    assert mend(text) == text


def test_the_neighbour_decides_between_two_that_are_as_near() -> None:
    speller = Speller({"gia": 1, "sinh": 1, "tinh": 9, "khai": 1})
    assert speller.mend(["khai", "binh"], lambda first, second: (first, second) == ("khai", "sinh")) == [
        "khai",
        "sinh",
    ]
