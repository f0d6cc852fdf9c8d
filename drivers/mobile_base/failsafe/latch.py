"""Conditions that outlast themselves: they hold until a person has looked. Pure."""

from collections.abc import Set

from drivers.mobile_base.failsafe.rules import LATCHED, Condition, decide


class Latch:
    """Keeps every condition that asks for `STOP`, from the moment it is seen until it is released."""

    def __init__(self) -> None:
        self._present: Set[Condition] = frozenset()
        self._held: Set[Condition] = frozenset()

    @property
    def held(self) -> tuple[Condition, ...]:
        """What holds, the gravest first."""
        return decide(self._held).causes

    def see(self, present: Set[Condition]) -> None:
        """These conditions are there now, and no others."""
        self._present = present & LATCHED
        self._held = self._held | self._present

    def hold(self, condition: Condition) -> None:
        """Something happened that has no duration, such as a power cut."""
        self._held = self._held | {condition}

    def release(self) -> None:
        """A person has looked: what is no longer there ends; what is there, holds on."""
        self._held = self._present
