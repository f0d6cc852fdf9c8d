"""A transport that tells what goes over another one: to a listener, and to the log as `>>` and `<<`.

Responsible for: every byte of both directions, once, in order, with the loop's time.
Not responsible for: what the bytes mean. It carries no personal data that the wire does not carry.
"""

import asyncio
import logging
from collections.abc import Callable
from enum import StrEnum

from drivers.interfaces import Transport

log = logging.getLogger(__name__)

LOGGED_BYTES = 64


class Direction(StrEnum):
    """Seen from the robot."""

    OUT = ">>"
    IN = "<<"


Listener = Callable[[Direction, bytes, float], None]


def _ignore(direction: Direction, data: bytes, at: float) -> None:
    """Nobody listens."""


class RecordingTransport:
    """Hands everything on to `transport`; `listener` gets direction, bytes and loop time."""

    def __init__(self, transport: Transport, name: str, listener: Listener = _ignore) -> None:
        self._transport = transport
        self._name = name
        self._listener = listener

    async def open(self) -> None:
        """Open the recorded transport."""
        await self._transport.open()

    async def read(self) -> bytes:
        """Read, and tell what came."""
        data = await self._transport.read()
        self._tell(Direction.IN, data)
        return data

    async def write(self, data: bytes) -> None:
        """Tell what is about to leave, then write: after an error it may have left."""
        self._tell(Direction.OUT, data)
        await self._transport.write(data)

    async def close(self) -> None:
        """Close the recorded transport."""
        await self._transport.close()

    def _tell(self, direction: Direction, data: bytes) -> None:
        if log.isEnabledFor(logging.DEBUG):
            more = "…" if len(data) > LOGGED_BYTES else ""
            start = data[:LOGGED_BYTES].hex(" ") + more
            log.debug("%s %s %s bytes=%d", self._name, direction, start, len(data))
        self._listener(direction, data, asyncio.get_running_loop().time())
