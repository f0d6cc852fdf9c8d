"""How the camera is built."""

from dataclasses import dataclass

from simulator.devices.interfaces import NETWORK


@dataclass(frozen=True, slots=True)
class CameraOptions:
    """`seed`: the hall behind the card, the hand that holds it, the noise of the sensor."""

    frames_per_s: float = 12.0
    seed: int = 1
    connectors: tuple[str, ...] = (NETWORK,)
