"""What can be touched: tiles and buttons, and how they are spread over pages."""

from collections.abc import Sequence
from dataclasses import dataclass

TILES_A_PAGE = 6


@dataclass(frozen=True, slots=True)
class Tile:
    """One choice: what it posts, what it says, its sign (none without a name)."""

    value: str
    title: str
    description: str = ""
    note: str = ""
    sign: str = ""


def paged(tiles: Sequence[Tile], size: int = TILES_A_PAGE) -> list[Sequence[Tile]]:
    """The tiles in pages of at most `size`."""
    return [tiles[start : start + size] for start in range(0, len(tiles), size)]
