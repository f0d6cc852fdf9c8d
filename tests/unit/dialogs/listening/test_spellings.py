import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.listening.spellings import spellings, words_of


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("hòa", "hoà"),
        ("hoà", "hòa"),
        ("hủy", "huỷ"),
        ("huỷ", "hủy"),
        ("khỏe", "khoẻ"),
        ("thúy", "thuý"),
        ("xóa", "xoá"),
        ("ký", "kí"),
        ("kí", "ký"),
        ("lý", "lí"),
        ("quý", "quí"),
        ("quí", "quý"),
        ("kỹ", "kĩ"),
    ],
)
def test_the_other_right_spelling(word: str, other: str) -> None:
    assert spellings(word) == (word, other)


@pytest.mark.parametrize(
    "word", ["toán", "huế", "quà", "quả", "thi", "nghĩa", "hoàn", "đi", "robot", "", "năm"]
)
def test_words_with_one_spelling(word: str) -> None:
    assert spellings(word)[0] == word
    assert all(unicodedata.is_normalized("NFC", other) for other in spellings(word))
    if word != "thi":
        assert spellings(word) == (word,)


@given(st.text(max_size=8))
def test_the_word_itself_comes_first_and_none_twice(word: str) -> None:
    found = spellings(word)
    assert found[0] == word
    assert len(set(found)) == len(found)


def test_words_are_small_composed_and_without_signs() -> None:
    text = unicodedata.normalize("NFD", "Đăng ký KHAI-SINH, (cho con)!_x")
    assert words_of(text) == ["đăng", "ký", "khai", "sinh", "cho", "con", "x"]
    assert words_of("I don’t know") == ["i", "don't", "know"]
    assert words_of(" \n ?") == []
