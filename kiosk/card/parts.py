"""What a robot reads cards with."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from drivers.interfaces import CardReader, CodeScanner
from drivers.status import DeviceStatus

Work = Callable[[], Awaitable[None]]


class Device(Protocol):
    """What all of them have."""

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""

    async def run(self) -> None:
        """Keep it at work until cancelled."""


@dataclass(frozen=True, slots=True)
class CardParts:
    """The devices; one of reader and scanner at least. `scanner_role`: perhaps it is the camera."""

    reader: CardReader | None = None
    scanner: CodeScanner | None = None
    scanner_role: str = "code_scanner"

    @property
    def devices(self) -> Mapping[str, Device]:
        """Those that are there, by their role."""
        roles = {"card_reader": self.reader, self.scanner_role: self.scanner}
        return {role: device for role, device in roles.items() if device is not None}
