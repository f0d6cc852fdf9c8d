"""Whether what is seen can be seen from a pose: echoes explained, echoes that must be behind walls."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.localisation.beams import Beams, spaced
from drivers.mobile_base.navigation.localisation.field import Floats, Poses, ReflectorField
from drivers.mobile_base.navigation.localisation.settings import LocaliserSettings

OPEN_SHARE = 0.7  # of an open ray is believed, and counts half: glass and black things do not reflect
OPEN_WEIGHT = 0.5
START_M = 0.2
Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """For each pose, how many echoes are on a mapped thing, and how many behind one; `seen` were judged."""

    matched: Counts
    behind: Counts
    seen: int

    @property
    def quality(self) -> Counts:
        """-1 contradicted to 1 explained; echoes in front of mapped things are neither."""
        quality: Counts = (self.matched - self.behind) / max(self.seen, 1)
        return quality


def judge(field: ReflectorField, poses: Poses, beams: Beams, settings: LocaliserSettings) -> Judgement:
    """Judge (n, 3) `poses`."""
    echoes = spaced(beams.echoes, settings.beams)
    matched = field.distances(poses, echoes) < settings.matched_m
    behind = _crossed(field, poses, echoes, ~matched, 1.0, settings.behind_m).sum(axis=1).astype(np.float64)
    open_ends = spaced(beams.open_ends, settings.beams // 4)
    if len(open_ends):
        every = np.ones((len(poses), len(open_ends)), np.bool_)
        share = len(beams.open_ends) / (len(beams.open_ends) + len(beams.echoes))
        crossed = _crossed(field, poses, open_ends, every, OPEN_SHARE, 0.0)
        behind += OPEN_WEIGHT * share * settings.beams * crossed.mean(axis=1)
    return Judgement(matched.sum(axis=1).astype(np.float64), behind, len(echoes))


def _crossed(
    field: ReflectorField,
    poses: Poses,
    ends: Floats,
    wanted: NDArray[np.bool_],
    share: float,
    short_of_m: float,
) -> NDArray[np.bool_]:
    """(n, b), of the wanted rays: whether a mapped thing is before `share` of it, less `short_of_m`."""
    crossed = np.zeros(wanted.shape, np.bool_)
    which, beam = np.nonzero(wanted)
    reach = np.hypot(ends[:, 0], ends[:, 1])
    until = (reach * share - short_of_m)[beam]
    if not len(until) or until.max() <= START_M:
        return crossed
    bearing = np.arctan2(ends[:, 1], ends[:, 0])[beam] + poses[which, 2]
    along = np.arange(START_M, until.max(), field.resolution_m, dtype=np.float32)
    x = poses[which, 0, None].astype(np.float32) + np.cos(bearing).astype(np.float32)[:, None] * along
    y = poses[which, 1, None].astype(np.float32) + np.sin(bearing).astype(np.float32)[:, None] * along
    met = (field.distances_at(x, y) < field.resolution_m / 2) & (along < until[:, None])
    crossed[which, beam] = met.any(axis=1)
    return crossed
