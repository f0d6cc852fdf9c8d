"""Bytes that arrived and wait for the one reader of a transport."""

import asyncio

from drivers.errors import TransportError

LIMIT_BYTES = 1 << 20


class Inbox:
    """Bounded; used on the event loop only. A loss wakes the reader after it took what came before."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._lost: str | None = None
        self._wake = asyncio.Event()

    def put(self, data: bytes) -> None:
        """Add what arrived; more than the limit unread counts as a lost wire."""
        if len(self._data) + len(data) > LIMIT_BYTES:
            self.fail("more bytes arrived than anybody reads")
            return
        self._data += data
        self._wake.set()

    def fail(self, why: str) -> None:
        """The wire is lost; the first reason stays."""
        if self._lost is None:
            self._lost = why
        self._wake.set()

    async def get(self) -> bytes:
        """What arrived, at least one byte. Raises `TransportError` when the wire is lost."""
        while not self._data:
            if self._lost is not None:
                raise TransportError(self._lost)
            self._wake.clear()
            await self._wake.wait()
        data = bytes(self._data)
        self._data.clear()
        return data
