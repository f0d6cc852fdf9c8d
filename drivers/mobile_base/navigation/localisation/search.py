"""Where in the whole hall a scan may have been seen: all free cells and headings, a part at a time."""

import math

import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.localisation.cloud import Doubles, wrapped
from drivers.mobile_base.navigation.localisation.field import Floats, ReflectorField
from drivers.mobile_base.navigation.localisation.settings import SearchSettings

CALL_CELLS = 8_000  # a shift costs as much as these, however small it is
FULL = 200  # an echo on a mapped thing; 255 beams fit 16 bits
Scores = NDArray[np.uint16]


class GlobalSearch:
    """Adds up, for each heading, the field shifted by every echo; keeps the best cells of each heading."""

    def __init__(self, field: ReflectorField, echoes: Floats, settings: SearchSettings) -> None:
        self._field, self._settings = field, settings
        self._echoes = echoes[:255]
        self._stride = max(1, round(settings.stride_m / field.resolution_m))
        near = np.exp(-0.5 * np.square(field.distance_m / settings.sigma_m)) * FULL
        self._phases = _phases(near.astype(np.uint16), self._stride)
        roomy = field.free & (field.distance_m >= settings.clearance_m)
        self._standable = np.ascontiguousarray(roomy[:: self._stride, :: self._stride])
        self._at = np.flatnonzero(self._standable)
        self._heading = 0
        self._found: list[Doubles] = []
        self._delta = np.zeros(3)

    def move(self, distance_m: float, turn_rad: float) -> None:
        """The robot has moved since the scan was taken."""
        along = self._delta[2] + turn_rad / 2
        self._delta += (distance_m * math.cos(along), distance_m * math.sin(along), turn_rad)

    def step(self) -> bool:
        """Do a part of the work; whether all is done."""
        cost = (self._standable.size + CALL_CELLS) * max(len(self._echoes), 1)
        for _ in range(max(1, self._settings.cells_a_step // cost)):
            if self.done:
                break
            self._search(self._heading * math.tau / self._settings.headings)
            self._heading += 1
        return self.done

    @property
    def done(self) -> bool:
        """Whether every heading was looked at, or there is nothing to look at."""
        return self._heading >= self._settings.headings or not len(self._at) or not len(self._echoes)

    def candidates(self) -> Doubles:
        """(n, 3) poses now, the most likely first, none near a better one."""
        if not self._found:
            return np.empty((0, 3))
        found = np.concatenate(self._found)
        poses = _thinned(found[np.argsort(-found[:, 3], kind="stable"), :3], self._settings)
        cos, sin = np.cos(poses[:, 2]), np.sin(poses[:, 2])
        ahead, left, turn = self._delta
        x, y = poses[:, 0] + ahead * cos - left * sin, poses[:, 1] + ahead * sin + left * cos
        return np.stack([x, y, wrapped(poses[:, 2] + turn)], axis=1)

    def _search(self, heading_rad: float) -> None:
        scores = np.zeros(self._standable.shape, np.uint16)
        cos, sin = math.cos(heading_rad), math.sin(heading_rad)
        per_m = 1.0 / self._field.resolution_m
        columns = np.rint((self._echoes[:, 0] * cos - self._echoes[:, 1] * sin) * per_m).astype(int)
        rows = np.rint((self._echoes[:, 0] * sin + self._echoes[:, 1] * cos) * per_m).astype(int)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            _add_shifted(scores, self._phases, row, column, self._stride)
        self._keep(scores.ravel()[self._at], heading_rad)

    def _keep(self, scores: Scores, heading_rad: float) -> None:
        count = min(self._settings.best_a_heading, len(scores))
        best = np.argpartition(scores, len(scores) - count)[-count:]
        rows, columns = np.divmod(self._at[best], self._standable.shape[1])
        x, y = self._field.grid.point_of(rows * self._stride - 1, columns * self._stride - 1)
        self._found.append(np.stack([x, y, np.full(count, heading_rad), scores[best]], axis=1))


def _phases(near: Scores, stride: int) -> list[list[Scores]]:
    """The field's every `stride`-th cell, from each beginning, so that a shift is a plain slice."""
    rows, columns = (-(-size // stride) * stride for size in near.shape)
    whole = np.zeros((rows, columns), np.uint16)
    whole[: near.shape[0], : near.shape[1]] = near
    return [
        [np.ascontiguousarray(whole[row::stride, column::stride]) for column in range(stride)]
        for row in range(stride)
    ]


def _add_shifted(scores: Scores, phases: list[list[Scores]], row: int, column: int, stride: int) -> None:
    down, row = divmod(row, stride)
    right, column = divmod(column, stride)
    height, width = scores.shape
    top, bottom = max(0, -down), min(height, height - down)
    west, east = max(0, -right), min(width, width - right)
    if top < bottom and west < east:
        part = scores[top:bottom, west:east]
        np.add(part, phases[row][column][top + down : bottom + down, west + right : east + right], out=part)


def _thinned(poses: Doubles, settings: SearchSettings) -> Doubles:
    """The first `candidates` of poses that are apart."""
    kept: list[int] = []
    open_to = np.ones(len(poses), np.bool_)
    for at in range(len(poses)):
        if not open_to[at]:
            continue
        kept.append(at)
        if len(kept) == settings.candidates:
            break
        open_to &= ~alike(poses, poses[at], settings)
    return poses[kept]


def alike(poses: Doubles, pose: Doubles, settings: SearchSettings) -> NDArray[np.bool_]:
    """Which poses are the same place and direction as `pose`, nearly."""
    near = np.hypot(poses[:, 0] - pose[0], poses[:, 1] - pose[1]) < settings.apart_m
    same: NDArray[np.bool_] = near & (np.abs(wrapped(poses[:, 2] - pose[2])) < settings.apart_rad)
    return same
