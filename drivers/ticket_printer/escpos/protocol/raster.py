"""A picture as few bytes: blank rows become feeds, the rest bands trimmed to their own width.

Where to divide is the cheapest of all divisions (a shortest path over runs of rows that reach equally far).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from drivers.ticket_printer.escpos.protocol.commands import Align, encode_align, encode_feed, encode_raster
from drivers.ticket_printer.escpos.protocol.realtime import mend_traps

MOST_ROWS = 64  # bounds the time until a status question may stand between two bands
BAND_COST_BYTES = 16  # 8 of GS v 0, up to 3 of ESC a; a little more, for fewer bands
FEED_COST_BYTES = 3  # ESC J n


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that reach equally far: `left` blank bytes before, ink up to byte `right`. Blank: right = 0."""

    first: int
    rows: int
    left: int
    right: int


def find_runs(data: bytes, stride: int) -> list[Run]:
    """The rows of a picture as runs, none higher than a band; blank ones are as long as they are."""
    runs: list[Run] = []
    first, left, right = 0, stride, 0
    for row, start in enumerate(range(0, len(data), stride)):
        content = data[start : start + stride]
        row_right = len(content.rstrip(b"\0"))
        row_left = stride - len(content.lstrip(b"\0"))
        full = right > 0 and row - first == MOST_ROWS
        if row > first and (full or row_left != left or row_right != right):
            runs.append(Run(first, row - first, left, right))
            first = row
        left, right = row_left, row_right
    rows = len(data) // stride
    return [*runs, Run(first, rows - first, left, right)] if rows else []


def choose_bands(runs: list[Run], stride: int) -> list[tuple[int, int]]:
    """The cheapest division into bands, as slices of `runs`."""
    costs = [0]
    starts = [0]
    for end in range(1, len(runs) + 1):
        cost, start = _cheapest_last_band(runs, costs, end, stride)
        costs.append(cost)
        starts.append(start)
    bands = []
    end = len(runs)
    while end:
        bands.append((starts[end], end))
        end = starts[end]
    return bands[::-1]


def _cheapest_last_band(runs: list[Run], costs: list[int], end: int, stride: int) -> tuple[int, int]:
    last = runs[end - 1]
    if not last.right:
        return costs[end - 1] + FEED_COST_BYTES, end - 1
    best_cost, best_start = 1 << 60, end - 1
    rows, left, right, width = 0, stride, 0, 0
    for start in range(end - 1, -1, -1):
        run = runs[start]
        rows += run.rows
        if rows > MOST_ROWS or (not run.right and run.rows * width >= BAND_COST_BYTES + FEED_COST_BYTES):
            break  # a feed and another band are cheaper than so much blank
        left = min(left, run.left)
        right = max(right, run.right)
        width = min(right, stride - left, stride - 2 * min(left, stride - right))
        cost = costs[start] + BAND_COST_BYTES + rows * width
        if cost < best_cost:
            best_cost, best_start = cost, start
    return best_cost, best_start


def _place(left: int, right: int, stride: int) -> tuple[Align, int, int]:
    """The narrowest band around the columns `left` to `right`: alignment, first column, end."""
    margin = min(left, stride - right)
    places = (
        (Align.CENTRE, margin, stride - margin),
        (Align.LEFT, 0, right),
        (Align.RIGHT, left, stride),
    )
    return min(places, key=lambda place: place[2] - place[1])


def encode_picture(data: bytes, stride: int) -> Iterator[bytes]:
    """Commands that print the picture; between any two of the pieces a real-time command may stand.

    Begins and ends left aligned. The picture is exact but for the dots `mend_traps` adds.
    """
    runs = find_runs(data, stride)
    aligned = Align.LEFT
    for first, end in choose_bands(runs, stride):
        band = runs[first:end]
        if len(band) == 1 and not band[0].right:
            yield encode_feed(band[0].rows)
            continue
        align, left, right = _place(min(run.left for run in band), max(run.right for run in band), stride)
        turn = encode_align(align) if align is not aligned else b""
        aligned = align
        rows = range(band[0].first * stride, (band[-1].first + band[-1].rows) * stride, stride)
        picture = b"".join([data[row + left : row + right] for row in rows])
        yield turn + encode_raster(right - left, mend_traps(picture))
    if aligned is not Align.LEFT:
        yield encode_align(Align.LEFT)
