"""What either controller of a dispenser is to the device around it."""

from collections.abc import Sequence
from typing import Protocol

from simulator.devices.dispenser.cabinet import Moment
from simulator.devices.events import Event


class Board(Protocol):
    """Pure; times are simulated seconds. It drives the cabinet it was given."""

    @property
    def baud(self) -> int:
        """Its speed."""

    def hear(self, data: bytes, now: float, connector: str) -> Sequence[Event]:
        """Bytes from the host there."""

    def notice(self, moment: Moment) -> Sequence[Event]:
        """Something moved in the machine."""

    def advance(self, now: float) -> Sequence[Event]:
        """Let time pass until `now`."""

    def next_due(self) -> float | None:
        """When it does something without further input."""

    def boot(self, now: float) -> None:
        """Power came: nothing is left of what it knew for the moment."""

    def connect(self, connected: bool, now: float, connector: str) -> None:
        """A host came or went."""

    def state(self) -> dict[str, object]:
        """What can be seen of it."""

    def connector_state(self, connector: str) -> dict[str, object]:
        """The same, at one connector."""
