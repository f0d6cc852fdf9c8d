"""What the vending controller keeps of its selections: stock, price, capacity, product, and its menu. Pure.

Source: VMC upper-computer protocol V3.0, commands 11 to 15 and 70, types 32 and 42.
"""

from collections.abc import Iterator, Mapping

from simulator.devices.dispenser.codes import (
    CONFIGURATION,
    JAMS,
    MODES,
    READ,
    SET,
    SLOTS_A_TRAY,
    TRAYS,
    WHOLE_MACHINE,
    Command,
)
from simulator.devices.dispenser.quirks import Quirks
from simulator.devices.dispenser.slot import Slot

SENSOR_ENABLED, STOPS_SELLING, NO_QUARTER_TURN = 0, 0, 0
WIDTHS = {Command.PRICE: 4, Command.INVENTORY: 1, Command.CAPACITY: 1, Command.PRODUCT: 2}
FIELDS = {
    Command.PRICE: "price",
    Command.INVENTORY: "counted",
    Command.CAPACITY: "capacity",
    Command.PRODUCT: "product_id",
}


class Inventory:
    """Numbers of more than one byte go in the order the board is set to."""

    def __init__(self, slots: Mapping[int, Slot], quirks: Quirks) -> None:
        self._slots = slots
        self._quirks = quirks

    def number(self, data: bytes) -> int:
        """What some bytes mean."""
        return int.from_bytes(data, "little" if self._quirks.little_endian else "big")

    def bytes_of(self, value: int, width: int) -> bytes:
        """The other way round."""
        return value.to_bytes(width, "little" if self._quirks.little_endian else "big")

    def info(self, slot: Slot) -> bytes:
        """Command 11 after its PackNO."""
        return (
            self.bytes_of(slot.number, 2)
            + self.bytes_of(slot.price, 4)
            + bytes((min(slot.counted, 255), slot.capacity))
            + self.bytes_of(slot.product_id, 2)
            + bytes((slot.paused,))
        )

    def count(self, slot: Slot) -> bytes:
        """Command 13 after its PackNO."""
        return self.bytes_of(slot.number, 2) + bytes((min(slot.counted, 255),))

    def set(self, command: Command, data: bytes) -> bool:
        """Commands 12 to 15 of the host, without PackNO; False: no such selection, or wrong data."""
        width = WIDTHS[command]
        if len(data) != 2 + width:
            return False
        chosen = list(self._chosen(self.number(data[:2])))
        for slot in chosen:
            setattr(slot, FIELDS[command], self.number(data[2:]))
        return bool(chosen)

    def menu(self, data: bytes) -> bytes | None:
        """What follows the PackNO in the answer to command 70; None: its menu has no such part."""
        if data[:2] == bytes((JAMS, READ)):
            jammed = [slot for slot in self._slots.values() if slot.paused]
            return data[:2] + bytes((len(jammed),)) + b"".join(self.bytes_of(s.number, 2) for s in jammed)
        if data[:2] == bytes((JAMS, SET)):
            for slot in self._slots.values():
                slot.paused = False
            return data[:2] + b"\0"
        chosen = self._slots.get(self.number(data[2:4]))
        if data[:2] == bytes((CONFIGURATION, READ)) and chosen is not None:
            return data[:4] + self._configuration(chosen)
        return None

    def _configuration(self, slot: Slot) -> bytes:
        return (
            self.bytes_of(slot.price, 4)
            + self.bytes_of(slot.counted, 2)
            + bytes((slot.capacity,))
            + self.bytes_of(slot.product_id, 2)
            + bytes((MODES[slot.mode], SENSOR_ENABLED, STOPS_SELLING, NO_QUARTER_TURN))
        )

    def _chosen(self, selection: int) -> Iterator[Slot]:
        for slot in self._slots.values():
            in_tray = selection in TRAYS and (slot.number - 1) // SLOTS_A_TRAY == selection - TRAYS.start
            if selection in (slot.number, WHOLE_MACHINE) or in_tray:
                yield slot
