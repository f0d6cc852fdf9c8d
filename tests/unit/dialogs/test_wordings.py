"""Wordings in cleaned words: piece by piece is the same as each wording by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.templates import TemplateError, parse
from dialogs.wordings import cleaned, is_plain, wordings_of


def test_capitals_and_punctuation_go_and_slots_stay() -> None:
    assert wordings_of("Cho tôi, (số|SỐ) {number}!") == ("cho tôi số {number}",)


def test_an_apostrophe_at_a_bracket_joins_as_within_a_word() -> None:
    assert wordings_of("citizen['s] card") == ("citizens card", "citizen card")


@pytest.mark.parametrize(("phrase", "plain"), [("đổi thẻ", True), ("đổi [thẻ]", False), ("…", False)])
def test_plain_is_words_without_notation(phrase: str, plain: bool) -> None:
    assert is_plain(phrase) is plain


@given(st.text(alphabet="aĐ ,'’\u0301_1[]()|", max_size=24))
def test_every_phrase_is_written_out_as_its_wordings_cleaned_one_by_one(phrase: str) -> None:
    try:
        one_by_one = tuple(dict.fromkeys(map(cleaned, parse(phrase).expansions())))
    except TemplateError:
        with pytest.raises(TemplateError):
            wordings_of(phrase)
    else:
        assert [w for w in wordings_of(phrase) if w] == [w for w in one_by_one if w]
