"""Every rule of the schema and every check across files: one line, where it is, what would be right."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.site.load import load_config

BOOK = Path(__file__).with_name("problems.txt")


def rules() -> Iterator[Any]:
    """File, old text, new text and the line told, from the book of problems."""
    for block in BOOK.read_text(encoding="utf-8").split("\n\n")[1:]:
        name, *rest = block.strip("\n").split("\n")
        old, new, line = (text[2:].replace("\\n", "\n") for text in rest)
        yield pytest.param(name, old, new, line, id=line.partition(" error ")[2][:50])


@pytest.mark.parametrize(("name", "old", "new", "line"), list(rules()))
def test_a_broken_rule_is_one_line_that_says_what_would_be_right(
    site: Any, name: str, old: str, new: str, line: str
) -> None:
    site.change(name, old, new)
    assert [told for told in site.lines() if told.startswith(name)] == [line]


def test_the_shipped_configuration_has_no_problem(site: Any) -> None:
    assert site.lines() == []


def test_every_problem_of_every_file_is_told_at_once(site: Any) -> None:
    site.change("site.yaml", "port: 8080", "port: none")
    site.change("hours.yaml", "training: yes", "training: perhaps")
    (site.folder / "desk.yaml").unlink()
    assert [line.split(":")[0] for line in site.lines()] == ["desk.yaml", "hours.yaml", "site.yaml"]


@pytest.mark.parametrize("name", ["site", "services", "desk", "hours", "devices", "ticket"])
def test_a_missing_file_is_one_clear_line(site: Any, name: str) -> None:
    (site.folder / f"{name}.yaml").unlink()
    made = "(`kiosk init DIR` makes a folder with every file)"
    assert site.lines() == [f"{name}.yaml:1:1: error missing-file: the file is missing {made}"]


def test_a_missing_folder_is_one_clear_line(site: Any) -> None:
    site.folder = site.folder / "nowhere"
    (line,) = site.problems()
    assert line.message == "there is no such folder (`kiosk init DIR` makes one)"


@pytest.mark.parametrize("name", ["site", "services", "ticket"])
def test_a_file_of_another_shape_is_refused(site: Any, name: str) -> None:
    site.write(f"{name}.yaml", "- a\n- b\n")
    (line,) = site.lines()
    assert line == f"{name}.yaml:1:1: error wrong-type: `the file` must be a group of `key: value` lines"


def test_an_empty_file_says_what_is_missing(site: Any) -> None:
    site.write("site.yaml", "# nothing\n")
    (line,) = site.lines()
    assert line.startswith(
        "site.yaml:1:1: error missing-key: `office` is missing here (add it, for example `office: {vi:"
    )


def test_files_whose_every_key_may_be_left_out_may_be_empty(site: Any) -> None:
    for name in ("desk", "hours", "devices"):
        site.write(f"{name}.yaml", "")
    assert site.lines() == []


def test_a_logo_must_be_a_file_of_the_folder(site: Any) -> None:
    site.change("ticket.yaml", "{gap: 6}", "{logo: stamp.png}")
    (line,) = site.lines()
    assert line.startswith(f"ticket.yaml:21:12: error bad-value: `logo` is not in the folder {site.folder}")


def test_a_code_wider_than_the_paper_says_what_fits(site: Any) -> None:
    site.change("devices.yaml", "width_dots: 576", "width_dots: 384")
    site.change("ticket.yaml", "{qr: 4, correction: L}", "{qr: 12, correction: H}")
    (line,) = site.lines()
    assert line.startswith("ticket.yaml:37:10: error ticket-layout: the code is 492 dots wide, the paper 384")
    assert line.endswith(" (at most `qr: 9` fits)")


def test_an_address_too_long_for_a_code_is_told_at_the_code(site: Any) -> None:
    site.change(
        "site.yaml", "# public_url: https://so.phuong.example", f"public_url: https://a.example/{'x' * 3000}"
    )
    (line,) = site.lines()
    assert line.startswith("ticket.yaml:37:10: error ticket-layout: the address `https://a.example/xxx")
    assert line.endswith("is too long for a code (shorten `public_url` in site.yaml)")


@pytest.mark.parametrize(
    ("typed", "meant"), [("7:30", "07:30"), ("07:30", "07:30"), ("7h30", "07:30"), ("7g30", "07:30")]
)
def test_times_are_read_as_people_write_them(site: Any, typed: str, meant: str) -> None:
    site.change("hours.yaml", "opens: 7:30", f"opens: {typed}")
    assert f"{load_config(site.folder).hours.monday[0].opens:%H:%M}" == meant


@pytest.mark.parametrize("typed", ["2/9/2026", "02/09/2026", "2026-09-02", "2026-9-2"])
def test_days_are_read_as_people_write_them(site: Any, typed: str) -> None:
    site.change("hours.yaml", "day: 1/1/2027", f"day: {typed}")
    assert load_config(site.folder).hours.closed_days[0].day.isoformat() == "2026-09-02"


@pytest.mark.parametrize(("typed", "meant"), [("yes", True), ("no", False), ("true", True), ("False", False)])
def test_yes_and_no_are_read_by_the_schema(site: Any, typed: str, meant: bool) -> None:
    site.change("hours.yaml", "training: yes", f"training: {typed}")
    assert load_config(site.folder).hours.training is meant
