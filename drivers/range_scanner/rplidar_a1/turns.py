"""From nodes to whole turns. Pure."""

import numpy as np

from drivers.range_scanner.rplidar_a1.nodes import Nodes, angles_deg, distances_mm, is_start
from drivers.range_scanner.turn import Turn, counter_clockwise_rad, metres

USUAL_TURN_S = 1 / 5.5
SHORTEST_S, LONGEST_S = 0.05, 1.0  # a turn, or it is not timed right
LEAST_SHARE = 0.8  # of a turn that must have come through for it to be one
SECTORS = 36  # of a circle; each should have been measured
MOST_NODES = 8192  # of a turn, which has 360 to 1,500


class Turns:
    """Cuts nodes into turns, where one says that it is the first."""

    def __init__(self) -> None:
        self._pending: list[Nodes] = []
        self._pending_nodes = 0
        self._began_at: float | None = None  # of the turn under way; None: its beginning was not seen
        self._turn_s = USUAL_TURN_S
        self._per_turn = 0
        self.incomplete = 0

    def forget(self) -> None:
        """Nodes begin anew: what comes first is part of a turn."""
        self._pending, self._pending_nodes, self._began_at = [], 0, None

    def feed(self, nodes: Nodes, now: float) -> list[Turn]:
        """The turns that end in these nodes, the last of which came at `now`, in seconds."""
        turns, done = [], 0
        for at in np.flatnonzero(is_start(nodes)).tolist():
            self._keep(nodes[done:at])
            turns += self._end((len(nodes) - at) * self._node_s, now)
            done = at
        self._keep(nodes[done:])
        return turns

    @property
    def _node_s(self) -> float:
        return self._turn_s / self._per_turn if self._per_turn else 0.0

    def _keep(self, nodes: Nodes) -> None:
        if self._pending_nodes > MOST_NODES:
            self.forget()
            self.incomplete += 1
        if len(nodes):
            self._pending.append(nodes)
            self._pending_nodes += len(nodes)

    def _end(self, ago_s: float, now: float) -> list[Turn]:
        began_at, self._began_at = self._began_at, now - ago_s
        pending, self._pending, self._pending_nodes = self._pending, [], 0
        if began_at is None or not pending:
            return []
        nodes = np.concatenate(pending)
        angles = angles_deg(nodes)
        seen = len(np.unique((angles * (SECTORS / 360)).astype(np.int32)))
        if seen < LEAST_SHARE * SECTORS:
            self.incomplete += 1
            return []
        self._turn_s = min(max(self._began_at - began_at, SHORTEST_S), LONGEST_S)
        self._per_turn = len(nodes)
        return [Turn(counter_clockwise_rad(angles), metres(distances_mm(nodes)), self._turn_s, ago_s)]
