"""Real wires with a scripted printer at the other end."""

import asyncio
import os
import pathlib
import tty

from drivers.errors import TransportError
from drivers.transports.inbox import Inbox


class MasterEnd:
    """The device's side of a pseudo-terminal."""

    def __init__(self, path: pathlib.Path) -> None:
        self._path = path
        self._handles: tuple[int, ...] = ()
        self._inbox = Inbox()

    async def open(self) -> None:
        self._handles = os.openpty()
        master, slave = self._handles
        tty.setraw(slave)
        os.set_blocking(master, False)
        self._inbox = Inbox()
        asyncio.get_running_loop().add_reader(master, lambda: self._inbox.put(os.read(master, 4096)))
        self._path.unlink(missing_ok=True)
        self._path.symlink_to(os.ttyname(slave))

    async def read(self) -> bytes:
        return await self._inbox.get()

    async def write(self, data: bytes) -> None:
        os.write(self._handles[0], data)

    async def close(self) -> None:
        if self._handles:
            asyncio.get_running_loop().remove_reader(self._handles[0])
            for handle in self._handles:
                os.close(handle)
            self._handles = ()
            self._path.unlink()
        self._inbox.fail("pulled")


class PtyWire:
    """A serial or USB cable."""

    def __init__(self, path: pathlib.Path) -> None:
        self.whole = True
        self.device = _Plug(self, MasterEnd(path))

    async def cut(self) -> None:
        self.whole = False
        await self.device.close()

    async def mend(self) -> None:
        self.whole = True


class ServerEnd:
    """The device's side of a network printer: the newest connection counts."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._server: asyncio.Server | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._inbox = Inbox()

    async def open(self) -> None:
        self._inbox = Inbox()
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self._port)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        while data := await reader.read(65536):
            self._inbox.put(data)
        writer.close()

    async def read(self) -> bytes:
        return await self._inbox.get()

    async def write(self, data: bytes) -> None:
        self._writer.write(data)

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._writer is not None:
            self._writer.transport.abort()
            self._writer = None
        self._inbox.fail("pulled")


class TcpWire:
    """A network cable that is noticed at once."""

    def __init__(self, port: int) -> None:
        self.whole = True
        self.device = _Plug(self, ServerEnd(port))

    async def cut(self) -> None:
        self.whole = False
        await self.device.close()

    async def mend(self) -> None:
        self.whole = True


class _Plug:
    """An end that cannot be opened while its cable is out."""

    def __init__(self, wire, end) -> None:
        self._wire = wire
        self._end = end

    async def open(self) -> None:
        if not self._wire.whole:
            raise TransportError("unplugged")
        await self._end.open()

    async def read(self) -> bytes:
        return await self._end.read()

    async def write(self, data: bytes) -> None:
        await self._end.write(data)

    async def close(self) -> None:
        await self._end.close()
