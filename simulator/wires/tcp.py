"""A network port as printers have at 9100: raw bytes both ways, no handshake of its own."""

import asyncio

from simulator.station import Station

READ_BYTES = 65536
UNREAD_BYTES = 65536  # answers a client does not read are dropped beyond this


class TcpWire:
    """Any number of hosts may connect; answers go to the one that spoke last, or `to_all`."""

    def __init__(self, station: Station, connector: str, to_all: bool = False) -> None:
        self._station = station
        self._connector = connector
        self._to_all = to_all
        self._room = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._clients: list[asyncio.StreamWriter] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self, host: str, port: int) -> int:
        """Listen; returns the port. Raises OSError when it cannot."""
        self._server = await asyncio.start_server(self._serve, host, port)
        return int(self._server.sockets[0].getsockname()[1])

    def send(self, data: bytes) -> None:
        """Hand bytes to those they are for."""
        for client in self._clients if self._to_all else self._clients[-1:]:
            if client.transport.get_write_buffer_size() < UNREAD_BYTES:
                client.write(data)

    def look(self) -> None:
        """The device may have room again; a pulled cable or a printer without power ends all connections."""
        if self._station.room(self._connector) > 0:
            self._room.set()
        if not self._reachable():
            for client in self._clients:
                client.transport.abort()

    async def close(self) -> None:
        """Stop listening and end all connections."""
        if self._server is None:
            return
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def _reachable(self) -> bool:
        return self._station.line.plugged and self._station.line.device.listening

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if not self._reachable():
            writer.transport.abort()
            return
        self._clients.append(writer)
        self._station.set_host(self._connector, True, 0)
        try:
            await self._read(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            pass  # cancelled by `close` only; asyncio's streams would call that an error
        finally:
            self._leave(writer)

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            while (room := self._station.room(self._connector)) <= 0:
                self._room.clear()
                await self._room.wait()
            data = await reader.read(min(READ_BYTES, room))
            if not data:
                return
            if self._clients[-1] is not writer:
                self._clients.remove(writer)
                self._clients.append(writer)
            self._station.feed(self._connector, data)

    def _leave(self, writer: asyncio.StreamWriter) -> None:
        self._clients.remove(writer)
        writer.close()
        if not self._clients:
            self._station.set_host(self._connector, False, 0)
