"""The notation of phrases: read, written out, and refused at the right column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.templates import TemplateError, parse, spread


def test_plain_words_are_themselves() -> None:
    assert parse("đăng ký khai sinh").expansions() == ("đăng ký khai sinh",)


def test_an_option_may_be_left_out_and_the_fullest_wording_comes_first() -> None:
    assert parse("[cho tôi] lấy số").expansions() == ("cho tôi lấy số", "lấy số")


def test_every_alternative_is_written_out() -> None:
    assert set(parse("(lấy|xin) [một] số").expansions()) == {
        "lấy một số",
        "xin một số",
        "lấy số",
        "xin số",
    }


def test_brackets_may_stand_in_brackets() -> None:
    assert set(parse("a [b (c|d [e])]").expansions()) == {"a", "a b c", "a b d", "a b d e"}


def test_an_option_may_hold_alternatives() -> None:
    assert set(parse("nói lại [đi|lần nữa]").expansions()) == {"nói lại", "nói lại đi", "nói lại lần nữa"}


def test_slots_are_words_of_their_own() -> None:
    template = parse("số{number} [ở {counter}]")
    assert template.slots == {"number", "counter"}
    assert template.expansions() == ("số {number} ở {counter}", "số {number}")


def test_part_of_a_word_may_be_optional() -> None:
    assert set(parse("register[ing] a birth").expansions()) == {"registering a birth", "register a birth"}


def test_wordings_that_come_twice_are_listed_once() -> None:
    assert parse("[dạ] [dạ] có").expansions() == ("dạ dạ có", "dạ có", "có")


def test_more_wordings_than_the_limit_are_counted_and_chosen_from() -> None:
    template = parse("(a|b|c|d) (e|f|g|h) (i|j|k|l) (m|n)")
    assert template.count == 128
    chosen = template.expansions(16)
    assert len(chosen) == 16
    assert {word for wording in chosen for word in wording.split()} == set("abcdefghijklmn")


@pytest.mark.parametrize(
    ("text", "column", "part"),
    [
        ("lấy [một số", 5, "not closed"),
        ("(lấy|xin số", 1, "not closed"),
        ("lấy một] số", 8, "without its ["),
        ("lấy một) số", 8, "without its ("),
        ("lấy (một] số", 5, "not closed"),
        ("lấy|xin số", 4, "outside of brackets"),
        ("số {Number}", 4, "small letters"),
        ("số {number", 4, "small letters"),
        ("số number}", 10, "without its {"),
        ("lấy () số", 5, "empty"),
        ("lấy [] số", 5, "empty"),
        ("lấy (a|<b>) số", 8, "not used here"),
        ("<rule> số", 1, "not used here"),
        ("", 1, "without words"),
        ("…", 1, "without words"),
    ],
)
def test_a_mistake_is_told_with_its_column(text: str, column: int, part: str) -> None:
    with pytest.raises(TemplateError) as caught:
        parse(text)
    assert caught.value.column == column
    assert part in caught.value.message


@given(st.text(alphabet="ab []()|{}<>", max_size=30))
def test_any_text_is_read_or_refused_within_it(text: str) -> None:
    try:
        wordings = parse(text).expansions()
    except TemplateError as error:
        assert 1 <= error.column <= max(1, len(text))
    else:
        assert wordings
        assert not any(sign in wording for wording in wordings for sign in "[]()|<>")


@given(st.integers(1, 5000), st.integers(1, 64))
def test_a_spread_choice_has_no_number_twice(count: int, limit: int) -> None:
    numbers = list(spread(count, limit))
    assert len(set(numbers)) == min(count, limit)
    assert all(0 <= number < count for number in numbers)
