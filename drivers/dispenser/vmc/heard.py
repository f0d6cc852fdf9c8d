"""What a vending controller has said of itself, and what of it stays until a person has looked. Pure.

Responsible for: the last word on slots, stock, door, tray and jams; how often each thing was said; faults.
Not responsible for: the drive under way (drive.py), asking (driver.py).
"""

from collections import Counter

from drivers.dispenser.vmc.protocol import answers, codes
from drivers.dispenser.vmc.protocol.codes import Machine
from drivers.dispenser.vmc.stocks import Stocks
from drivers.dispensing import Reason

_MACHINE_FAULTS = {
    Machine.TRAY_FULL: Reason.TRAY_FULL,
    Machine.DOOR_OPEN: Reason.DOOR_OPEN,
    Machine.LIFT: Reason.MACHINE_FAULT,
}
_LATCHED = frozenset((Reason.MOTOR_RUNS_ON, Reason.MOTOR_MISSING, Reason.MACHINE_FAULT, Reason.TERMINATED))


class Heard:
    """`machine`, `jams`: None while it has not said; `latched`: until a person has looked."""

    def __init__(self) -> None:
        self.stocks = Stocks()
        self.machine: Machine | None = None
        self.jams: tuple[int, ...] | None = None
        self.report = b""
        self.latched: set[Reason] = set()
        self.times: Counter[type[object]] = Counter()
        self._selection: answers.SelectionStatus | None = None
        self._jammed: set[int] = set()  # since a person has looked last

    @property
    def jammed_slots(self) -> frozenset[int]:
        """Marked by the controller, or jammed amid a drive of ours."""
        return frozenset(self._jammed.union(self.jams or ()))

    @property
    def wrong(self) -> frozenset[Reason]:
        """Everything that is wrong now."""
        wrong = set(self.latched)
        if self.machine in _MACHINE_FAULTS:
            wrong.add(_MACHINE_FAULTS[self.machine])
        if self.jammed_slots:
            wrong.add(Reason.JAMMED)
        return frozenset(wrong)

    def hear(self, said: answers.Said | None) -> None:
        """It said this; of drives and synchronisation only how often."""
        self.times[type(said)] += 1
        match said:
            case answers.SelectionStatus():
                self._selection = said
            case answers.SelectionInfo() | answers.Inventory():
                self.stocks.hear(said)
            case answers.MachineStatus():
                self.machine = codes.machine(said.status)
            case answers.MachineReport():
                self.report = said.raw
            case answers.Jams():
                self.jams = said.slots

    def selected(self, slot: int) -> int | None:
        """The status of a slot that was asked for, once it is told."""
        said = self._selection
        return said.status if said is not None and said.slot == slot else None

    def forget_selection(self) -> None:
        """It is asked anew."""
        self._selection = None

    def note(self, slot: int, reason: Reason) -> None:
        """A drive ended so."""
        if reason in _LATCHED:
            self.latched.add(reason)
        if reason is Reason.JAMMED:
            self._jammed.add(slot)

    def looked_at(self) -> None:
        """A person has looked: what is latched and marked by us ends."""
        self.latched.clear()
        self._jammed.clear()

    def gone(self) -> None:
        """It is not connected: how it is nobody knows."""
        self.machine = self.jams = None
