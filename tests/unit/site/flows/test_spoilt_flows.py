"""Every mistake in a flow is one line: where it stands, its code, what is wrong, what would be right."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import pytest

from dialogs.flows.checks.codes import FLOW_CODES
from kiosk.config.codes import Code
from kiosk.config.problems import ConfigErrors
from kiosk.site.flows import check_flows, load_flows
from kiosk.site.places import SHIPPED


@dataclass
class Spoilt:
    """One mistake and what is said of it."""

    file: str
    old: str = ""
    new: str = ""
    lines: list[str] = field(default_factory=list)


def entries() -> Iterator[Spoilt]:
    """The entries of spoilt.txt."""
    text = Path(__file__).with_name("spoilt.txt").read_text(encoding="utf-8")
    for block in text.split("\n\n")[1:]:
        first, *rest = block.strip("\n").split("\n")
        entry = Spoilt(first)
        for line in rest:
            sign, content = line[0], line[2:].replace("\\n", "\n")
            if sign == "-":
                entry.old = content
            elif sign == "+":
                entry.new = content
            else:
                entry.lines.append(content)
        yield entry


@pytest.mark.parametrize("entry", list(entries()), ids=lambda entry: f"{entry.file}: {entry.new[:40]}")
def test_a_mistake_is_told_where_it_is(site: Any, entry: Spoilt) -> None:
    site.change(entry.file, entry.old, entry.new)
    assert site.lines() == entry.lines


def test_every_code_is_known() -> None:
    known = {*get_args(Code), *FLOW_CODES}
    told = {line.split(": ")[1].split()[-1] for entry in entries() for line in entry.lines}
    assert told <= known
    assert FLOW_CODES.keys() <= told | {"unused-flow"}


def test_sound_flows_are_without_a_problem(site: Any) -> None:
    assert site.lines() == []
    assert check_flows(SHIPPED).problems == []


def test_mistakes_in_several_files_are_told_at_once(site: Any) -> None:
    site.write("advice.yaml", "")
    site.change("water.yaml", "item: water", "item: beer")
    site.change("commands.yaml", "commands:", "comands:")
    assert [line.split(" error ")[1].split(":")[0] for line in site.lines()] == [
        "empty-file",
        "missing-key",
        "unknown-key",
        "bad-value",
    ]
    assert site.checked().flows is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-file"),
        ("# only words\n", "empty-file"),
        ("[]", "wrong-type"),
        ("flow: advice\nsteps: {}\nstart: a\n", "empty-value"),
        ("flow: advice\nstart: a\nsteps: {a: [1]}\n", "wrong-type"),
        ("flow: advice\nstart: a\nsteps: {a: {say: x, next: {}}}\n", "wrong-type"),
        ("flow: advice\nstart: a\nsteps: {Ấ: {say: x, next: end}}\n", "bad-value"),
        ("flow: advice\nflow: advice\n", "duplicate-key"),
        ("flow: [advice\n", "syntax"),
    ],
)
def test_whatever_a_file_holds_it_is_told(site: Any, text: str, code: str) -> None:
    site.write("advice.yaml", text)
    told = [problem.code for problem in site.problems() if problem.file.name == "advice.yaml"]
    assert code in told


def test_a_folder_without_flows_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigErrors, match="missing-folder"):
        load_flows(tmp_path)


def test_a_flow_that_nothing_runs_is_a_warning(site: Any) -> None:
    site.write("new.yaml", "flow: new\nstart: a\nsteps:\n  a: {say: say_thanks, next: end}\n")
    assert site.lines() == [
        "new.yaml:1:7: warning unused-flow: nothing runs `new`"
        " (call it in a step with `flow: `, or in commands.yaml)"
    ]
    assert site.checked().flows is not None
