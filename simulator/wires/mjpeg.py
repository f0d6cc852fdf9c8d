"""An MJPEG stream over HTTP as network cameras have it: one part of a multipart answer a picture."""

import asyncio
from collections.abc import AsyncIterator

from simulator.devices.camera.camera import Camera
from simulator.devices.interfaces import NETWORK
from simulator.station import Station

BOUNDARY = "frame"
MEDIA_TYPE = f"multipart/x-mixed-replace; boundary={BOUNDARY}"


class MjpegWire:
    """Any number of people may watch; who is slow misses pictures, nobody waits for them."""

    def __init__(self, station: Station, camera: Camera) -> None:
        self._station = station
        self._camera = camera
        self._watchers: set[asyncio.Queue[bytes]] = set()
        self._seen = self._connection

    @property
    def reachable(self) -> bool:
        """Whether anybody can connect."""
        return self._station.line.plugged

    def send(self, data: bytes) -> None:
        """Hand a picture to those who watch; it takes the place of one that was not taken."""
        for watcher in self._watchers:
            _put(watcher, data)

    def look(self) -> None:
        """A pulled cable or a cut connection ends all streams."""
        seen, self._seen = self._seen, self._connection
        if seen != self._seen or not self.reachable:
            self.close()

    def close(self) -> None:
        """End all streams."""
        for watcher in self._watchers:
            _put(watcher, b"")

    async def watch(self) -> AsyncIterator[bytes]:
        """The stream for one who watches: parts, until somebody ends it."""
        watcher: asyncio.Queue[bytes] = asyncio.Queue(1)
        self._watchers.add(watcher)
        self._set_host()
        try:
            while picture := await watcher.get():
                yield part(picture)
        finally:
            self._watchers.discard(watcher)
            self._set_host()

    @property
    def _connection(self) -> tuple[int, int]:
        return self._camera.body.cuts, self._station.line.port

    def _set_host(self) -> None:
        self._station.set_host(NETWORK, bool(self._watchers), 0)


def _put(watcher: asyncio.Queue[bytes], data: bytes) -> None:
    if watcher.full():
        watcher.get_nowait()
    watcher.put_nowait(data)


def part(picture: bytes) -> bytes:
    """One picture with the lines before and after it."""
    head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
    return head.encode() + picture + b"\r\n"
