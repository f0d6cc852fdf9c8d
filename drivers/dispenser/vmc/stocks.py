"""What a controller said is in its slots, and whether that still holds. Pure."""

from dataclasses import dataclass, field, replace

from drivers.dispenser.vmc.protocol.answers import Inventory, SelectionInfo
from drivers.dispensing import SlotStock

_LOW = 1


@dataclass(slots=True)
class Stocks:
    """By slot. A count is stale from a drive on until it is told again."""

    _known: dict[int, SlotStock] = field(default_factory=dict)
    _fresh: set[int] = field(default_factory=set)

    def hear(self, said: SelectionInfo | Inventory) -> None:
        """The controller told it."""
        known = self._known.get(said.slot, SlotStock(said.slot))
        known = replace(known, count=said.count, low=said.count <= _LOW)
        if isinstance(said, SelectionInfo):
            known = replace(known, capacity=said.capacity, blocked=said.paused)
        self._known[said.slot] = known
        self._fresh.add(said.slot)

    def doubt(self, slot: int) -> None:
        """Its count may be another by now."""
        self._fresh.discard(slot)

    def is_fresh(self, slot: int) -> bool:
        """True when it was told since the last doubt."""
        return slot in self._fresh

    def count(self, slot: int) -> int | None:
        """How many are in it, if that is known for now."""
        return self._known[slot].count if slot in self._fresh else None

    def stock(self, slot: int) -> SlotStock:
        """What is known of it for now."""
        return self._known[slot] if slot in self._fresh else SlotStock(slot)
