"""A serial port through pyserial, used by threads of its own.

Responsible for: exclusive opening, moving bytes, saying at once that the port is gone.
Not responsible for: what the bytes mean, and for trying again (drivers/link.py).
"""

import asyncio
import contextlib
import termios
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from functools import partial

import serial

from drivers.blocking import at_most
from drivers.errors import TransportError
from drivers.transports.inbox import Inbox
from drivers.transports.system_errors import open_error

PIECE_BYTES = 4096
OPEN_S = 8.0  # the system's own time limits: 5 s for a question to a USB adapter
CLOSE_S = 5.0
GRACE_S = 1.0
READ_S = 1.0  # how often a reader shows that it lives, when nothing comes
READ_HANGS_S = 3.0


class Flow(StrEnum):
    """Who may stop the sender. DTR/DSR is not among them: Linux does not do it."""

    XONXOFF = "xonxoff"
    RTSCTS = "rtscts"
    NONE = "none"


class SerialTransport:
    """One serial port, 8N1; `stall_s` is how long the other side may take nothing."""

    def __init__(self, path: str, baud: int, flow: Flow = Flow.XONXOFF, stall_s: float = 5.0) -> None:
        self._path = path
        self._baud = baud
        self._flow = flow
        self._stall_s = stall_s
        self._write_s = stall_s + PIECE_BYTES * 10 / baud
        self._port: serial.Serial | None = None
        self._worker: ThreadPoolExecutor | None = None
        self._reader = threading.Thread()
        self._closing = threading.Event()
        self._inbox = Inbox()

    async def open(self) -> None:
        """Open exclusively and discard what waited in the port."""
        if self._worker is not None:
            raise TransportError(f"{self._path} is already open")
        self._worker = ThreadPoolExecutor(1, thread_name_prefix=f"write {self._path}")
        self._inbox = Inbox()
        await self._in_worker(partial(self._open_port, asyncio.get_running_loop(), self._inbox))

    async def read(self) -> bytes:
        """The next bytes."""
        return await self._inbox.get()

    async def write(self, data: bytes) -> None:
        """Hand `data` to the port piece by piece, each within the time limit."""
        await self._in_worker(partial(self._write_port, data))

    async def close(self) -> None:
        """Close without waiting for bytes that the wire did not take."""
        worker, self._worker = self._worker, None
        self._inbox.fail(f"{self._path} was closed")
        if worker is None:
            return
        if self._port is not None:
            self._port.cancel_write()
        closing = asyncio.get_running_loop().run_in_executor(worker, self._close_port)
        worker.shutdown(wait=False)
        await asyncio.shield(closing)

    async def _in_worker(self, work: Callable[[], None]) -> None:
        if self._worker is None:
            raise TransportError(f"{self._path} is closed")
        await asyncio.get_running_loop().run_in_executor(self._worker, work)

    def _open_port(self, loop: asyncio.AbstractEventLoop, inbox: Inbox) -> None:
        try:
            with at_most(OPEN_S, f"opening {self._path}"):
                port = serial.Serial(
                    self._path,
                    self._baud,
                    exclusive=True,
                    xonxoff=self._flow is Flow.XONXOFF,
                    rtscts=self._flow is Flow.RTSCTS,
                    timeout=READ_S,
                    write_timeout=self._write_s,
                )
                port.set_output_flow_control(True)  # an XOFF before our time must not stop us
        except (serial.SerialException, OSError, ValueError) as error:
            raise open_error(self._path, getattr(error, "errno", None), str(error)) from error
        self._port = port
        self._closing = threading.Event()
        reader = partial(_read_port, port, loop, inbox, self._closing)
        self._reader = threading.Thread(target=reader, name=f"read {self._path}", daemon=True)
        self._reader.start()

    def _write_port(self, data: bytes) -> None:
        port = self._port
        if port is None:
            raise TransportError(f"{self._path} is closed")
        for start in range(0, len(data), PIECE_BYTES):
            piece = data[start : start + PIECE_BYTES]
            try:
                with at_most(self._write_s + GRACE_S, f"writing to {self._path}"):
                    written = port.write(piece)
            except serial.SerialTimeoutException as error:
                raise TransportError(f"{self._path} took nothing for {self._stall_s:g} s") from error
            except (serial.SerialException, OSError) as error:
                raise TransportError(f"{self._path} was lost: {error}") from error
            if written != len(piece):
                raise TransportError(f"{self._path} was closed")

    def _close_port(self) -> None:
        port, self._port = self._port, None
        if port is None:
            return
        with at_most(CLOSE_S, f"closing {self._path}"):
            self._closing.set()
            port.cancel_read()
            self._reader.join()
            with contextlib.suppress(OSError, termios.error):  # a port that is gone has nothing to discard
                port.reset_output_buffer()
            port.close()


def _read_port(
    port: serial.Serial, loop: asyncio.AbstractEventLoop, inbox: Inbox, closing: threading.Event
) -> None:
    """Hand on what arrives until the port is lost or `closing`."""
    with contextlib.suppress(RuntimeError):  # the loop has ended: nobody listens any more
        try:
            while not closing.is_set():
                with at_most(READ_HANGS_S, f"reading from {port.name}"):
                    first = port.read(1)
                    data = first + port.read(port.in_waiting) if first else b""
                if data:
                    loop.call_soon_threadsafe(inbox.put, data)
        except (serial.SerialException, OSError) as error:
            loop.call_soon_threadsafe(inbox.fail, f"{port.name} was lost: {error}")
