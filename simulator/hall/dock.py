"""The charging dock: infrared beams in its front, contacts the base drives onto.

Source of the beams: Kobuki's documentation, "Automatic docking": three regions before the dock, each with a
near and a far part. Left and right are the dock's own: a base that sees a left beam finds the middle by
driving towards its own left when it faces the dock.
"""

import math
from dataclasses import dataclass

from simulator.hall.poses import Pose, wrapped

NEAR_LEFT, NEAR_CENTRE, NEAR_RIGHT, FAR_CENTRE, FAR_LEFT, FAR_RIGHT = 1, 2, 4, 8, 16, 32
LONG_M, HALF_WIDE_M = 5.0, 1.0  # where the beams reach
NEAR_TO_M, FAR_FROM_M = 1.2, 0.9
HALF_OPENING_RAD = math.radians(80)
CENTRE_HALF_M, CENTRE_HALF_RAD = 0.015, math.radians(3)
OVERLAP_M = 0.01  # the side beams reach over the middle's rim by this
RECEIVERS_RAD = (math.radians(-70), 0.0, math.radians(70))  # right, centre, left: where they look
HALF_VIEW_RAD = (math.radians(45), math.radians(35), math.radians(45))
BACK_RADIUS_M = 0.06
CONTACT_GAP_M, CONTACT_HALF_M, CONTACT_HALF_RAD = 0.02, 0.035, 0.2


@dataclass(frozen=True, slots=True)
class Dock:
    """`x`, `y`: the middle of its face; `yaw`: where that looks. `powered`: whether it charges and beams."""

    x: float
    y: float
    yaw: float
    powered: bool = True

    @classmethod
    def under(cls, docked: Pose, radius_m: float) -> "Dock":
        """The dock on which a robot of `radius_m` stands at `docked`."""
        reach = radius_m + CONTACT_GAP_M / 2
        x, y = docked.x + reach * math.cos(docked.yaw), docked.y + reach * math.sin(docked.yaw)
        return cls(x, y, wrapped(docked.yaw + math.pi))

    @property
    def back(self) -> tuple[float, float, float]:
        """The circle a robot bumps into: x, y, radius."""
        x = self.x - BACK_RADIUS_M * math.cos(self.yaw)
        y = self.y - BACK_RADIUS_M * math.sin(self.yaw)
        return x, y, BACK_RADIUS_M

    def docked_pose(self, radius_m: float) -> Pose:
        """Where a robot stands that charges."""
        reach = radius_m + CONTACT_GAP_M / 2
        x, y = self.x + reach * math.cos(self.yaw), self.y + reach * math.sin(self.yaw)
        return Pose(x, y, wrapped(self.yaw + math.pi))

    def charges(self, pose: Pose, radius_m: float) -> bool:
        """Whether the contacts of a robot there touch its own."""
        ahead, aside = self._seen_from_dock(pose)
        turned = abs(wrapped(pose.yaw - self.yaw - math.pi))
        near = ahead <= radius_m + CONTACT_GAP_M and abs(aside) <= CONTACT_HALF_M
        return self.powered and near and turned <= CONTACT_HALF_RAD

    def reaches(self, pose: Pose) -> bool:
        """Whether there are beams at all."""
        ahead, aside = self._seen_from_dock(pose)
        if not self.powered or not 0 < ahead <= LONG_M or abs(aside) > HALF_WIDE_M:
            return False
        return abs(math.atan2(aside, ahead)) <= HALF_OPENING_RAD

    def beams(self, pose: Pose) -> tuple[int, int, int]:
        """What the right, centre and left receivers of a robot there see, if nothing is between."""
        if not self.reaches(pose):
            return 0, 0, 0
        lit = self._light_at(*self._seen_from_dock(pose))
        bearing = wrapped(math.atan2(self.y - pose.y, self.x - pose.x) - pose.yaw)
        right, centre, left = (
            lit if abs(wrapped(bearing - looks)) <= half else 0
            for looks, half in zip(RECEIVERS_RAD, HALF_VIEW_RAD, strict=True)
        )
        return right, centre, left

    def _light_at(self, ahead: float, aside: float) -> int:
        half = CENTRE_HALF_M + ahead * math.tan(CENTRE_HALF_RAD)
        seen = 0
        for here, near, far in (
            (aside >= half - OVERLAP_M, NEAR_LEFT, FAR_LEFT),
            (abs(aside) <= half, NEAR_CENTRE, FAR_CENTRE),
            (aside <= OVERLAP_M - half, NEAR_RIGHT, FAR_RIGHT),
        ):
            if here:
                seen |= (near if ahead <= NEAR_TO_M else 0) | (far if ahead >= FAR_FROM_M else 0)
        return seen

    def _seen_from_dock(self, pose: Pose) -> tuple[float, float]:
        """How far ahead of its face, and how far to its left."""
        dx, dy = pose.x - self.x, pose.y - self.y
        cos, sin = math.cos(self.yaw), math.sin(self.yaw)
        return dx * cos + dy * sin, dy * cos - dx * sin
