"""Memory of echoes: what stands around, cell by cell, until the lidar sees through it.

Cells lie in the map frame and hold the mean of their echoes, which is more exact than one echo and than the
cell. What the map shows is remembered too (`mapped`): it is where the lidar sees it, not where the map says.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.control.polar import Array, View

CELL_M = 0.05
MOST = 6  # evidence of a cell
KEPT_S = 60.0  # out of sight
DOUBTFUL_S = 3.0  # the same for one that was hardly seen
YOUNG_S = 1.0
FADES = 0.8  # of the weight, from turn to turn
STRAY = 0.3  # a cell of so much less weight than one beside it holds only its strays
NEAR_M = 1.5  # here beams are dense enough that a cell which stands is hit by every turn
CLEARLY_M = 0.3  # so far behind it, the beam met no edge of it
_ROW = 1 << 24
_AROUND = [row * _ROW + column for row in (-1, 0, 1) for column in (-1, 0, 1)]


@dataclass(slots=True, eq=False)
class Cells:
    """Columns of equal length, `keys` ascending.

    `evidence`: 1 to MOST. `weight`: echoes a turn. `first_s`, `last_s`: when it had echoes.
    """

    keys: NDArray[np.int64]
    xy: Array
    evidence: NDArray[np.int16]
    weight: Array
    first_s: Array
    last_s: Array
    mapped: NDArray[np.bool_]

    def take(self, which: NDArray[np.intp] | NDArray[np.bool_]) -> "Cells":
        """These cells, in this order."""
        return Cells(*(getattr(self, column.name)[which] for column in fields(self)))

    def joined(self, more: "Cells") -> "Cells":
        """Both, in order of their keys."""
        columns = (field.name for field in fields(self))
        both = Cells(*(np.concatenate([getattr(self, name), getattr(more, name)]) for name in columns))
        return both.take(np.argsort(both.keys, kind="stable"))

    def find(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Where each key is, and whether it is there at all."""
        if not self.keys.size:
            return np.zeros(keys.shape, np.intp), np.zeros(keys.shape, np.bool_)
        index = np.minimum(np.searchsorted(self.keys, keys), self.keys.size - 1)
        return index, self.keys[index] == keys


def no_cells() -> Cells:
    """Nothing."""
    none = np.empty(0)
    return Cells(
        none.astype(np.int64),
        np.empty((0, 2)),
        none.astype(np.int16),
        none,
        none,
        none,
        none.astype(np.bool_),
    )


def keys_of(xy: Array) -> NDArray[np.int64]:
    """The cells of (n, 2) points."""
    cells = np.floor(xy / CELL_M).astype(np.int64)
    keys: NDArray[np.int64] = cells[:, 1] * _ROW + cells[:, 0]
    return keys


class ObstacleMemory:
    """What stands around."""

    def __init__(self) -> None:
        self.cells = no_cells()

    def forget(self) -> None:
        """Remember nothing."""
        self.cells = no_cells()

    def observe(self, echoes: Array, mapped: NDArray[np.bool_], view: View, now: float) -> None:
        """Take in one turn: (n, 2) echoes in the map, and whether the map explains each."""
        keys, place, count = np.unique(keys_of(echoes), return_inverse=True, return_counts=True)
        mean = (
            np.stack([np.bincount(place, echoes[:, axis], keys.size) for axis in (0, 1)], 1) / count[:, None]
        )
        explained = np.bincount(place, mapped, keys.size) * 2 > count
        index, known = self.cells.find(keys)
        self._see_through(index[known], view)
        self._hit(index[known], mean[known], count[known].astype(np.float64), now)
        new = ~known
        fresh = np.full(int(new.sum()), now)
        ones = np.full(fresh.size, 2, np.int16)
        kept = self.cells.take(self._lasting(now))
        self.cells = kept.joined(
            Cells(
                keys[new],
                mean[new],
                ones,
                np.asarray(count[new] * (1.0 - FADES), np.float64),
                fresh,
                fresh,
                explained[new],
            )
        )

    def _hit(self, index: NDArray[np.intp], mean: Array, count: Array, now: float) -> None:
        self.cells.weight *= FADES
        cells = self.cells
        gain = np.maximum(0.25, 1.0 / (1.0 + cells.evidence[index] / 2.0))[:, None]
        cells.xy[index] += (mean - cells.xy[index]) * gain
        cells.evidence[index] = np.minimum(np.maximum(cells.evidence[index], 0) + 2, MOST)
        cells.weight[index] += (1.0 - FADES) * count
        cells.last_s[index] = now

    def _see_through(self, hit: NDArray[np.intp], view: View) -> None:
        """Less evidence for cells that the beams went through, or, near by, missed."""
        if not self.cells.keys.size:
            return
        beyond, distance = view.beyond(self.cells.xy)
        missed = np.ones(distance.size, np.bool_)
        missed[hit] = False
        through = missed & (beyond > 0.08 + 0.02 * distance)
        beside = missed & ~through & (distance < NEAR_M) & (beyond > -0.06)
        self.cells.evidence -= through * np.where((distance < NEAR_M) | (beyond > CLEARLY_M), 2, 1).astype(
            np.int16
        )
        self.cells.evidence -= beside.astype(np.int16)

    def _lasting(self, now: float) -> NDArray[np.bool_]:
        kept_s = np.where(self.cells.evidence < MOST - 1, DOUBTFUL_S, KEPT_S)
        lasting: NDArray[np.bool_] = (self.cells.evidence > 0) & (now - self.cells.last_s < kept_s)
        return lasting

    def since(self, xy: Array, fallback: float) -> Array:
        """For (n, 2) points, since when something is in their cell or beside it; `fallback`: never."""
        keys = keys_of(xy)
        first = np.full(keys.size, fallback)
        for step in _AROUND:
            index, known = self.cells.find(keys + step)
            first[known] = np.minimum(first[known], self.cells.first_s[index[known]])
        return first

    def first_echo(self, xy: Array) -> Array:
        """For (n, 2) points of the last turn, since when something is in their very cell."""
        index, known = self.cells.find(keys_of(xy))
        return np.where(known, self.cells.first_s[index], np.inf) if known.size else np.empty(0)

    def stray(self) -> NDArray[np.bool_]:
        """Which cells hold only strays of what is in a cell beside them."""
        heaviest = np.zeros(self.cells.keys.size)
        for step in _AROUND:
            index, known = self.cells.find(self.cells.keys + step)
            heaviest[known] = np.maximum(heaviest[known], self.cells.weight[index[known]])
        stray: NDArray[np.bool_] = self.cells.weight < STRAY * heaviest
        return stray
