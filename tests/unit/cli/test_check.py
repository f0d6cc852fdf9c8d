"""`kiosk check`: lines, code, JSON; never a traceback."""

import json
from pathlib import Path
from typing import Any

import pytest


def test_a_good_configuration_is_ok_with_its_warnings(kiosk: Any, folder: Path) -> None:
    code, out, err = kiosk("check", "--config", folder)
    assert code == 0
    assert out == f"{folder}: OK, 6 services, 7 counters, printer at serial:/dev/ttyUSB0, 2 warnings\n"
    assert err.count(": warning: ") == len(err.splitlines()) == 2


def test_each_problem_is_a_line_and_the_code_is_1(kiosk: Any, folder: Path) -> None:
    (folder / "hours.yaml").write_text("training: x\nmoonday: []\n")
    (folder / "desk.yaml").write_text("digits: [\n")
    code, out, err = kiosk("check", "--config", folder)
    assert (code, out) == (1, "")
    assert err.replace(f"{folder}/", "").splitlines() == [
        "desk.yaml:2:1: error: a value is missing here, or a bracket is opened and not closed",
        "hours.yaml:1:11: error: `training` must be yes or no, for example `training: no`; found `x`",
        "hours.yaml:2:1: error: unknown key `moonday`; did you mean `monday`?",
    ]


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"a: b: c", b"\x00", b"{", b"- 1", b"? [a]\n: b", b"%YAML 9.9\n---\n"]
)
@pytest.mark.parametrize("name", ["site.yaml", "ticket.yaml", "dialogs/en/responses/board.yaml"])
def test_a_bad_file_is_never_a_traceback(kiosk: Any, folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    code, _, err = kiosk("check", "--config", folder)
    assert code == 1
    assert all(": error: " in line for line in err.splitlines())


def test_json_tells_the_same(kiosk: Any, folder: Path) -> None:
    (folder / "desk.yaml").write_text("digits: 9\n")
    code, out, err = kiosk("check", "--json", "--config", folder)
    assert (code, err) == (1, "")
    assert json.loads(out) == {
        "ok": False,
        "problems": [
            {
                "file": f"{folder}/desk.yaml",
                "line": 1,
                "column": 9,
                "severity": "error",
                "message": "`digits` must be at most 4, for example `digits: 3`; found `9`",
            }
        ],
    }


def test_a_folder_that_is_not_there_is_one_line(kiosk: Any, tmp_path: Path) -> None:
    code, _, err = kiosk("check", "--config", tmp_path / "none")
    assert code == 1
    assert err == f"{tmp_path}/none:1:1: error: there is no such folder; `kiosk init DIR` makes one\n"
