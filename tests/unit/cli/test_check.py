"""`kiosk check`: lines, code, JSON; never a traceback."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

LINE = re.compile(r".+:\d+:\d+: (error|warning) [a-z0-9-]+: .+")
EXAMPLE = '- say: "xin chào bạn"\n  expect: {command: greeting}\n'


@pytest.fixture
def quick(folder: Path) -> Path:
    """The copy with one example a language, for a check that does not take seconds."""
    for tests in folder.glob("dialogs/*/tests"):
        shutil.rmtree(tests)
        tests.mkdir()
    (folder / "dialogs/vi/tests/few.yaml").write_text(EXAMPLE)
    (folder / "dialogs/en/tests/few.yaml").write_text(EXAMPLE.replace("xin chào bạn", "hello there robot"))
    return folder


def of(err: str, *names: str) -> list[str]:
    """The lines about these files."""
    lines = [re.sub(r"^.*?/site/", "", line) for line in err.splitlines()]
    return [line for line in lines if line.split(":")[0] in names]


def test_a_good_configuration_is_ok_with_its_warnings(kiosk: Any, folder: Path) -> None:
    code, out, err = kiosk("check", "--config", folder, "--today", "2026-11-30")
    assert (code, [line for line in err.splitlines() if " error " in line]) == (0, [])
    assert re.fullmatch(
        rf"{folder}: OK, 6 services, 7 counters, printer at serial:/dev/ttyUSB0, 91 procedures, "
        r"\d+ examples, \d+ warnings\n",
        out,
    )
    assert all(LINE.fullmatch(line) for line in err.splitlines())
    assert {"training", "not-reachable"} <= set(re.findall(r"warning ([a-z-]+):", err))


def test_each_problem_is_a_line_and_the_code_is_1(kiosk: Any, quick: Path) -> None:
    (quick / "hours.yaml").write_text("training: x\nmoonday: []\n")
    (quick / "desk.yaml").write_text("digits: [\n")
    code, out, err = kiosk("check", "--config", quick)
    assert (code, out) == (1, "")
    example = "(for example `training: no`)"
    assert of(err, "desk.yaml", "hours.yaml") == [
        "desk.yaml:2:1: error syntax: a value is missing here, or a bracket is opened and not closed",
        f"hours.yaml:1:11: error wrong-type: `training` must be yes or no, found `x` {example}",
        "hours.yaml:2:1: error unknown-key: unknown key `moonday` (did you mean `monday`?)",
    ]


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"a: b: c", b"\x00", b"{", b"- 1", b"? [a]\n: b", b"%YAML 9.9\n---\n"]
)
@pytest.mark.parametrize("name", ["site.yaml", "ticket.yaml", "dialogs/en/responses/board.yaml"])
def test_a_bad_file_is_never_a_traceback(kiosk: Any, quick: Path, name: str, content: bytes) -> None:
    (quick / name).write_bytes(content)
    code, _, err = kiosk("check", "--config", quick)
    assert code == 1
    assert of(err, name)
    assert all(LINE.fullmatch(line) for line in err.splitlines())


def test_json_tells_the_same(kiosk: Any, quick: Path) -> None:
    (quick / "desk.yaml").write_text("digits: 9\n")
    code, out, err = kiosk("check", "--json", "--config", quick)
    assert (code, err) == (1, "")
    told = json.loads(out)
    assert told["ok"] is False
    assert [problem for problem in told["problems"] if problem["file"].endswith("desk.yaml")] == [
        {
            "file": f"{quick}/desk.yaml",
            "line": 1,
            "column": 9,
            "severity": "error",
            "code": "out-of-range",
            "message": "`digits` must be at most 4, found `9` (for example `digits: 3`)",
        }
    ]


def test_the_folder_may_be_named_without_an_option(kiosk: Any, tmp_path: Path) -> None:
    code, _, err = kiosk("check", tmp_path / "none")
    assert code == 1
    told = "error missing-folder: there is no such folder (`kiosk init DIR` makes one)"
    assert err == f"{tmp_path}/none:1:1: {told}\n"


def test_a_fact_expires_with_its_day(kiosk: Any, quick: Path) -> None:
    file = quick / "procedures" / "residence.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(online: \{vi: .*)\}\n", r"\1, valid_to: 2027-01-15}\n", text, count=1))
    assert kiosk("check", quick, "--today", "2027-01-15")[0] == 0
    code, _, err = kiosk("check", quick, "--today", "2027-01-16")
    assert code == 1
    assert "residence.yaml" in err and "error expired: expired on 2027-01-15" in err


def test_an_example_that_an_edit_breaks_is_told(kiosk: Any, quick: Path) -> None:
    file = quick / "dialogs/vi/tests/few.yaml"
    file.write_text(file.read_text() + '- say: "đăng ký kết hôn"\n  expect: no_match\n')
    code, _, err = kiosk("check", quick)
    assert code == 1
    (line,) = [line for line in err.splitlines() if "example-fails" in line]
    assert (
        "few.yaml:3:8: error example-fails: `đăng ký kết hôn` is understood as procedure `1.000894`" in line
    )
