"""The figures as tables, in words: the same on the terminal and on the page."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from kiosk.rehearsal.counts.spread import Spread
from kiosk.rehearsal.counts.totals import Figures, Outage
from kiosk.rehearsal.report.words import duration, number, plain
from kiosk.rehearsal.run import Run

PERCENTS = (50, 90, 99)
SPREAD_HEAD = ("", "times", "median", "9 of 10 within", "99 of 100 within", "longest")


@dataclass(frozen=True, slots=True)
class Table:
    """The first column names the row; `head` may be empty."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def durations(figures: Figures) -> Table:
    """How long everything took, all services together."""
    rows = (
        _spread("waiting, from the number to its call", figures.waiting.together()),
        _spread("serving, from the call to the end", figures.serving.together()),
        _spread("the screen's answer to the last touch", figures.answer),
        _spread("from the number to its paper", figures.paper),
        _spread("back in service after a crash", figures.restart),
    )
    return Table("How long it took", SPREAD_HEAD, rows)


def by_service(figures: Figures) -> Table:
    """Waiting, service by service."""
    rows = tuple(_spread(plain(name), figures.waiting[name]) for name in sorted(figures.waiting))
    return Table("Waiting by service", SPREAD_HEAD, rows)


def people(figures: Figures) -> Table:
    """Citizens, their numbers and how they left."""
    totals = figures.totals
    rows = (
        ("citizens", number(totals["citizens"])),
        ("numbers given", number(totals["numbers"])),
        ("numbers never called", number(totals["never_called"])),
        ("answered at the screen", number(figures.answered["screen"])),
        ("answered to a program", number(figures.answered["program"])),
        ("of these the same answer again", number(figures.answered["again"])),
        *_rows("left: ", figures.left),
    )
    return Table("People", (), rows)


def paper(figures: Figures) -> Table:
    """What the journal says, and what came out of the printer."""
    rows = (
        ("tickets printed", number(figures.papers["printed"])),
        ("marked reprints printed", number(figures.papers["reprinted"])),
        ("left in doubt", number(figures.papers["uncertain"])),
        ("not needed any more", number(figures.papers["not_needed"])),
        ("doubts closed by staff: it was printed", number(figures.papers["moved"])),
        ("doubts closed by staff: it was not", number(figures.papers["not_moved"])),
        ("checklists wanted", number(figures.leaflets["planned"])),
        ("checklists printed", number(figures.leaflets["done"])),
        ("checklists in doubt", number(figures.leaflets["uncertain"])),
        ("pieces of paper with one whole ticket", number(figures.pieces["whole"])),
        ("pieces with several", number(figures.pieces["several"])),
        ("pieces with a checklist", number(figures.pieces["leaflet"])),
        ("pieces without", number(figures.pieces["without"])),
    )
    return Table("Paper", (), rows)


def robot(figures: Figures) -> Table:
    """Its lives and the time without it."""
    rows = (
        *_rows("starts after: ", figures.lives - Counter(failed=figures.lives["failed"])),
        ("starts that failed", number(figures.lives["failed"])),
        ("out of service altogether", duration(figures.totals["down_ms"] / 1000)),
    )
    return Table("The robot", (), rows)


def outages(figures: Figures) -> Table:
    """What was out of order, as staff were told."""
    ordered = sorted(figures.outages, key=_what)
    rows = tuple(_outages(*what, list(group)) for what, group in groupby(ordered, key=_what))
    return Table("Out of order", ("", "times", "together", "median", "longest"), rows)


def troubles(figures: Figures) -> Table:
    """What staff were told."""
    rows = tuple(
        (outage_name(*told.split(" ", 1)), number(figures.troubles[told]))
        for told in sorted(figures.troubles)
    )
    return Table("Troubles told to staff", (), rows)


def counts(title: str, counted: Counter[str]) -> Table:
    """A plain list of what was counted."""
    return Table(title, (), _rows("", counted))


def effort(run: Run) -> Table:
    """What the rehearsal took."""
    rows = (
        ("days", number(run.figures.totals["days"])),
        ("facts", number(run.facts)),
        ("rehearsed time", duration(run.simulated_s)),
        ("real time", duration(run.wall_s)),
        ("times as fast", number(run.times_real)),
    )
    return Table("The rehearsal", (), rows)


def _what(outage: Outage) -> tuple[str, str]:
    return outage.device, outage.fault


def _outages(device: str, fault: str, found: list[Outage]) -> tuple[str, ...]:
    lengths = Spread(0.1)
    for outage in found:
        lengths.add(outage.length_s)
    together = duration(sum(outage.length_s for outage in found))
    median, longest = duration(lengths.percentile_s(50)), duration(lengths.longest_s)
    return outage_name(device, fault), number(len(found)), together, median, longest


def outage_name(device: str, fault: str) -> str:
    """`printer: paper out`; the device is not said twice."""
    return f"{plain(device)}: {plain(fault.removeprefix(f'{device}_'))}"


def _rows(before: str, counted: Counter[str]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{before}{plain(name)}", number(counted[name])) for name in sorted(counted))


def _spread(name: str, spread: Spread) -> tuple[str, ...]:
    if not spread.times:
        return name, "0", "", "", "", ""
    figures = (*(spread.percentile_s(percent) for percent in PERCENTS), spread.longest_s)
    return name, number(spread.times), *map(duration, figures)
