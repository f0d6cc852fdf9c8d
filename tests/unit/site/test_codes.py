"""One table of codes: every code is in it, every one of it is used, and the page is made of it."""

import re
from pathlib import Path
from typing import get_args

from dialogs.flows.checks.codes import FLOW_CODES
from kiosk.config.codes import CODES, Code
from kiosk.site.problem_page import ALL_CODES, markdown

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "reference" / "problems.md"


def test_the_table_has_every_code_once() -> None:
    assert list(CODES) == list(get_args(Code))
    assert not set(CODES) & set(FLOW_CODES)


def test_codes_are_small_letters_with_hyphens_and_meanings_one_line() -> None:
    for code, meaning in ALL_CODES.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code), code
        assert meaning[0].isupper() and meaning.endswith(".") and "\n" not in meaning, code


def test_every_code_of_the_table_is_told_somewhere() -> None:
    sources = [file for room in ("kiosk", "dialogs") for file in (ROOT / room).rglob("*.py")]
    told = " ".join(file.read_text(encoding="utf-8") for file in sources if file.name != "codes.py")
    assert [code for code in ALL_CODES if f'"{code}"' not in told] == []


def test_the_page_is_what_the_table_says_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == markdown(), (
        "python -m kiosk.site.problem_page > docs/reference/problems.md"
    )


def test_the_checks_of_flows_use_codes_of_the_table() -> None:
    sources = (ROOT / "dialogs" / "flows" / "checks").glob("*.py")
    told = set[str]()
    for file in sources:
        told.update(re.findall(r'(?:Fault|unknown)\(\s*"([a-z-]+)"', file.read_text(encoding="utf-8")))
    assert told and told <= set(ALL_CODES)
