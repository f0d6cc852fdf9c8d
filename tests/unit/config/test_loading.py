"""YAML with positions, scalars as text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.config.loading import LARGEST_BYTES, parse_document, read_document
from kiosk.config.problems import ConfigErrors

FILE = Path("some.yaml")


def line_of(error: ConfigErrors) -> str:
    """The only problem, without the folder."""
    (problem,) = error.problems
    return f"{problem.line}:{problem.column}: {problem.code}: {problem.message}"


def refused(text: str) -> str:
    with pytest.raises(ConfigErrors) as caught:
        parse_document(FILE, text)
    return line_of(caught.value)


@pytest.mark.parametrize(
    "scalar", ["7:30", "0123", "no", "on", "1e3", "0x10", "~", "2026-11-24", "1_000", "null"]
)
def test_scalars_stay_what_was_typed(scalar: str) -> None:
    assert parse_document(FILE, f"key: {scalar}").data == {"key": scalar}


def test_a_key_without_a_value_has_none() -> None:
    assert parse_document(FILE, 'a:\nb: ""\n').data == {"a": None, "b": ""}


def test_positions_count_from_one_and_in_letters() -> None:
    document = parse_document(FILE, "a:\n  - {vi: Hộ tịch, en: Civil status}\n")
    assert document.key_marks[("a", 0, "en")].column == 19
    assert document.value_marks[("a", 0, "en")].column == 23
    assert document.value_marks[("a", 0, "en")].line == 2


def test_a_problem_of_a_missing_key_points_at_what_is_around_it() -> None:
    document = parse_document(FILE, "a:\n  b: 1\n")
    assert (
        str(document.problem(("a", "c"), "missing-key", "gone")) == "some.yaml:2:3: error missing-key: gone"
    )
    assert (
        str(parse_document(FILE, "").problem(("a",), "missing-key", "gone"))
        == "some.yaml:1:1: error missing-key: gone"
    )


def test_a_repeated_key_is_an_error_at_the_second() -> None:
    assert (
        refused("a: 1\nb: 2\na: 3\n")
        == "3:1: duplicate-key: `a` stands here twice, first in line 1 (keep one of them)"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x 1\n", "1:4: yaml-sign: names with & and * are not used here"),
        ("a: *x\n", "1:4: yaml-sign: names with & and * are not used here"),
        ("a: !!int 5\n", "1:4: yaml-sign: types with ! are not used here"),
        ("a: !!python/object:os.system x\n", "1:4: yaml-sign: types with ! are not used here"),
        ("a: 1\n---\nb: 2\n", "3:1: second-document: a second document begins"),
        ("[a, b]: 1\n", "1:1: syntax: a key must be one word"),
        ("a:\n\tb: 1\n", "2:1: tab: a tab (use spaces)"),
        ("a:\n  - [xin] chào\n", "2:5: yaml-sign: a text that begins with `[` (put it in quotes)"),
        ("a: {b} c\n", "1:4: yaml-sign: a text that begins with `{` (put it in quotes)"),
        ("a: b: c\n", "1:5: syntax: a colon where none belongs"),
        ('a: "open\n', "1:4: syntax: a quote is opened here and not closed"),
        (
            'a: "open\nb: c\nd: "text"\n',
            "1:4: syntax: a quote is opened here and not closed",
        ),
        ("a: [1, 2\n", "1:4: syntax: a bracket is opened here and not closed"),
        ("a:\n  b: 1\n c: 2\n", "3:2: syntax: this line does not fit the lines above"),
        ("a: &\n", "1:5: yaml-sign: `&` has a meaning of its own here"),
        ("a: *\n", "1:5: yaml-sign: `*` has a meaning of its own here"),
        ("a: > b\n", "1:6: yaml-sign: `|` or `>` begins a text of several lines"),
        ("%a: 1\n", "1:3: yaml-sign: `%` has a meaning of its own here"),
        ("a: - b\n", "1:4: syntax: a list begins where none belongs"),
        ("a: [\n", "2:1: syntax: a value is missing here, or a bracket is opened"),
        ("a: \x07\n", "1:4: control-character: a control character"),
        ("[" * 100, "1:14: too-deep: nested deeper than 12 levels"),
    ],
)
def test_what_is_not_plain_is_refused_in_plain_words(text: str, said: str) -> None:
    assert refused(text).startswith(said)


def test_aliases_are_refused_before_they_can_grow() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(3))
    with pytest.raises(ConfigErrors) as caught:
        parse_document(FILE, bomb)
    assert len(caught.value.problems) == 7


def test_bytes_that_are_not_utf8_are_shown_where_they_stand(in_file: Callable[[bytes], Path]) -> None:
    with pytest.raises(ConfigErrors) as caught:
        read_document(in_file("a: ô\nb: ".encode() + b"\xff\xfe"))
    assert line_of(caught.value) == "2:4: not-utf8: not UTF-8 text (save the file as UTF-8)"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(in_file: Callable[[bytes], Path]) -> None:
    assert read_document(in_file(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")).data == {"a": "1", "b": "2"}


def test_a_large_file_is_refused(in_file: Callable[[bytes], Path]) -> None:
    with pytest.raises(ConfigErrors) as caught:
        read_document(in_file(b"#" * (LARGEST_BYTES + 1)))
    assert line_of(caught.value) == "1:1: too-large: larger than 256 KiB (divide it into files)"


def test_a_missing_file_and_a_folder_are_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigErrors, match=r"the file is missing \(`kiosk init DIR`"):
        read_document(tmp_path / "none.yaml")
    with pytest.raises(ConfigErrors, match="cannot be read: Is a directory"):
        read_document(tmp_path)
