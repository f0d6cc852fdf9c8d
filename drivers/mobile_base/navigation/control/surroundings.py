"""The points that one robot must not touch now: what stands, who walks, and how near each may come."""

from dataclasses import dataclass

import numpy as np

from drivers.mobile_base.navigation.control.collision import Array, nearest
from drivers.mobile_base.navigation.control.settings import ControlSettings


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """Columns of equal length: places (p, 2), velocities (p, 2), and the distances that the robot's middle
    keeps from them, `radius_m` (p,). A point that is nearer already may not come nearer yet.
    """

    points: Array
    velocities: Array
    radius_m: Array

    @classmethod
    def around(
        cls, robot: Array, standing: Array, walking: Array, velocities: Array, settings: ControlSettings
    ) -> "Surroundings":
        """Of what is around a robot at `robot`."""
        points = np.concatenate([standing, walking])
        still = np.zeros((len(standing), 2))
        margin = np.full(len(points), settings.margin_m)
        margin[len(standing) :] = settings.person_margin_m
        now = np.hypot(points[:, 0] - robot[0], points[:, 1] - robot[1]) - settings.radius_m
        kept = settings.radius_m + np.minimum(margin, now - 0.0005)
        return cls(points, np.concatenate([still, velocities]), kept)

    def within(self, robot: Array, reach_m: float, seconds: float) -> "Surroundings":
        """Only those that matter to a robot that comes `reach_m` far in so many seconds."""
        far = np.hypot(self.points[:, 0] - robot[0], self.points[:, 1] - robot[1])
        near = (
            far < reach_m + self.radius_m + np.hypot(self.velocities[:, 0], self.velocities[:, 1]) * seconds
        )
        return Surroundings(self.points[near], self.velocities[near], self.radius_m[near])

    def spare(self, ways: Array, times: Array) -> Array:
        """(c, k): how much nearer it might still come; negative where it comes too near."""
        return nearest(ways, times, self.points, self.velocities, self.radius_m)

    def standing(self) -> "Surroundings":
        """Without people."""
        still = ~self.velocities.any(1)
        return Surroundings(self.points[still], self.velocities[still], self.radius_m[still])
