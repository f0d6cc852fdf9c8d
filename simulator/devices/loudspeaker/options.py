"""How the loudspeaker is built."""

from dataclasses import dataclass

from simulator.devices.interfaces import CONNECTORS


@dataclass(frozen=True, slots=True)
class LoudspeakerOptions:
    """`buffer_ms`: what it keeps of a host that is ahead; `latency_ms`: from the first byte to its sound."""

    rate_hz: int = 22_050
    buffer_ms: int = 100
    latency_ms: int = 20
    volume: float = 80.0
    connectors: tuple[str, ...] = CONNECTORS
