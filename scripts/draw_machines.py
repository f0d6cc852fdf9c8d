"""Draws every state machine's table into docs/reference/diagrams; `--check` fails when a page is stale."""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from state_machines import card_visit, connection, mode, print_job, travel, turn_taking, visit
from state_machines.effects import Effect
from state_machines.row import STAY, Row
from state_machines.table import Table

TABLES: tuple[Table[Any], ...] = (
    visit.TABLE,
    card_visit.TABLE,
    turn_taking.TABLE,
    mode.TABLE,
    travel.TABLE,
    print_job.TABLE,
    connection.TABLE,
)
FOLDER = Path(__file__).parents[1] / "docs/reference/diagrams"


def page(table: Table[Any]) -> str:
    """The page of one table."""
    parts = (
        f"# {_words(table.name).capitalize()}",
        "Generated from the table by `make diagrams`; change the table, not this page.",
        "```mermaid\n" + "\n".join(_diagram(table)) + "\n```",
        "Rows that leave the state as it is are only in the list below.",
        "## States\n\n" + "\n".join(_list(table.states)),
        "## Events\n\n" + "\n".join(_list(table.events)),
        "## Rows\n\nRows of the same state and event are tried from top to bottom.\n\n"
        + "\n".join(_rows(table)),
    )
    return "\n\n".join(parts) + "\n"


def _diagram(table: Table[Any]) -> Iterator[str]:
    yield "stateDiagram-v2"
    yield f"    [*] --> {table.initial}"
    arrows: dict[tuple[str, str], list[str]] = {}
    for move in table.moves:
        if move.source != move.target:
            arrows.setdefault((move.source, move.target), []).append(_label(move.row))
    for (source, target), labels in arrows.items():
        yield f"    {source} --> {target}: {', '.join(labels)}"
    for state in table.final:
        yield f"    {state} --> [*]"


def _label(row: Row[Any]) -> str:
    return f"{row.event} [{row.condition}]" if row.condition else row.event


def _list(meanings: Any) -> Iterator[str]:
    for name, meaning in meanings.items():
        yield f"- `{name}`: {meaning}"


def _rows(table: Table[Any]) -> Iterator[str]:
    yield "| State | Event | If | Next state | To be done | Why |"
    yield "|---|---|---|---|---|---|"
    for row in table.rows:
        target = "stays" if row.target == STAY else f"`{row.target}`"
        effects = ", then ".join(_effect(effect) for effect in row.effects)
        cells = (_sources(table, row), f"`{row.event}`", row.condition, target, effects, row.note)
        yield f"| {' | '.join(cells)} |"


def _sources(table: Table[Any], row: Row[Any]) -> str:
    return (
        "any" if set(row.sources) == set(table.states) else ", ".join(f"`{source}`" for source in row.sources)
    )


def _effect(effect: Effect) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(effect).__name__).lower()


def _words(name: str) -> str:
    return name.replace("_", " ")


def main() -> int:
    """Write the pages, or say which are stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit code 1 when a page is stale"
    )
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args()
    pages = {options.folder / f"{table.name}.md": page(table) for table in TABLES}
    stale = [file for file, text in pages.items() if not file.is_file() or file.read_text() != text]
    if options.check:
        for file in stale:
            print(f"{file}: stale; run: make diagrams", file=sys.stderr)
        return 1 if stale else 0
    options.folder.mkdir(parents=True, exist_ok=True)
    for file in stale:
        file.write_text(pages[file])
    return 0


if __name__ == "__main__":
    sys.exit(main())
