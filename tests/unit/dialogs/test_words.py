import unicodedata

import pytest

from dialogs.words import clean, find, split


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  Đăng ký, KHAI SINH!  ", "đăng ký khai sinh"),
        (unicodedata.normalize("NFD", "Hộ tịch"), "hộ tịch"),
        ("khai\x00sinh\x07\n", "khai sinh"),
        ("khai\u200b sinh\ufeff", "khai sinh"),
        ("my child's birth", "my childs birth"),
        ("phí: 8.000đ/bản", "phí 8 000đ bản"),
        ("👶👶 ❤️", ""),
        ("___", ""),
        ("", ""),
    ],
)
def test_cleaned(text: str, words: str) -> None:
    assert clean(text) == words
    assert split(text) == words.split()


def test_a_row_is_found_from_the_place_asked_for() -> None:
    words = ["a", "b", "c", "a", "b"]
    assert find(words, ("a", "b")) == 0
    assert find(words, ("a", "b"), 1) == 3
    assert find(words, ("b", "a")) == -1
    assert find(words, ("a", "b", "c", "a", "b", "c")) == -1
