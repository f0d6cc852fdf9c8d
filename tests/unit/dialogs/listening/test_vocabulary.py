from itertools import pairwise

import pytest

from dialogs.languages import language_of
from dialogs.listening.counting import numbers
from dialogs.listening.spellings import words_of
from dialogs.listening.vocabulary import MOST, every_phrase, phrases_for
from dialogs.material import Manners, Material, NearGroup
from kiosk.site.knowledge import load_knowledge
from kiosk.site.places import SHIPPED

MATERIAL = Material(
    "vi",
    procedures={"birth": ("Đăng ký khai sinh", "vợ tôi (mới|vừa) sinh"), "bad": ("(chưa đóng",)},
    commands={
        "yes": ("có", "đúng rồi"),
        "number": ("lấy số {service}", "lấy số 7"),
        "go": ("ra quầy {counter}",),
    },
    topics={"fee": ("lệ phí [là] bao nhiêu",)},
    near=(NearGroup(("a", "b"), ("giấy tờ nhà đất",)),),
    slots={"service": {"hộ tịch": "civil", "chứng thực": "cert"}, "counter": {"quầy 1": "1", "số một": "1"}},
    manners=Manners(openings=("dạ cho em hỏi",), closings=("ạ",), same={"tui": "tôi"}),
)


@pytest.fixture(scope="module")
def shipped() -> dict[str, Material]:
    return dict(load_knowledge(SHIPPED).materials)


def test_everything_that_is_said_is_in_it() -> None:
    phrases = phrases_for(MATERIAL, extra=["Lao động – Bảo trợ xã hội"])
    for phrase in ("lao động bảo trợ xã hội", "có", "đúng rồi", "dạ cho em hỏi", "tui", "giấy tờ nhà đất"):
        assert phrase in phrases
    assert "đăng ký khai sinh" in phrases and "vợ tôi mới sinh" in phrases
    assert any(phrase.startswith("lấy số hộ tịch") for phrase in phrases)
    assert "chứng thực" in phrases and "ra quầy số một" in phrases
    assert "bảy" in phrases and "hai mươi mốt" in phrases


def test_no_figures_no_signs_and_none_twice() -> None:
    phrases = phrases_for(MATERIAL)
    assert not any(char.isdigit() or char in "{}[]()|" for phrase in phrases for char in phrase)
    assert len(set(phrases)) == len(phrases)
    assert "quầy" not in phrases  # left of "quầy 1"


def test_a_template_that_cannot_be_read_is_left_out() -> None:
    assert not any("chưa đóng" in phrase for phrase in phrases_for(MATERIAL))


def test_there_are_never_more_than_asked_for() -> None:
    assert phrases_for(MATERIAL, ["một"], most=1) == ("một",)
    assert len(phrases_for(MATERIAL, most=30)) == 30


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_shipped_dialogs_fit_with_every_word(shipped: dict[str, Material], language: str) -> None:
    phrases = phrases_for(shipped[language])
    assert len(phrases) <= MOST
    words = {word for phrase in phrases for word in phrase.split(" ")}
    every = every_phrase(shipped[language])
    assert {word for text in every for word in words_of(text)} - words == set()
    assert len(every) > len(phrases)


def test_pairs_of_words_are_what_phrases_are_taken_for() -> None:
    pairs = [set(pairwise(("", *phrase.split(" "), ""))) for phrase in phrases_for(MATERIAL)]
    assert ("vừa", "sinh") in set().union(*pairs)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_numbers_are_words_that_the_dialogs_read_back(language: str) -> None:
    said = list(numbers(language))
    read = {language_of(language).number(words_of(text)) for text in said}
    assert set(range(100)) <= read
    assert all(text.replace(" ", "").isalpha() for text in said)
