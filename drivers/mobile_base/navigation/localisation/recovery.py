"""A lost robot finds itself again: search everywhere, look closer, follow what is left until one is sure."""

import math
from dataclasses import replace

import numpy as np
from numpy.random import Generator

from drivers.mobile_base.navigation.localisation.beams import Beams, Points, spaced
from drivers.mobile_base.navigation.localisation.cloud import (
    Doubles,
    drawn,
    effective,
    middle,
    moved,
    weighed,
    wrapped,
)
from drivers.mobile_base.navigation.localisation.field import Floats, ReflectorField
from drivers.mobile_base.navigation.localisation.judging import Judgement, judge
from drivers.mobile_base.navigation.localisation.search import GlobalSearch, alike
from drivers.mobile_base.navigation.localisation.settings import LocaliserSettings, SearchSettings

FEWEST_ECHOES = 20
EXACT = LocaliserSettings(slip=0.0, creep_m=0.0, turn_slip=0.0, veer_rad=0.0)
Scored = tuple[Doubles, Floats]
NARROWING = ((0.15, 0.06), (0.05, 0.02))  # m, rad: tries around a candidate, then around its best


class Recovery:
    """One observation, one step of at most some milliseconds.

    `poses`: (h, p, 3) clouds of the hypotheses, none while it searches. Each hypothesis is weighed and drawn
    by itself, so that none of several equal ones dies by chance.
    """

    def __init__(
        self, field: ReflectorField, rng: Generator, settings: LocaliserSettings, search: SearchSettings
    ) -> None:
        self._field, self._rng, self._of = field, rng, search
        self._settings = replace(settings, matched_m=search.matched_m)
        self._search: GlobalSearch | None = None
        self._candidates: Doubles | None = None
        self._finalists: Doubles | None = None
        self._begin()

    def move(self, distance_m: float, turn_rad: float) -> None:
        """The robot has moved."""
        if self._search is not None:
            self._search.move(distance_m, turn_rad)
        for name in range(len(self.poses)):
            self.poses[name] = moved(self.poses[name], distance_m, turn_rad, self._rng, self._settings)
        if self._candidates is not None:
            self._candidates = moved(self._candidates, distance_m, turn_rad, self._rng, EXACT)
        if self._finalists is not None:
            self._finalists = moved(self._finalists, distance_m, turn_rad, self._rng, EXACT)

    def observe(self, beams: Beams, now: float, has_moved: bool) -> Doubles | None:
        """The cloud (p, 3) around where it is, once that is sure."""
        beams = beams.thinned(self._of.stride_m)
        if len(self.poses):
            return self._follow(beams, now, has_moved)
        if len(beams.echoes) < FEWEST_ECHOES:
            return None
        self._look(beams, now)
        return None

    @property
    def best(self) -> Doubles | None:
        """(p, 3), the cloud of the best hypothesis so far."""
        return self.poses[int(np.argmax(self._quality))] if len(self.poses) else None

    def _look(self, beams: Beams, now: float) -> None:
        """The next step of the search."""
        if self._finalists is not None:
            self._choose(beams, self._finalists, now)
        elif self._candidates is not None:
            self._look_closer(beams, self._candidates)
        else:
            self._search = self._search or GlobalSearch(self._field, self._points(beams), self._of)
            if self._search.step():
                found, self._search = self._search.candidates(), None
                self._candidates = found if len(found) else None

    def _points(self, beams: Beams) -> Points:
        return spaced(beams.echoes, self._settings.beams)

    def _begin(self) -> None:
        self._search = None
        self._candidates = self._finalists = None
        count = self._settings.particles // self._of.hypotheses
        self.poses: Doubles = np.empty((0, count, 3))
        self._weights: Doubles = np.empty((0, count))
        self._quality = self._matched = self._behind = np.empty(0)
        self._last = self._born = self._sure_since = math.nan

    def _look_closer(self, beams: Beams, candidates: Doubles) -> None:
        """Try poses around each candidate; keep the best."""
        points = self._points(beams)
        gains = np.empty(0, np.float32)
        for spread_m, spread_rad in NARROWING:
            candidates, gains = self._best_near(candidates, points, spread_m, spread_rad)
        self._finalists = candidates[np.argsort(-gains, kind="stable")[: self._of.finalists]]
        self._candidates = None

    def _choose(self, beams: Beams, finalists: Doubles, now: float) -> None:
        """Follow those that are not much worse than the best."""
        judged = judge(self._field, finalists, beams, self._settings)
        order = np.argsort(-judged.quality, kind="stable")
        kept: list[int] = []
        for at in order[judged.quality[order] > judged.quality.max() - 2 * self._of.margin]:
            if len(kept) < self._of.hypotheses and not alike(finalists[kept], finalists[at], self._of).any():
                kept.append(int(at))
        self._hypothesise(finalists[kept], judged, kept, now)

    def _best_near(self, poses: Doubles, points: Points, spread_m: float, spread_rad: float) -> Scored:
        noise = self._rng.standard_normal((len(poses), self._of.tries, 3)) * (spread_m, spread_m, spread_rad)
        noise[:, 0] = 0.0
        tries = (poses[:, None, :] + noise).reshape(-1, 3)
        gains = self._field.gain(tries, points).reshape(len(poses), -1)
        best = gains.argmax(axis=1)
        return tries.reshape(noise.shape)[np.arange(len(poses)), best], gains.max(axis=1)

    def _hypothesise(self, poses: Doubles, judged: Judgement, kept: list[int], now: float) -> None:
        self._begin()
        noise = self._rng.standard_normal((len(poses), self.poses.shape[1], 3)) * (0.05, 0.05, 0.02)
        self.poses = poses[:, None, :] + noise
        self._weights = np.full(self.poses.shape[:2], 1.0 / self.poses.shape[1])
        self._quality = judged.quality[kept]
        self._matched, self._behind = (part[kept] / judged.seen for part in (judged.matched, judged.behind))
        self._last = self._born = now

    def _follow(self, beams: Beams, now: float, has_moved: bool) -> Doubles | None:
        if len(beams.echoes) < FEWEST_ECHOES:
            return None
        self._weigh(beams, has_moved)
        self._judge(beams, now)
        self._keep(self._distinct() & (self._quality >= self._quality.max() - self._of.margin))
        if self._sure(now):
            return np.asarray(self.poses[0])
        if now - self._born > self._of.give_up_s:  # look again: another scan may tell more
            self._begin()
        return None

    def _weigh(self, beams: Beams, has_moved: bool) -> None:
        points = spaced(beams.telling, self._settings.beams)
        if not len(points):
            return
        gains = self._field.gain(self.poses.reshape(-1, 3), points).reshape(self._weights.shape)
        temper = min(self._settings.temper, self._settings.independent / len(points))
        for name in range(len(self.poses)):
            weights = weighed(self._weights[name], temper * gains[name])
            if has_moved and effective(weights) < len(weights) / 2:
                self.poses[name] = drawn(self.poses[name], weights, self._rng, self._settings)
                weights = np.full(len(weights), 1.0 / len(weights))
            self._weights[name] = weights

    def _judge(self, beams: Beams, now: float) -> None:
        judged = judge(self._field, self._middles(), beams, self._settings)
        new = 1.0 - math.exp(-max(now - self._last, 0.0) / self._of.smoothing_s)
        self._last = now
        self._quality = self._quality + new * (judged.quality - self._quality)
        self._matched = self._matched + new * (judged.matched / judged.seen - self._matched)
        self._behind = self._behind + new * (judged.behind / judged.seen - self._behind)

    def _middles(self) -> Doubles:
        middles = [middle(*pair).pose for pair in zip(self.poses, self._weights, strict=True)]
        return np.array([(pose.x_m, pose.y_m, pose.yaw_rad) for pose in middles])

    def _distinct(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """False for a hypothesis that has come to the same place as a better one."""
        middles, distinct = self._middles(), np.ones(len(self.poses), np.bool_)
        for at in np.argsort(-self._quality, kind="stable"):
            if distinct[at]:
                distinct &= ~alike(middles, middles[at], self._of)
                distinct[at] = True
        return distinct

    def _keep(self, kept: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> None:
        self.poses, self._weights = self.poses[kept], self._weights[kept]
        self._quality, self._matched = self._quality[kept], self._matched[kept]
        self._behind = self._behind[kept]

    def _sure(self, now: float) -> bool:
        """Whether one is left, and explains enough for long enough."""
        alone = len(self.poses) == 1
        told = float(self._matched[0] + self._behind[0])
        fits = self._matched[0] >= self._of.explained and self._behind[0] <= self._of.contradicted * told
        if not (alone and fits):
            self._sure_since = math.nan
            return False
        if math.isnan(self._sure_since):
            self._sure_since = now
        self.poses[0][:, 2] = wrapped(self.poses[0][:, 2])
        return now - self._sure_since >= self._doubtful_s(float(self._matched[0]))

    def _doubtful_s(self, explained: float) -> float:
        """How long to watch; people must have moved on where they are most of what is seen."""
        plain = (self._of.plain - explained) / (self._of.plain - self._of.explained)
        return self._of.confirm_s + max(plain, 0.0) * (self._of.confirm_crowded_s - self._of.confirm_s)
