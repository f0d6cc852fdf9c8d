"""How the base is built."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.devices.interfaces import CONNECTORS


@dataclass(frozen=True, slots=True)
class Firmware:
    """What it answers when its versions are asked for; `controller`: it knows controller gains."""

    hardware: bytes
    firmware: bytes
    controller: bool


_PLAIN_HARDWARE = bytes.fromhex("68 00")  # 104 = 1.0.4
_HARDWARE = bytes.fromhex("04 00 01 00")
FIRMWARES: Mapping[str, Firmware] = {
    "1.0.0": Firmware(_PLAIN_HARDWARE, (123).to_bytes(2, "little"), controller=False),
    "1.1.0": Firmware(_PLAIN_HARDWARE, (110).to_bytes(2, "little"), controller=False),
    "1.1.0-long": Firmware(_PLAIN_HARDWARE, (10100).to_bytes(2, "little"), controller=False),
    "1.1.1": Firmware(_PLAIN_HARDWARE, (111).to_bytes(2, "little"), controller=False),
    "1.1.1-long": Firmware(_PLAIN_HARDWARE, (10101).to_bytes(2, "little"), controller=False),
    "1.1.4": Firmware(_HARDWARE, bytes.fromhex("04 01 01 00"), controller=False),
    "1.2.0": Firmware(_HARDWARE, bytes.fromhex("00 02 01 00"), controller=True),
    "2.0.0": Firmware(_HARDWARE, bytes.fromhex("00 00 02 00"), controller=True),
}


@dataclass(frozen=True, slots=True)
class MobileBaseOptions:
    """`firmware`: a key of `FIRMWARES`. `command_timeout_s` None: it keeps its last speed for ever.

    `emergency_stop_input`: the digital input whose bit is set while the button's contact is open (pressed, or
    its wire broken); None = not wired. `emergency_stop_cuts_motors`: a relay takes their power as well.
    """

    baud: int = 115_200
    firmware: str = "1.2.0"
    unique_id: tuple[int, int, int] = (0x4B0B0C1, 0x2026, 0x7)
    command_timeout_s: float | None = None
    emergency_stop_input: int | None = 0
    emergency_stop_cuts_motors: bool = False
    gyro_drift_deg_min: float = 0.3
    gyro_noise_deg_s: float = 0.05
    battery_percent: float = 90.0
    capacity_ah: float = 4.4
    boot_s: float = 1.0
    seed: int = 1
    connectors: tuple[str, ...] = CONNECTORS
