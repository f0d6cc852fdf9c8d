"""An office's own words."""

from collections.abc import Callable

import pytest

from dialogs.lexicon import Lexicon
from dialogs.reading import Reading, words_of
from kiosk.site.knowledge import load_knowledge
from kiosk.site.knowledge.lexicon import load_lexicon
from kiosk.site.places import SHIPPED
from tests.unit.dialogs.reading.allowed import faults

OWN = Lexicon(
    abbreviations={"BQL": "ban quản lý", "Q.": "quận", "CLB": "câu lạc bộ", "TP.": "thành phố"},
    words={"Shopee": "sốp pi", "so.example": "trang của phường"},
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("BQL chợ", "ban quản lý chợ"),
        ("bql chợ", "bql chợ"),
        ("ABQL", "a bê quy lờ"),
        ("CLB/BQL", "câu lạc bộ hoặc ban quản lý"),
        ("câu lạc bộ CLB", "câu lạc bộ"),
        ("câu lạc bộ (CLB) phường", "câu lạc bộ phường"),
        ("Ban quản lý (BQL)", "Ban quản lý"),
        ("quận Q.3, Q. 10, Q.Ba Đình", "quận ba, quận mười, quận Ba Đình"),
        ("Nguyễn Văn Q. đã đến", "Nguyễn Văn quy. đã đến"),
        ("TP.Huế", "thành phố Huế"),
        ("SHOPEE, shopee", "sốp pi, sốp pi"),
        ("https://so.example", "trang của phường"),
        ("https://other.example", "địa chỉ trên màn hình"),
    ],
)
def test_its_words_are_said_as_it_wishes(text: str, words: str) -> None:
    assert words_of(text, Reading("vi", lexicon=OWN)) == words


def test_without_a_lexicon_short_words_are_spelled() -> None:
    assert words_of("UBND phường", Reading("vi")) == "u bê nờ dê phường"
    assert words_of("TTHC, CLOSED", Reading("en")) == "T T H C, Closed"
    assert words_of("wifi, jazz", Reading("vi")) == "uiphi, giad"


def test_the_knowledge_of_a_site_has_the_words_of_its_languages() -> None:
    knowledge = load_knowledge(SHIPPED, ["vi"])
    assert list(knowledge.lexicons) == ["vi"]
    assert knowledge.lexicons["vi"] == load_lexicon(SHIPPED, "vi")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_the_shipped_words_stand_for_may_be_spoken(language: str, said: Callable[..., str]) -> None:
    lexicon = load_lexicon(SHIPPED, language)
    spoken = {*lexicon.abbreviations.values(), *lexicon.words.values()}
    assert {words: again for words in spoken if (again := said(words, language)) != words} == {}
    assert {words: found for words in spoken if (found := faults(words, language))} == {}
