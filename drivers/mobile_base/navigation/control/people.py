"""Who walks around: echoes that are new where they are, in clusters, followed from turn to turn.

A thing is taken for a person when it has moved and left its place; one that stands for long is an obstacle
again. What never moved never is a person, however many things stand around.
"""

import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.control.obstacles import YOUNG_S, ObstacleMemory
from drivers.mobile_base.navigation.control.polar import Array, View
from drivers.mobile_base.navigation.control.track import Track

APART_M = 0.35  # between two clusters
WIDEST_M = 1.2
GATE_M = 0.4  # at most so far from where it was expected
UNSEEN_S = 0.8
FRESH_S, FRESH = 0.5, 0.6
HIDES_RAD = 0.05
SIZE_M = 0.4  # a person's echoes are so near to its track


class People:
    """Tracks of what moves."""

    def __init__(self) -> None:
        self._tracks: list[Track] = []

    def forget(self) -> None:
        """Know nobody."""
        self._tracks = []

    def walking(self, now: float) -> list[Track]:
        """Those who walk or did until a moment ago."""
        return [track for track in self._tracks if track.is_person(now)]

    def advance(self, now: float) -> None:
        """Everybody goes on as they went."""
        for track in self._tracks:
            track.advance(now)

    def observe(self, echoes: Array, memory: ObstacleMemory, view: View, now: float) -> None:
        """Take in the echoes of one turn that the map does not explain, (n, 2) in the map, in turning order.

        `memory` has taken in the same turn.
        """
        self.advance(now)
        clusters = _clusters(echoes[self._moving(echoes, memory, now)])
        free = set(range(len(self._tracks)))
        middles = [cluster.mean(0) for cluster in clusters]
        for cluster, middle in zip(clusters, middles, strict=True):
            best = min(free, key=lambda index: _off(self._tracks[index], middle), default=None)
            if best is not None and _off(self._tracks[best], middle) < GATE_M:
                free.discard(best)
                self._tracks[best].see(cluster, now)
            else:
                self._tracks.append(Track.born(cluster, now))
        for track in self._tracks:
            track.judge(_came(track, memory, now) and _vacated(track, view), now)
        self._tracks = [track for track in self._tracks if now - track.seen_s <= UNSEEN_S]

    def _moving(self, echoes: Array, memory: ObstacleMemory, now: float) -> NDArray[np.bool_]:
        """Which echoes are where nothing was a second ago, or where nothing was before a person came."""
        since = memory.since(echoes, now)
        moving = now - since < YOUNG_S
        for track in self.walking(now):
            near = np.hypot(*(echoes - track.position).T) < SIZE_M
            moving |= near & (since >= track.born_s - 0.2)
        return moving


def _off(track: Track, middle: Array) -> float:
    return float(np.hypot(*(track.position - middle)))


def _came(track: Track, memory: ObstacleMemory, now: float) -> bool:
    """Whether it is seen now, mostly where nothing was half a second ago."""
    return track.seen_s == now and bool((now - memory.first_echo(track.echoes) < FRESH_S).mean() > FRESH)


def _vacated(track: Track, view: View) -> bool:
    """Whether the place where it was is seen through now, or only hidden by itself."""
    places = np.concatenate([track.left[None], track.echoes])
    beyond, distance = view.beyond(places)
    if beyond[0] > 0.08:
        return True
    turned = np.arctan2(places[:, 1] - view.pose.y_m, places[:, 0] - view.pose.x_m)
    beside = np.abs(np.arctan2(np.sin(turned[1:] - turned[0]), np.cos(turned[1:] - turned[0])))
    return bool(((beside < HIDES_RAD) & (distance[1:] < distance[0] - 0.1)).any())


def _clusters(echoes: Array) -> list[Array]:
    """Groups of neighbours in turning order; the first and the last are one when they touch."""
    if not len(echoes):
        return []
    gaps = np.flatnonzero(np.hypot(*np.diff(echoes, axis=0).T) > APART_M) + 1
    groups = np.split(echoes, gaps)
    if len(groups) > 1 and np.hypot(*(groups[0][0] - groups[-1][-1])) <= APART_M:
        groups[0] = np.concatenate([groups.pop(), groups[0]])
    return [group for group in groups if np.hypot(*np.ptp(group, axis=0)) < WIDEST_M]
