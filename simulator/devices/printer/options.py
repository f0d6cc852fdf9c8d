"""How the printer is built and set."""

from dataclasses import dataclass

from simulator.devices.interfaces import CONNECTORS
from simulator.devices.printer.body import FULL_ROLL_MM


@dataclass(frozen=True, slots=True)
class PrinterOptions:
    """`baud` 0 = bytes need no time; `speed_mm_s` 0 = nor does printing; `PUBLIC` is always a connector."""

    baud: int = 115200
    speed_mm_s: float = 200.0
    width_dots: int = 576
    personality: str = "epson"
    receive_buffer_bytes: int = 16384
    boot_s: float = 1.0
    drawer_pin_high: bool = False
    roll_mm: float = FULL_ROLL_MM
    connectors: tuple[str, ...] = CONNECTORS
