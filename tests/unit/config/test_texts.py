"""The robot's texts: same keys and slots in both languages, problems where they stand."""

from typing import Any

import pytest

from dialogs.responses import BadTemplate, TextBook, UnknownText, fill, slots_of
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED

VI, EN = "dialogs/vi/responses/screens.yaml", "dialogs/en/responses/screens.yaml"


def add(site: Any, name: str, line: str) -> int:
    """Append a line to a file and tell its number."""
    text = (site.folder / name).read_text(encoding="utf-8")
    site.write(name, text + line + "\n")
    return text.count("\n") + 1


def remove(site: Any, name: str, key: str) -> str:
    """Take a key's line out of a file."""
    lines = (site.folder / name).read_text(encoding="utf-8").splitlines(keepends=True)
    (line,) = [line for line in lines if line.startswith(f"{key}:")]
    site.write(name, "".join(other for other in lines if other is not line))
    return line.rstrip("\n")


def test_a_key_missing_in_one_language_is_shown_with_the_line_to_add(site: Any) -> None:
    remove(site, EN, "back")
    told = (
        'error missing-translation: `back` is missing in this file (add it, for example `back: "Quay lại"`)'
    )
    assert site.lines() == [f"{EN}:1:1: {told}"]


def test_a_key_missing_in_both_languages_is_missed_too(site: Any) -> None:
    remove(site, VI, "back")
    remove(site, EN, "back")
    assert len(site.lines()) == 2


def test_a_key_nobody_knows_is_an_error_with_the_nearest(site: Any) -> None:
    line = add(site, VI, 'call_staf: "x"')
    assert site.lines() == [
        f"{VI}:{line}:1: error unknown-text: unknown text `call_staf` (did you mean `call_staff`?)"
    ]


def key_with_one_slot() -> tuple[str, str]:
    """A key of the shipped screens and its slot."""
    for line in (SHIPPED / VI).read_text(encoding="utf-8").splitlines():
        key, _, text = line.partition(": ")
        if not line.startswith("#") and len(slots_of(text)) == 1:
            return key, next(iter(slots_of(text)))
    raise AssertionError("no text with one slot")


def test_a_slot_nobody_fills_is_an_error_where_it_stands(site: Any) -> None:
    key, slot = key_with_one_slot()
    remove(site, EN, key)
    line = add(site, EN, f'{key}: "Clears in {{whatever}}"')
    told = f"`{key}` has no slot `{{whatever}}` (its slots are: `{{{slot}}}`)"
    assert site.lines() == [f"{EN}:{line}:{len(key) + 3}: error unknown-slot: {told}"]


def test_a_slot_left_out_is_an_error(site: Any) -> None:
    key, slot = key_with_one_slot()
    remove(site, VI, key)
    line = add(site, VI, f'{key}: "Sắp xóa"')
    assert site.lines() == [
        f"{VI}:{line}:{len(key) + 3}: error missing-slot: `{key}` must contain `{{{slot}}}`"
    ]


@pytest.mark.parametrize("text", ['"{0}"', '"{a b}"', '"{count"', '"count}"', '"{}"', '"{x.y}"', '"{x!r}"'])
def test_braces_that_are_no_slot_are_an_error(site: Any, text: str) -> None:
    remove(site, VI, "back")
    line = add(site, VI, f"back: {text}")
    (told,) = site.lines()
    assert told.startswith(f"{VI}:{line}:7: error bad-template: in `back`: ")


@pytest.mark.parametrize("value", ["", '""', "[a]", "{vi: a}"])
def test_a_text_must_be_one_text(site: Any, value: str) -> None:
    remove(site, VI, "back")
    line = add(site, VI, f"back: {value}")
    assert [told.partition(" error ")[2] for told in site.lines()] == [
        "wrong-type: `back` must have one text"
    ]
    assert site.problems()[0].line == line


def test_a_key_in_two_files_is_an_error_that_names_both(site: Any) -> None:
    line = add(site, "dialogs/vi/responses/staff.yaml", 'back: "Về"')
    (told,) = site.lines()
    assert told.startswith(f"dialogs/vi/responses/staff.yaml:{line}:1: error duplicate-text: ")
    assert "`back` has a text already, in screens.yaml line" in told


def test_a_language_without_files_is_one_line(site: Any) -> None:
    for file in (site.folder / "dialogs/en/responses").iterdir():
        file.unlink()
    assert site.lines() == [
        "dialogs/en/responses:1:1: error missing-file: there is no YAML file with texts in this folder"
    ]


def test_a_changed_sentence_is_what_the_robot_says(site: Any) -> None:
    remove(site, VI, "back")
    add(site, VI, 'back: "Trở về"')
    assert load_config(site.folder).responses.text("vi", "back") == "Trở về"


def test_slots_are_filled_and_values_are_not_looked_into() -> None:
    assert fill("{a} và {b}", {"a": "{b}", "b": 3}) == "{b} và 3"
    assert slots_of("{a} {b} {a}") == {"a", "b"}
    with pytest.raises(BadTemplate):
        slots_of("{A}")


def test_a_language_without_the_text_says_it_in_vietnamese() -> None:
    book = TextBook({"vi": {"hello": "Xin chào {name}"}, "en": {}})
    assert book.text("en", "hello", name="Lan") == "Xin chào Lan"
    assert book.text("fr", "hello", name="Lan") == "Xin chào Lan"


def test_an_unknown_key_or_an_unfilled_slot_is_an_error_of_the_program() -> None:
    book = TextBook({"vi": {"hello": "Xin chào {name}"}})
    with pytest.raises(UnknownText, match="no text for 'bye'"):
        book.text("vi", "bye")
    with pytest.raises(UnknownText, match="needs the slot 'name'"):
        book.text("vi", "hello")
