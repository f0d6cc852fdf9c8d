"""Every place: whether the robot gets there, how long the way is, and how wide its narrowest point.

For example:
  kiosk map check --config /srv/kiosk/config
  kiosk map check --json

Exit codes: 0 every place can be reached from every other, 1 one cannot, or there is no map.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.cli.options import add_config, add_json, print_json

if TYPE_CHECKING:
    from kiosk.cli.map.ways import Way

HEAD = ("place", "way", "narrowest", "at", "clearance")


@dataclass(frozen=True, slots=True)
class Row:
    """One place as seen from the post; metres, None where there is no way."""

    place: str
    reachable: bool
    length_m: float | None
    gap_m: float | None
    gap_at: tuple[float, float] | None
    clearance_m: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose hall, and for whom."""
    add_config(parser)
    add_json(parser)


def main(options: argparse.Namespace) -> int:
    """Print a line for each place, then the pairs without a way."""
    from kiosk.cli.map.ways import hall_in, planning_of, ways  # numpy, scipy and OpenCV: not for a --help

    _, hall = hall_in(options.config)
    planning = planning_of(hall)
    found = list(ways(hall, planning))
    post = hall.post or next(iter(hall.places))
    from_post = {way.goal: way for way in found if way.start == post}
    rows = []
    for name, pose in hall.places.items():
        clearance_m = float(planning.clearance[planning.cell_of((pose.x_m, pose.y_m))])
        rows.append(_row(name, from_post.get(name), clearance_m))
    apart = [(way.start, way.goal) for way in found if not way.there]
    if options.json:
        print_json({"post": post, "places": [_as_json(row) for row in rows], "apart": apart})
    else:
        _print_table(rows, post)
        for start, goal in apart:
            print(f"no way between {start} and {goal}")
    return 1 if apart else 0


def _row(name: str, way: "Way | None", clearance_m: float) -> Row:
    """`way`: from the post; None for the post itself."""
    if way is None:
        return Row(name, True, 0.0, None, None, clearance_m)
    if not way.there:
        return Row(name, False, None, None, None, clearance_m)
    return Row(name, True, way.length_m, way.gap_m, way.narrowest, clearance_m)


def _as_json(row: Row) -> dict[str, object]:
    at = None if row.gap_at is None else [_rounded(value) for value in row.gap_at]
    return {
        "place": row.place,
        "reachable": row.reachable,
        "length_m": _rounded(row.length_m),
        "gap_m": _rounded(row.gap_m),
        "gap_at": at,
        "clearance_m": _rounded(row.clearance_m),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _print_table(rows: Sequence[Row], post: str) -> None:
    lines = [HEAD, *(_cells(row, post) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    for name, *figures in lines:
        padded = (text.rjust(width) for text, width in zip(figures, widths[1:], strict=True))
        print("  ".join((name.ljust(widths[0]), *padded)).rstrip())


def _cells(row: Row, post: str) -> tuple[str, ...]:
    clearance = f"{row.clearance_m:.2f} m"
    if row.place == post:
        return row.place, "post", "", "", clearance
    if row.length_m is None or row.gap_m is None or row.gap_at is None:
        return row.place, "no way", "", "", clearance
    x, y = row.gap_at
    return row.place, f"{row.length_m:.1f} m", f"{row.gap_m:.2f} m", f"x: {x:.2f}, y: {y:.2f}", clearance
