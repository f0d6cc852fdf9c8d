"""What a robot moves with."""

from dataclasses import dataclass

from drivers.interfaces import MobileBase


@dataclass(frozen=True, slots=True)
class MotionParts:
    """The base; whatever it needs to find its way is its own."""

    base: MobileBase
