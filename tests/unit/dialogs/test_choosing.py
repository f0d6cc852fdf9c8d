import pytest

from dialogs.choosing import Option, choose

BIRTH = (
    Option("first", ("Đăng ký khai sinh",)),
    Option("again", ("Đăng ký lại khai sinh",)),
    Option("copy", ("Cấp bản sao trích lục hộ tịch", "bản sao")),
)
ENGLISH = (Option("yes", ("Yes, please",)), Option("no", ("No",)), Option("print", ("Print the checklist",)))


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("Đăng ký khai sinh", "first"),
        ("dang ky lai khai sinh", "again"),
        ("trích lục", "copy"),
        ("bản sao", "copy"),
        ("đăng ký lại ạ", "again"),
        ("số hai", "again"),
        ("cái thứ nhất", "first"),
        ("cái đầu tiên ạ", "first"),
        ("cái cuối cùng", "copy"),
        ("3", "copy"),
        ("ba", "copy"),
        ("số bốn", None),
        ("số không", None),
        ("khai sinh", None),
        ("đăng ký", None),
        ("hôm nay trời đẹp", None),
        ("tôi muốn hỏi về việc con tôi ốm nặng phải xin nghỉ học dài ngày có cần giấy bản sao", None),
        ("", None),
    ],
)
def test_vietnamese(said: str, value: str | None) -> None:
    assert choose(said, BIRTH, "vi") == value


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("the second one", "no"),
        ("number three", "print"),
        ("last one", "print"),
        ("print it", "print"),
        ("yes", "yes"),
        ("No.", "no"),
        ("option four", None),
        ("what is the weather", None),
    ],
)
def test_english(said: str, value: str | None) -> None:
    assert choose(said, ENGLISH, "en") == value


def test_nothing_is_picked_where_there_is_nothing_to_pick() -> None:
    assert choose("cái cuối", (), "vi") is None


def test_two_options_of_one_label_are_not_guessed_between() -> None:
    assert choose("ở đây", (Option("a", ("Ở đây",)), Option("b", ("ở đây",))), "vi") is None
