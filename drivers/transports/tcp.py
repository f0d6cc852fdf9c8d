"""A printer on the network: raw TCP, usually port 9100.

Responsible for: connecting in bounded time, moving bytes.
Not responsible for: noticing a pulled network cable, which only silence shows (drivers/link.py).
"""

import asyncio
import contextlib
import socket

from drivers.errors import TransportError

READ_BYTES = 65536


class TcpTransport:
    """One TCP connection; `stall_s` is how long the other side may take nothing."""

    def __init__(self, host: str, port: int, connect_s: float = 3.0, stall_s: float = 5.0) -> None:
        self._host = host
        self._port = port
        self._connect_s = connect_s
        self._stall_s = stall_s
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def open(self) -> None:
        """Connect; small writes leave at once."""
        if self._streams is not None:
            raise TransportError(f"{self._name} is already open")
        try:
            async with asyncio.timeout(self._connect_s):
                reader, writer = await asyncio.open_connection(self._host, self._port)
        except TimeoutError as error:
            raise TransportError(f"{self._name} did not answer within {self._connect_s:g} s") from error
        except OSError as error:
            raise TransportError(
                f"{self._name} cannot be reached: {error.strerror or error}; is it on, is the address right?"
            ) from error
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        writer.transport.set_write_buffer_limits(0)  # a drained write has reached the system
        self._streams = reader, writer

    async def read(self) -> bytes:
        """The next bytes."""
        reader, _ = self._require()
        try:
            data = await reader.read(READ_BYTES)
        except OSError as error:
            raise TransportError(f"{self._name} was lost: {error}") from error
        if not data:
            raise TransportError(f"{self._name} was closed")
        return data

    async def write(self, data: bytes) -> None:
        """Hand `data` to the system within the time limit."""
        _, writer = self._require()
        try:
            writer.write(data)
            async with asyncio.timeout(self._stall_s):
                await writer.drain()
        except TimeoutError as error:
            raise TransportError(f"{self._name} took nothing for {self._stall_s:g} s") from error
        except OSError as error:
            raise TransportError(f"{self._name} was lost: {error}") from error
        if writer.is_closing():
            raise TransportError(f"{self._name} was closed")

    async def close(self) -> None:
        """Close without waiting for bytes that the other side did not take."""
        streams, self._streams = self._streams, None
        if streams is None:
            return
        streams[1].transport.abort()
        with contextlib.suppress(OSError):
            await streams[1].wait_closed()

    @property
    def _name(self) -> str:
        return f"{self._host}:{self._port}"

    def _require(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is None:
            raise TransportError(f"{self._name} is closed")
        return self._streams
