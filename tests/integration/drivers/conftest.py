"""Every transport with its other side: what a test of the wire needs."""

import asyncio
import contextlib
import errno
import os
import pathlib
import socket
import tty
from typing import Protocol

import pytest

from drivers.interfaces import Transport
from drivers.transports.device_file import DeviceFileTransport
from drivers.transports.memory import MemoryWire
from drivers.transports.recording import RecordingTransport
from drivers.transports.serial import SerialTransport
from drivers.transports.tcp import TcpTransport

STALL_S = 0.3


class Bench(Protocol):
    """A transport and the other side of its wire."""

    transport: Transport
    exclusive: bool

    async def start(self) -> None: ...
    async def receive(self, count: int) -> bytes: ...
    async def send(self, data: bytes) -> None: ...
    async def cut(self) -> None: ...
    async def mend(self) -> None: ...
    async def stop(self) -> None: ...
    def another(self) -> Transport: ...


class PtyBench:
    """A pseudo-terminal behind a lasting name, as a plugged-in device has one."""

    exclusive = True

    def __init__(self, folder: pathlib.Path, make) -> None:
        self.path = folder / "device"
        self._make = make
        self.transport = make(str(self.path))
        self.master = -1

    def another(self) -> Transport:
        return self._make(str(self.path))

    async def start(self) -> None:
        self.master, slave = os.openpty()
        tty.setraw(slave)
        os.set_blocking(self.master, False)
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(os.ttyname(slave))
        os.close(slave)

    async def receive(self, count: int) -> bytes:
        data = b""
        async with asyncio.timeout(10):
            while len(data) < count:
                try:
                    data += os.read(self.master, 4096)
                except OSError as error:
                    if error.errno not in (errno.EAGAIN, errno.EIO):
                        raise
                    await asyncio.sleep(0.005)
        return data

    async def send(self, data: bytes) -> None:
        os.write(self.master, data)

    async def cut(self) -> None:
        os.close(self.master)
        self.master = -1
        self.path.unlink()

    async def mend(self) -> None:
        await self.start()

    async def stop(self) -> None:
        if self.master >= 0:
            os.close(self.master)


class TcpBench:
    """A listening socket with small buffers; one connection at a time."""

    exclusive = False

    def __init__(self) -> None:
        self._listener = self._listen(0)
        self._port = self._listener.getsockname()[1]
        self._peer: socket.socket | None = None
        self.transport = TcpTransport("127.0.0.1", self._port, stall_s=STALL_S)

    def another(self) -> Transport:
        return TcpTransport("127.0.0.1", self._port)

    def _listen(self, port: int) -> socket.socket:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listener.bind(("127.0.0.1", port))
        listener.listen()
        listener.setblocking(False)
        return listener

    async def start(self) -> None:
        return

    async def _accepted(self) -> socket.socket:
        if self._peer is None:
            self._peer, _ = await asyncio.get_running_loop().sock_accept(self._listener)
        return self._peer

    async def receive(self, count: int) -> bytes:
        peer, data = await self._accepted(), b""
        async with asyncio.timeout(10):
            while len(data) < count:
                data += await asyncio.get_running_loop().sock_recv(peer, 4096)
        return data

    async def send(self, data: bytes) -> None:
        await asyncio.get_running_loop().sock_sendall(await self._accepted(), data)

    async def cut(self) -> None:
        (await self._accepted()).close()
        self._peer = None
        self._listener.close()

    async def mend(self) -> None:
        self._listener = self._listen(self._port)

    async def stop(self) -> None:
        self._listener.close()
        if self._peer is not None:
            self._peer.close()


class MemoryBench:
    """A memory wire."""

    exclusive = True

    def __init__(self) -> None:
        self.wire = MemoryWire(stall_s=STALL_S)
        self.transport: Transport = self.wire.host

    def another(self) -> Transport:
        return self.wire.host

    async def start(self) -> None:
        await self.wire.device.open()

    async def receive(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            data += await self.wire.device.read()
        return data

    async def send(self, data: bytes) -> None:
        await self.wire.device.write(data)

    async def cut(self) -> None:
        self.wire.cut()

    async def mend(self) -> None:
        self.wire.mend()
        await self.wire.device.open()

    async def stop(self) -> None:
        await self.wire.device.close()


class RecordingBench(MemoryBench):
    """A recorded memory wire."""

    def __init__(self) -> None:
        super().__init__()
        self.transport = RecordingTransport(self.wire.host, "thing")


def make_bench(kind: str, folder: pathlib.Path) -> Bench:
    """The bench of one kind of transport."""
    if kind == "serial":
        return PtyBench(folder, lambda path: SerialTransport(path, 115200, stall_s=STALL_S))
    if kind == "device_file":
        return PtyBench(folder, lambda path: DeviceFileTransport(path, stall_s=STALL_S))
    return {"tcp": TcpBench, "memory": MemoryBench, "recording": RecordingBench}[kind]()


@pytest.fixture(params=["serial", "device_file", "tcp", "memory", "recording"])
async def bench(request, tmp_path):
    """A transport of every kind, closed at the end."""
    made = make_bench(request.param, tmp_path)
    await made.start()
    yield made
    await made.transport.close()
    with contextlib.suppress(OSError):
        await made.stop()
