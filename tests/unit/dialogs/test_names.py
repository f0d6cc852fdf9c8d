import pytest

from dialogs.names import Names

NAMES = Names(
    {
        "birth": ("dang", "ky", "khai", "sinh"),
        "again": ("dang", "ky", "lai", "khai", "sinh"),
        "lock": ("khoa", "can", "cuoc"),
        "short": ("tach", "ho"),
    }
)


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("thu tuc dang ky khai sinh cho con", "birth"),
        ("dang ky lai viec khai sinh", "again"),
        ("khai sinh dang ky", ""),
        ("dang ky khai", ""),
        ("tach ho", ""),
        ("", ""),
    ],
)
def test_the_longest_name_said_in_its_order(words: str, id: str) -> None:
    assert NAMES.said(words.split()) == id


def test_two_names_of_one_length_say_none() -> None:
    twice = Names({"one": ("mot", "hai", "ba"), "two": ("ba", "hai", "mot")})
    assert twice.said(["mot", "hai", "ba", "hai", "mot"]) == ""


def test_only_what_sets_names_of_a_group_apart_marks_one() -> None:
    assert NAMES.marked(["lam", "lai"], ["birth", "again"]) == "again"
    assert NAMES.marked(["dang", "ky"], ["birth", "again"]) == ""
    assert NAMES.marked(["lai", "khoa", "can", "cuoc"], ["again", "lock"]) == "lock"
