"""The documents lead somewhere, and the commands they name exist."""

import re
from pathlib import Path

import pytest

from kiosk.cli.main import COMMANDS
from kiosk.cli.staff import DEEDS

ROOT = Path(__file__).resolve().parents[3]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)[^)]*\)")


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    missing = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_command_line_names_a_command(page: Path) -> None:
    names = {command.name for command in COMMANDS}
    blocks = re.findall(r"```(?:sh|console|text)?\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    words = [match.split() for block in blocks for match in re.findall(r"^(?:\$ )?kiosk (.*)$", block, re.M)]
    assert [line for line in words if line[0].lstrip("-") == line[0] and line[0] not in names] == []
    assert [line for line in words if line[0] == "staff" and line[1] not in DEEDS] == []


def test_the_make_targets_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"\bmake ([a-z]+)", (ROOT / "README.md").read_text())) <= targets | {"sure"}
