"""One slot's connection to the virtual reader: it exists while the reader feels a card there.

Every piece that arrives is acknowledged at once: the daemon sends a frame's length and its payload each by
itself, and would wait 40 ms with the second for the kernel to acknowledge the first.
"""

import asyncio
import socket
from collections.abc import Callable

from simulator.station import Station

READ_BYTES = 65_536


class SlotWire:
    """A `simulator.station.Wire`. `felt` numbers the laying of the card that is felt there now; 0 = none is.

    `changed` is called when there may be something to do about a connection.
    """

    def __init__(
        self, station: Station, connector: str, felt: Callable[[], int], changed: Callable[[], None]
    ) -> None:
        self._station = station
        self._connector = connector
        self._felt = felt
        self._changed = changed
        self._loop = asyncio.get_running_loop()
        self._socket: socket.socket | None = None
        self._laying = 0

    @property
    def waits(self) -> bool:
        """Whether a card is felt that nobody speaks to yet."""
        return self._socket is None and self._felt() != 0

    def begin(self, connected: socket.socket) -> None:
        """Speak to the card over this connection from now on, if it still lies there."""
        if not self._felt():
            connected.close()
            return
        self._socket, self._laying = connected, self._felt()
        self._station.set_host(self._connector, True, 0)
        self._loop.add_reader(connected.fileno(), self._read)
        _acknowledge_at_once(connected)

    def end(self) -> None:
        """Hang up: the reader feels no card any more. Safe to repeat."""
        ended, self._socket, self._laying = self._socket, None, 0
        if ended is None:
            return
        self._loop.remove_reader(ended.fileno())
        ended.close()
        self._station.set_host(self._connector, False, 0)
        self._changed()

    def look(self) -> None:
        """The card, the cable or the daemon may have changed."""
        if self._felt() != self._laying:
            self.end()
        self._changed()

    def send(self, data: bytes) -> None:
        """Hand an answer to the reader; the connection has room for the longest."""
        if self._socket is None:
            return
        try:
            self._socket.sendall(data)
        except OSError:
            self.end()

    def _read(self) -> None:
        if self._socket is None:
            return
        try:
            data = self._socket.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.end()
            return
        _acknowledge_at_once(self._socket)
        self._station.feed(self._connector, data)
        if self._felt() != self._laying:
            self.end()


def _acknowledge_at_once(connected: socket.socket) -> None:
    """Until the next time something arrives (tcp(7)): the option does not stay."""
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
