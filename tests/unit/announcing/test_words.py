import pytest

from kiosk.announcing.calls import Call
from kiosk.announcing.words import CallWords, number_in_words
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED
from tests.unit.announcing.hall import COUNTERS, NOW, TEXTS, read, spoken


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("A015", "a, không, một lăm"),
        ("A012", "a, không, một, hai"),
        ("A005", "a, không, không, năm"),
        ("B105", "bê, một, không, năm"),
        ("C155", "xê, một, năm lăm"),
        ("C515", "xê, năm, một lăm"),
        ("A5", "a, năm"),
        ("A051", "a, không, năm, một"),
    ],
)
def test_a_number_is_said_digit_by_digit_and_its_last_five_as_people_say_it(number: str, words: str) -> None:
    assert number_in_words(number, read("vi"), "lăm") == words


def test_without_a_word_for_the_last_five_it_is_read_like_any_other() -> None:
    assert number_in_words("A015", read("vi"), "năm") == "a, không, một, năm"
    assert number_in_words("A015", read("en"), "five") == "A, zero, one, five"


@pytest.mark.parametrize(
    ("language", "counter", "sentence"),
    [
        ("vi", "3", "Xin mời số a, không, một lăm, đến quầy số ba."),
        ("vi", "cash", "Xin mời số a, không, một lăm, đến Thu ngân."),
        ("vi", "8", "Xin mời số a, không, một lăm, đến quầy số tám."),  # another process knows it
        ("en", "3", "Number A, zero, one, five, please come to counter three."),
        ("en", "cash", "Number A, zero, one, five, please come to Cash desk."),
    ],
)
def test_a_counter_is_said_by_its_number_or_by_its_name(language: str, counter: str, sentence: str) -> None:
    words = CallWords(TEXTS, COUNTERS)
    assert words.sentence(Call("A015", counter, 1, NOW), spoken(language)) == sentence


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("vi", "Xin mời số a, không, một lăm, đến quầy số ba."),
        ("en", "Number A, zero, one, five, please come to counter three."),
    ],
)
def test_as_shipped_a_call_is_said_like_this(language: str, sentence: str) -> None:
    config = load_config(SHIPPED)
    words = CallWords(config.responses, config.counters)
    assert words.sentence(Call("A015", "3", 1, NOW), spoken(language)) == sentence
    assert config.site.board.speak == ["vi"]
