import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.listening.grammar import MOST_PHRASES, BadGrammar, grammar_json, known_phrases, unknown_words

VOCABULARY = {"làm", "hộ", "chiếu", "huỷ", "có", "không", "[unk]"}


def knows(word: str) -> bool:
    return word in VOCABULARY


def test_a_grammar_is_json_with_its_letters_as_they_are() -> None:
    made = grammar_json(["Làm hộ chiếu", "có"], knows)
    assert made == '["làm hộ chiếu", "có", "[unk]"]'


def test_words_the_model_does_not_know_are_left_out_and_whole_phrases_of_them() -> None:
    assert known_phrases(["làm hộ chiếu nhanh gấp", "nhanh gấp", "có", "có ạ"], knows) == [
        "làm hộ chiếu",
        "có",
    ]


def test_the_spelling_of_the_model_is_taken() -> None:
    assert known_phrases(["hủy", "huỷ"], knows) == ["huỷ"]


def test_decomposed_letters_are_composed() -> None:
    assert known_phrases([unicodedata.normalize("NFD", "hộ chiếu")], knows) == ["hộ chiếu"]


def test_the_sign_of_unknown_words_only_where_the_model_has_it() -> None:
    assert json.loads(grammar_json(["có"], lambda word: word == "có") or "") == ["có"]


@pytest.mark.parametrize("phrases", [[], ["???"], ["", " "], ["robot"], ()])
def test_what_leaves_nothing_is_no_grammar(phrases: list[str]) -> None:
    assert grammar_json(phrases, knows) is None


@pytest.mark.parametrize("phrases", ["xin chào", {"có": 1}, None, 5, [5], [["có"]], ["có " * 100], b"co"])
def test_what_would_end_vosk_is_refused(phrases: object) -> None:
    with pytest.raises(BadGrammar):
        grammar_json(phrases, knows)  # type: ignore[arg-type]


def test_too_many_phrases_are_refused() -> None:
    assert grammar_json(["có"] * MOST_PHRASES, knows)
    with pytest.raises(BadGrammar, match=f"at most {MOST_PHRASES}"):
        grammar_json(["có"] * (MOST_PHRASES + 1), knows)


def test_unknown_words_are_named_once_and_in_order() -> None:
    assert unknown_words(["Robot làm hộ chiếu", "hủy robot", "Adn"], knows) == ["adn", "robot"]


@given(st.lists(st.text(max_size=40), max_size=20))
def test_whatever_the_texts_only_known_words_come_out(phrases: list[str]) -> None:
    made = grammar_json(phrases, knows)
    words = {word for phrase in json.loads(made or "[]") for word in phrase.split(" ")}
    assert words <= VOCABULARY
