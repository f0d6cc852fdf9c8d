"""`kiosk schema`: the kinds, one of them, all of them in a folder."""

import json
from pathlib import Path
from typing import Any

from kiosk.site.schemas import KINDS


def test_the_kinds_are_listed(kiosk: Any) -> None:
    code, out, _ = kiosk("schema")
    assert (code, out.split()) == (0, sorted(KINDS))


def test_one_kind_is_shown(kiosk: Any) -> None:
    code, out, _ = kiosk("schema", "examples")
    assert code == 0
    assert json.loads(out)["$schema"].startswith("https://json-schema.org/")


def test_all_are_written(kiosk: Any, tmp_path: Path) -> None:
    code, out, _ = kiosk("schema", "--write", tmp_path / "there")
    assert (code, out) == (0, f"{tmp_path}/there: {len(KINDS)} schemas\n")
    assert {file.name for file in (tmp_path / "there").iterdir()} == {f"{kind}.json" for kind in KINDS}


def test_an_unknown_kind_is_wrong_use(kiosk: Any) -> None:
    assert kiosk("schema", "procedurs")[0] == 2
