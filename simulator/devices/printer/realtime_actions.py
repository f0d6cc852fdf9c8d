"""What real-time commands do, the moment they arrive: offline, in an error, inside image data, all the same.

Source: Epson ESC/POS reference, DLE EOT, DLE ENQ, DLE DC4, GS ( D.
"""

from typing import Protocol

from simulator.devices.printer.body import Body
from simulator.devices.printer.realtime import CLEAR_BUFFERS, POWER_OFF
from simulator.devices.printer.status import OF, realtime_status, realtime_words

CLEARED = bytes.fromhex("37 25 00")


class Machine(Protocol):
    """What real-time commands may ask of the printer."""

    def answer(self, data: bytes, meaning: str) -> None:
        """Send to the host."""

    def clear_buffers(self) -> None:
        """Forget everything received and not yet printed."""

    def recover(self) -> None:
        """End a recoverable error whose cause is gone."""

    def switch_off(self) -> None:
        """Power down."""


class RealtimeActions:
    """`pulse` (1) and `power_off` (2) are the functions of DLE DC4 that GS ( D can disable."""

    def __init__(self, machine: Machine, body: Body) -> None:
        self._machine = machine
        self._body = body
        self.can_clear = True
        self.enable_all()

    def enable_all(self) -> None:
        """As after power-up."""
        self.enabled = {1: True, 2: True}

    def act(self, command: bytes) -> str:
        """Act on `command`; returns what it meant."""
        if command[1] == 0x04:
            return self._status(command[2])
        if command[1] == 0x05:
            return self._recover(command[2])
        return self._action(command)

    def _status(self, n: int) -> str:
        self._machine.answer(bytes((realtime_status(self._body, n),)), realtime_words(self._body, n))
        return f"DLE EOT {n} · {OF[n]}?"

    def _recover(self, n: int) -> str:
        if self._body.cutter_error:
            if n == 2:
                self._machine.clear_buffers()
            self._machine.recover()
        return f"DLE ENQ {n} · recover and {'drop' if n == 2 else 'go on'}"

    def _action(self, command: bytes) -> str:
        if command == CLEAR_BUFFERS:
            return self._clear()
        function, name = (2, "power off") if command == POWER_OFF else (1, "drawer pulse")
        if not self.enabled[function]:
            return f"DLE DC4 {function} · {name}, disabled by GS ( D"
        if command == POWER_OFF:
            self._machine.switch_off()
        return f"DLE DC4 {function} · {name}"

    def _clear(self) -> str:
        if not self.can_clear:
            return "DLE DC4 8 · clear buffers, not known to this printer"
        self._machine.clear_buffers()
        self._machine.answer(CLEARED, "buffers cleared")
        return "DLE DC4 8 · clear buffers"
