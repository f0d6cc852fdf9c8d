import pytest

from dialogs.lookup import MOST, Lookup

NAMES = {
    "birth": "Đăng ký khai sinh",
    "again": "Đăng ký lại khai sinh",
    "death": "Đăng ký khai tử",
    "wedding": "Đăng ký kết hôn",
    "copy": "Chứng thực bản sao",
}
PHRASES = {
    "birth": ["vợ tôi mới sinh em bé", "làm giấy khai sinh"],
    "copy": ["sao y giấy tờ"],
    "gone": ["khai sinh"],
}


@pytest.fixture
def lookup() -> Lookup:
    return Lookup("vi", NAMES, PHRASES)


@pytest.mark.parametrize(
    "typed", ["khai sinh", "KHAI  SINH", "khai si", "kh sinh", "sinh khai", "Khái Sính", "khai sinh?"]
)
def test_words_are_found_by_how_they_begin_with_and_without_accents(lookup: Lookup, typed: str) -> None:
    assert lookup.found(typed)[:2] == ("birth", "again")


def test_every_typed_word_must_fit(lookup: Lookup) -> None:
    assert lookup.found("khai sinh chó") == ()
    assert lookup.found("khai t") == ("death",)


def test_what_people_call_it_is_found_too(lookup: Lookup) -> None:
    assert lookup.found("em bé") == ("birth",)
    assert lookup.found("sao y") == ("copy",)


def test_the_name_counts_more_than_a_phrase(lookup: Lookup) -> None:
    both = Lookup("vi", {"a": "Tạm trú dài hạn", "b": "Khác"}, {"b": ["tạm trú dài hạn"]})
    assert both.found("tạm trú") == ("a", "b")


@pytest.mark.parametrize("typed", ["", "   ", "?!…", "\x00\u200b", "😀"])
def test_nothing_is_found_for_nothing(lookup: Lookup, typed: str) -> None:
    assert lookup.found(typed) == ()


def test_the_most_that_are_shown(lookup: Lookup) -> None:
    many = Lookup("vi", {str(n): f"Đăng ký {n}" for n in range(20)}, {})
    assert len(many.found("đăng")) == MOST and len(many.found("dang", 2)) == 2


def test_a_very_long_text_is_cut_and_answered(lookup: Lookup) -> None:
    assert lookup.found("khai sinh " * 2000)[0] == "birth"


def test_english_words_are_found_in_english_names() -> None:
    lookup = Lookup("en", {"birth": "Birth registration", "copy": "Certified copy"}, {"copy": ["true copy"]})
    assert lookup.found("bir") == ("birth",) and lookup.found("true co") == ("copy",)
