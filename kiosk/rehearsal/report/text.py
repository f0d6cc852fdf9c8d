"""A run on the terminal."""

from collections.abc import Iterator

from kiosk.rehearsal.report import tables
from kiosk.rehearsal.report.story import Story
from kiosk.rehearsal.report.tables import Table
from kiosk.rehearsal.report.words import counted, when

MOST_VIOLATIONS = 10
LAST_FACTS = 40  # the file of --report has all


def text(story: Story) -> str:
    """Figures, rare states, digest, verdict; with violations how to see them again."""
    return "\n".join((*_figures(story), *_states(story), f"digest  {story.run.digest}", *_verdict(story)))


def _figures(story: Story) -> Iterator[str]:
    figures = story.run.figures
    for table in (
        tables.people(figures),
        tables.durations(figures),
        tables.paper(figures),
        tables.robot(figures),
        tables.outages(figures),
        tables.effort(story.run),
    ):
        yield from _table(table)
        yield ""


def _table(table: Table) -> Iterator[str]:
    yield table.title
    rows = [table.head, *table.rows] if table.head else list(table.rows)
    if not table.rows:
        yield "  none"
        return
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *cells in rows:
        right = [cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)]
        yield "  ".join(("", name.ljust(widths[0]), *right)).rstrip()


def _states(story: Story) -> Iterator[str]:
    reached = len(story.states) - len(story.never)
    yield f"rare states reached  {reached} of {len(story.states)}"
    if story.never:
        yield f"never                {', '.join(story.never)}"
    yield ""


def _verdict(story: Story) -> Iterator[str]:
    run = story.run
    yield story.verdict
    for broken in run.violations[:MOST_VIOLATIONS]:
        yield f"  {broken.violation.rule}  {when(broken)}  {broken.violation.what}"
    if len(run.violations) > MOST_VIOLATIONS:
        yield f"  and {len(run.violations) - MOST_VIOLATIONS} more"
    if story.replay:
        yield f"\nIt happens again with:\n  {story.replay}"
    if story.trace:
        yield f"\n{story.trace_title}:"
        yield from (f"  {line}" for line in story.plan)
        yield from _last(story.trace)


def _last(trace: list[str]) -> Iterator[str]:
    if len(trace) > LAST_FACTS:
        yield f"  … {counted(len(trace) - LAST_FACTS, 'fact')} before"
    yield from (f"  {line}" for line in trace[-LAST_FACTS:])
