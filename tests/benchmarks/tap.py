"""A TCP tap between robot and printer: when each ticket's picture began and ended, and how long it was."""

import asyncio
import threading
import time
from dataclasses import dataclass, field

RASTER = bytes([0x1D, 0x76, 0x30])  # GS v 0
CUT = bytes([0x1D, 0x56])  # GS V


@dataclass
class Job:
    """What went over the wire from the first byte after the last cut to this cut."""

    first_raster_at: float = 0.0
    cut_at: float = 0.0
    sent_bytes: int = 0


@dataclass
class Tap:
    """Listens on `port`, hands everything on to `printer_port`; runs in a thread of its own."""

    printer_port: int
    port: int = 0
    jobs: list[Job] = field(default_factory=list)
    _job: Job = field(default_factory=Job)

    def start(self) -> None:
        """Listen; returns when the port is known."""
        ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True).start()
        ready.wait(10)

    async def _serve(self, ready: threading.Event) -> None:
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        async with server:
            await server.serve_forever()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        printer_reader, printer_writer = await asyncio.open_connection("127.0.0.1", self.printer_port)
        await asyncio.gather(
            self._pump(reader, printer_writer, watch=True), self._pump(printer_reader, writer, watch=False)
        )

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, watch: bool) -> None:
        while data := await reader.read(65536):
            if watch:
                self._watch(data, time.perf_counter())
            writer.write(data)
            await writer.drain()
        writer.close()

    def _watch(self, data: bytes, now: float) -> None:
        if RASTER in data and not self._job.first_raster_at:
            self._job.first_raster_at = now
        self._job.sent_bytes += len(data)
        if CUT in data:
            self._job.cut_at = now
            self.jobs.append(self._job)
            self._job = Job()
