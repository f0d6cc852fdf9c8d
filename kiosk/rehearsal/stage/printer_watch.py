"""The robot's printer, watched: what the driver is asked and answers, and which pictures come out."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from drivers.errors import DeviceError, NotReady
from drivers.interfaces import Proof, Raster, TicketPrinter
from drivers.status import PrinterStatus
from kiosk.rehearsal.facts import Witness
from kiosk.rehearsal.stage.picture_search import find_picture, is_within_another, outside, rows_of_ink

KEPT_PICTURES = 4  # a paper bears the last picture sent, or one shortly before


class Pictures:
    """The pictures of the last jobs, to be found again on paper; they outlive the robot that drew them."""

    def __init__(self) -> None:
        self._of_jobs: OrderedDict[int, Raster] = OrderedDict()

    def add(self, job: int, picture: Raster) -> None:
        """A picture was sent; one that is like it, of an earlier checklist, is not to be told from it."""
        self._of_jobs = OrderedDict((j, p) for j, p in self._of_jobs.items() if p != picture and j != job)
        self._of_jobs[job] = picture
        if len(self._of_jobs) > KEPT_PICTURES:
            self._of_jobs.popitem(last=False)

    def on(self, rows: bytes) -> tuple[list[int], int]:
        """The jobs whose whole picture is on a piece of paper of packed `rows`, the oldest first.

        Also how many rows of ink there are besides. A reprint's picture contains that of the ticket it
        repeats: it is one picture, the reprint's.
        """
        spans = {job: span for job, picture in self._of_jobs.items() if (span := find_picture(picture, rows))}
        whole = [job for job, span in spans.items() if not is_within_another(span, spans.values())]
        stride = next((self._of_jobs[job].stride_bytes for job in whole), len(rows) or 1)
        return whole, rows_of_ink(outside(rows, [spans[job] for job in whole]), stride)


class WatchedPrinter:
    """A `drivers.interfaces.TicketPrinter` that tells the witness."""

    def __init__(self, printer: TicketPrinter, pictures: Pictures, witness: Witness) -> None:
        self._printer = printer
        self._pictures = pictures
        self._witness = witness
        self._silenced = False
        printer.on_status(self._tell_status)

    def silence(self) -> None:
        """The process that used it is dead: nothing more is told."""
        self._silenced = True

    @property
    def status(self) -> PrinterStatus:
        """As the printer's."""
        return self._printer.status

    def on_status(self, listener: Callable[[PrinterStatus], None]) -> None:
        """As the printer's."""
        self._printer.on_status(listener)

    async def run(self) -> None:
        """As the printer's."""
        await self._printer.run()

    async def read_status(self) -> PrinterStatus:
        """As the printer's."""
        return await self._printer.read_status()

    async def recover(self) -> None:
        """As the printer's."""
        await self._printer.recover()

    async def print_raster(self, picture: Raster, job_number: int) -> Proof:
        """As the printer's."""
        self._pictures.add(job_number, picture)
        return await self._told("print", job_number, self._printer.print_raster(picture, job_number))

    async def cut(self, job_number: int) -> Proof:
        """As the printer's."""
        return await self._told("cut", job_number, self._printer.cut(job_number))

    async def _told(self, what: str, job: int, work: Awaitable[Proof]) -> Proof:
        self._tell(f"{what}_began", job=job)
        try:
            proof = await work
        except asyncio.CancelledError:
            self._tell(f"{what}_ended", job=job, how="cut_off")
            raise
        except NotReady:
            self._tell(f"{what}_ended", job=job, how="not_ready")
            raise
        except DeviceError:
            self._tell(f"{what}_ended", job=job, how="in_doubt")
            raise
        self._tell(f"{what}_ended", job=job, how=proof.value)
        return proof

    def _tell_status(self, status: PrinterStatus) -> None:
        paper = None if status.paper is None else status.paper.value
        faults = ",".join(fault.code for fault in status.faults)
        self._tell("status", device=status.device.value, paper=paper, faults=faults)

    def _tell(self, kind: str, **values: str | int | None) -> None:
        if not self._silenced:
            self._witness.tell(kind, **values)
