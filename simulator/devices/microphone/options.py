"""How the microphone is built, and the room it stands in."""

from dataclasses import dataclass

from simulator.devices.interfaces import CONNECTORS


@dataclass(frozen=True, slots=True)
class MicrophoneOptions:
    """`floor_db`: the room when nothing is going on, in dBFS. A frame is what the wire carries at once."""

    rate_hz: int = 16_000
    frame_ms: int = 20
    floor_db: float = -62.0
    seed: int = 1
    connectors: tuple[str, ...] = CONNECTORS
