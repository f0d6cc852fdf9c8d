"""How the scanner is built."""

from dataclasses import dataclass

from simulator.devices.interfaces import CONNECTORS


@dataclass(frozen=True, slots=True)
class CodeScannerOptions:
    """`decode_s`: what it takes to read a code; `patience_s`: how long a command lets it look."""

    baud: int = 9600
    decode_s: float = 0.12
    patience_s: float = 5.0
    connectors: tuple[str, ...] = CONNECTORS
