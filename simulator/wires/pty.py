"""A serial port: a pseudo-terminal behind a lasting link. To the host, closing our end is a pulled cable."""

import asyncio
import fcntl
import os
import select
import struct
import tty
from contextlib import suppress
from pathlib import Path

from simulator.station import Station

TCGETS2 = (
    0x802C542A  # asks for the speeds as numbers, odd ones too (Linux, include/uapi/asm-generic/ioctls.h)
)
TCSETS2 = 0x402C542B
TERMIOS2 = struct.Struct(
    "=4I20s2I"
)  # iflag, oflag, cflag, lflag, line and control characters, speeds in and out
CBAUD, BOTHER = 0o010017, 0o010000
LOOK_S = 0.05  # how often an end nobody listens on is looked at
READ_BYTES = 4096


class PtyWire:
    """Publishes `link` → /dev/pts/N while the cable is in. Needs a running event loop."""

    def __init__(self, station: Station, connector: str, link: Path) -> None:
        self._station = station
        self._connector = connector
        self._link = link
        self._loop = asyncio.get_running_loop()
        self._master: int | None = None
        self._reading = False
        self._host = False
        self._rest = b""  # of what a host took only a part of
        self._port = 0
        self._timer: asyncio.TimerHandle | None = None
        link.parent.mkdir(parents=True, exist_ok=True)
        self.look()

    def send(self, data: bytes) -> None:
        """Hand bytes to the host; one that does not read loses them as on a real wire, but not by halves."""
        if self._master is None or not self._host:
            return
        with suppress(BlockingIOError, OSError):
            self._rest = self._rest[os.write(self._master, self._rest) :] if self._rest else b""
            if not self._rest:
                self._rest = data[os.write(self._master, data) :]

    def look(self) -> None:
        """Bring the port in line with the cable, the host and the room in the device."""
        line = self._station.line
        if not line.plugged:
            self._close_port()
        elif self._master is None or self._port != line.port:
            self._open_port(line.port)
        self._watch()

    def close(self) -> None:
        """Take the port and its link away."""
        self._close_port()

    def _open_port(self, port: int) -> None:
        master, slave = os.openpty()
        tty.setraw(slave)
        if self._station.line.device.baud:
            set_baud(slave, self._station.line.device.baud)
        os.set_blocking(master, False)
        self._close_port()
        self._master, self._port = master, port
        publish(self._link, os.ttyname(slave))
        os.close(slave)

    def _close_port(self) -> None:
        self._stop_watching()
        if self._master is None:
            return
        unpublish(self._link)
        os.close(self._master)
        self._master, self._host, self._rest = None, False, b""

    def _stop_watching(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._reading and self._master is not None:
            self._loop.remove_reader(self._master)
        self._reading = False

    def _watch(self) -> None:
        """Read by event while a host is there and the device has room; otherwise look from time to time."""
        if self._master is None:
            return
        wanted = self._host and self._room() > 0
        if wanted and not self._reading:
            self._stop_watching()
            self._loop.add_reader(self._master, self._readable)
            self._reading = True
        elif not wanted and (self._reading or self._timer is None):
            self._stop_watching()
            self._timer = self._loop.call_later(LOOK_S, self._look_at_host)

    def _look_at_host(self) -> None:
        self._timer = None
        if self._master is None:
            return
        poll = select.poll()
        poll.register(self._master, select.POLLIN)
        happened = dict(poll.poll(0)).get(self._master, 0)
        if happened & select.POLLIN and self._room() > 0:
            self._readable()
        self._set_host(not happened & select.POLLHUP)
        self._watch()

    def _readable(self) -> None:
        """Read once; an error means the host has closed its end."""
        if self._master is None:
            return
        try:
            data = os.read(self._master, min(READ_BYTES, self._room()))
        except BlockingIOError:
            return
        except OSError:
            self._set_host(False)
        else:
            self._set_host(True)
            self._station.feed(self._connector, data)
        self._watch()

    def _set_host(self, present: bool) -> None:
        baud = host_baud(self._master) if present and self._master is not None else 0
        told = self._station.line.host_baud(self._connector)
        if present != self._host or (present and baud != told):
            self._host = present
            self._rest = self._rest if present else b""
            self._station.set_host(self._connector, present, baud)

    def _room(self) -> int:
        return self._station.room(self._connector)


def publish(link: Path, target: str) -> None:
    """Let `link` point to `target`, at no moment to nothing."""
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)


def unpublish(link: Path) -> None:
    """Remove a link; one that is not there is fine."""
    link.unlink(missing_ok=True)


def host_baud(master: int) -> int:
    """The speed the host has set on its end."""
    settings = TERMIOS2.unpack(fcntl.ioctl(master, TCGETS2, bytes(TERMIOS2.size)))
    return int(settings[5])


def set_baud(slave: int, baud: int) -> None:
    """Begin with this speed, for hosts that set none themselves."""
    *flags, characters, _, _ = TERMIOS2.unpack(fcntl.ioctl(slave, TCGETS2, bytes(TERMIOS2.size)))
    flags[2] = flags[2] & ~CBAUD | BOTHER
    fcntl.ioctl(slave, TCSETS2, TERMIOS2.pack(*flags, characters, baud, baud))
