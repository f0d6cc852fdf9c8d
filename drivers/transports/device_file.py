"""A character device read and written as it is: a USB printer's /dev/usb/lp0 (Linux `usblp`).

Responsible for: exclusive opening, moving bytes on the event loop.
Not responsible for: baud rates and line settings (serial.py), and for trying again (drivers/link.py).
"""

import asyncio
import contextlib
import fcntl
import os
import select

from drivers.errors import TransportError
from drivers.transports.inbox import Inbox
from drivers.transports.system_errors import open_error

READ_BYTES = 4096
EMPTY_READ_PAUSE_S = 0.05  # some USB printers answer a read with nothing, which is no end of file


class DeviceFileTransport:
    """One device file; `stall_s` is how long it may take nothing."""

    def __init__(self, path: str, stall_s: float = 5.0) -> None:
        self._path = path
        self._stall_s = stall_s
        self._handle: int | None = None
        self._pause: asyncio.TimerHandle | None = None
        self._inbox = Inbox()

    async def open(self) -> None:
        """Open exclusively."""
        if self._handle is not None:
            raise TransportError(f"{self._path} is already open")
        handle = -1
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._inbox = Inbox()
            asyncio.get_running_loop().add_reader(handle, self._readable, handle)
        except OSError as error:
            if handle >= 0:
                os.close(handle)
            raise open_error(self._path, error.errno, error.strerror or str(error)) from error
        self._handle = handle

    async def read(self) -> bytes:
        """The next bytes."""
        return await self._inbox.get()

    async def write(self, data: bytes) -> None:
        """Write all of `data`, each step within the time limit."""
        rest = memoryview(data)
        while rest:
            if self._handle is None:
                raise TransportError(f"{self._path} is closed")
            try:
                rest = rest[os.write(self._handle, rest) :]
            except BlockingIOError:
                await self._room(self._handle)
            except OSError as error:
                raise TransportError(f"{self._path} was lost: {error.strerror}") from error

    async def close(self) -> None:
        """Close; a pending read ends."""
        handle, self._handle = self._handle, None
        self._inbox.fail(f"{self._path} was closed")
        if handle is None:
            return
        if self._pause is not None:
            self._pause.cancel()
        loop = asyncio.get_running_loop()
        loop.remove_reader(handle)
        loop.remove_writer(handle)
        os.close(handle)

    async def _room(self, handle: int) -> None:
        loop = asyncio.get_running_loop()
        writable = asyncio.Event()
        loop.add_writer(handle, writable.set)
        try:
            async with asyncio.timeout(self._stall_s):
                await writable.wait()
        except TimeoutError as error:
            raise TransportError(f"{self._path} took nothing for {self._stall_s:g} s") from error
        finally:
            if self._handle == handle:
                loop.remove_writer(handle)

    def _readable(self, handle: int) -> None:
        try:
            data = os.read(handle, READ_BYTES)
        except BlockingIOError:
            return
        except OSError as error:
            self._lose(handle, error.strerror or str(error))
            return
        if data:
            self._inbox.put(data)
        elif _hung_up(handle):
            self._lose(handle, "the device is gone")
        else:
            self._rest(handle)

    def _lose(self, handle: int, why: str) -> None:
        asyncio.get_running_loop().remove_reader(handle)
        self._inbox.fail(f"{self._path} was lost: {why}")

    def _rest(self, handle: int) -> None:
        loop = asyncio.get_running_loop()
        loop.remove_reader(handle)
        self._pause = loop.call_later(EMPTY_READ_PAUSE_S, loop.add_reader, handle, self._readable, handle)


def _hung_up(handle: int) -> bool:
    poll = select.poll()
    poll.register(handle, 0)
    with contextlib.suppress(OSError):
        return bool(poll.poll(0))
    return True
