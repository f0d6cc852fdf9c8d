"""A QR code as one SVG path, to be drawn inside the page."""

from dataclasses import dataclass

import segno


@dataclass(frozen=True, slots=True)
class QrPath:
    """`path` draws the dark modules in a square of `size` units, quiet zone included."""

    size: int
    path: str


def qr_path(content: str, quiet_zone: int = 4) -> QrPath:
    """The QR code of `content` at error level M, one horizontal stroke a run of modules."""
    rows = [bytes(row) for row in segno.make(content, error="m", micro=False).matrix]
    runs = [
        f"M{x + quiet_zone} {y + quiet_zone}h{width}v1h-{width}z"
        for y, row in enumerate(rows)
        for x, width in _runs(row)
    ]
    return QrPath(len(rows) + 2 * quiet_zone, "".join(runs))


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Where dark modules begin in `row`, and how many follow."""
    dark = "".join("#" if module else " " for module in row)
    found, x = [], 0
    for piece in dark.split(" "):
        if piece:
            found.append((x, len(piece)))
        x += len(piece) + 1
    return found
