"""The pages drawn from the tables are the tables."""

import subprocess
import sys
from pathlib import Path

import pytest

from state_machines import card_visit, connection, mode, print_job, turn_taking, visit

ROOT = Path(__file__).parents[3]
TABLES = (visit.TABLE, card_visit.TABLE, turn_taking.TABLE, mode.TABLE, print_job.TABLE, connection.TABLE)


def draw(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts/draw_machines.py"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_pages_in_the_repository_are_fresh() -> None:
    result = draw("--check")
    assert (result.returncode, result.stderr) == (0, "")


def test_a_stale_or_missing_page_is_named(tmp_path: Path) -> None:
    assert draw("--folder", str(tmp_path)).returncode == 0
    assert draw("--folder", str(tmp_path), "--check").returncode == 0
    (tmp_path / "visit.md").write_text("old")
    (tmp_path / "mode.md").unlink()
    result = draw("--folder", str(tmp_path), "--check")
    assert result.returncode == 1
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [
        str(tmp_path / "visit.md"),
        str(tmp_path / "mode.md"),
    ]
    assert "make diagrams" in result.stderr


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_page_shows_every_state_and_event(table) -> None:
    page = (ROOT / "docs/reference/diagrams" / f"{table.name}.md").read_text()
    for name in (*table.states, *table.events):
        assert f"- `{name}`: " in page
    for row in table.rows:
        assert row.note in page


def test_the_overview_leads_to_every_page() -> None:
    overview = (ROOT / "docs/reference/state-machines.md").read_text()
    for table in TABLES:
        assert f"(diagrams/{table.name}.md)" in overview
