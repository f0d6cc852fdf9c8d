"""How a range scanner is built."""

from dataclasses import dataclass

from simulator.devices.interfaces import PUBLIC, ROBOT

LD19, RPLIDAR_A1 = "ld19", "rplidar_a1"


@dataclass(frozen=True, slots=True)
class RangeScannerOptions:
    """`batch_s`: its bytes come in bunches of about this long, as through a USB adapter."""

    model: str = LD19
    seed: int = 1
    batch_s: float = 0.02
    connectors: tuple[str, ...] = (PUBLIC, ROBOT)
