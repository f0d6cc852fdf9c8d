import pytest

from dialogs.languages import en, language_of, vi


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("hai mươi mốt", 21),
        ("mười lăm", 15),
        ("mười", 10),
        ("bốn mươi", 40),
        ("sáu mươi lẻ ba", 63),
        ("một trăm linh năm", 105),
        ("hai trăm", 200),
        ("ba", 3),
        ("không năm", 5),
        ("12", 12),
        ("khai sinh", None),
        ("hai mươi khai", None),
        ("", None),
    ],
)
def test_vietnamese_numbers(words: str, value: int | None) -> None:
    assert vi.number(words.split()) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("twenty one", 21), ("twelve", 12), ("7", 7), ("ninety", 90), ("twenty twelve", None)],
)
def test_english_numbers(words: str, value: int | None) -> None:
    assert en.number(words.split()) == value


def test_numbers_of_several_words_become_figures_and_single_digits_stay() -> None:
    assert vi.figures(["ba", "tôi", "làm", "căn", "cước", "cho", "con", "mười", "bốn", "tuổi"]) == (
        ["ba", "tôi", "làm", "căn", "cước", "cho", "con", "14", "tuổi"]
    )
    assert en.figures(["one", "child", "of", "fourteen"]) == ["one", "child", "of", "14"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("hôm nay", "today"),
        ("ngày mai", "tomorrow"),
        ("thứ hai", "monday"),
        ("ngày 15 tháng 8", "08-15"),
        ("mùng hai tháng chín", "09-02"),
        ("ngày 45 tháng 8", None),
        ("tháng", None),
        ("khai sinh", None),
    ],
)
def test_vietnamese_days(words: str, value: str | None) -> None:
    assert vi.date(words.split()) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("today", "today"),
        ("on monday", "monday"),
        ("the 15th of august", "08-15"),
        ("may first", "05-01"),
        ("x", None),
    ],
)
def test_english_days(words: str, value: str | None) -> None:
    assert en.date(words.split()) == value


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoà"), ("thủy", "thuỷ"), ("khỏe", "khoẻ"), ("kí", "ký"), ("lí", "lý"), ("quí", "quý")],
)
def test_two_right_spellings_are_one(one: str, other: str) -> None:
    assert vi.usual(one) == vi.usual(other)


@pytest.mark.parametrize("word", ["của", "mùa", "toán", "hoàn", "quyết", "đi", "gì", "thi", "khi"])
def test_words_with_one_spelling_stay(word: str) -> None:
    assert vi.usual(word) == word


def test_accents_are_taken_off() -> None:
    assert [vi.plain(word) for word in "Đường giữa hộ tịch".lower().split()] == [
        "duong",
        "giua",
        "ho",
        "tich",
    ]


@pytest.mark.parametrize(
    ("said", "heard"),
    [("sinh", "xinh"), ("tru", "chu"), ("giay", "day"), ("lam", "nam"), ("dang", "dan"), ("viet", "diec")],
)
def test_what_is_mixed_up_sounds_alike(said: str, heard: str) -> None:
    assert vi.sound(said) == vi.sound(heard)


@pytest.mark.parametrize(("one", "other"), [("khai", "cai"), ("nha", "la"), ("nga", "la"), ("ho", "hoc")])
def test_other_sounds_stay_apart(one: str, other: str) -> None:
    assert vi.sound(one) != vi.sound(other)


@pytest.mark.parametrize(
    "words",
    [
        "register registers registered registering registration",
        "certify certified certification",
        "cancel cancelled cancellation",
        "marry married marriage",
        "recognize recognise recognition",
        "licence licences license",
        "copy copies",
    ],
)
def test_english_forms_of_one_word_are_one(words: str) -> None:
    assert len({en.plain(en.usual(word)) for word in words.split()}) == 1


def test_english_words_that_only_look_alike_stay_apart() -> None:
    assert len({en.plain(word) for word in ("certificate", "certified", "business", "bus", "is")}) == 5


def test_a_language_without_knowledge_of_its_own_is_treated_like_english() -> None:
    assert language_of("fr") is en.ENGLISH
