"""Finds real-time commands in the arriving stream: a printer acts on them even inside image data.

Source: Epson ESC/POS reference, DLE EOT, DLE ENQ, DLE DC4. Half a command is remembered between chunks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.devices.printer.lengths import DLE

CLEAR_BUFFERS = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")
POWER_OFF = bytes.fromhex("10 14 02 01 08")
PULSES = [bytes((DLE, 0x14, 0x01, pin, time)) for pin in (0, 1) for time in range(1, 9)]
COMMANDS = frozenset(
    [bytes((DLE, 0x04, n)) for n in range(1, 5)]
    + [bytes((DLE, 0x05, n)) for n in (1, 2)]
    + [CLEAR_BUFFERS, POWER_OFF, *PULSES]
)
PREFIXES = frozenset(command[:end] for command in COMMANDS for end in range(1, len(command)))


@dataclass(frozen=True, slots=True)
class Found:
    """A real-time command; `end` counts bytes of this chunk up to and with its last one."""

    command: bytes
    end: int


class RealtimeScanner:
    """Remembers at most nine bytes between chunks."""

    def __init__(self) -> None:
        self._tail = b""

    @property
    def held_bytes(self) -> int:
        """Bytes that may be the begin of a command."""
        return len(self._tail)

    def reset(self) -> None:
        """Forget half a command."""
        self._tail = b""

    def scan(self, chunk: bytes) -> Iterator[Found]:
        """Every real-time command that ends in `chunk`, in order, without overlaps."""
        data, offset = self._tail + chunk, len(self._tail)
        self._tail = b""
        start = data.find(DLE)
        while start >= 0:
            end = _match(data, start)
            if data[start:end] in COMMANDS:
                yield Found(data[start:end], end - offset)
                start = data.find(DLE, end)
            elif data[start:end] in PREFIXES:
                self._tail = data[start:]
                return
            else:
                start = data.find(DLE, start + 1)


def _match(data: bytes, start: int) -> int:
    """Where the real-time command at `start` is complete, goes wrong, or the data end."""
    end = start + 1
    while end < len(data) and data[start:end] in PREFIXES:
        end += 1
    return end
