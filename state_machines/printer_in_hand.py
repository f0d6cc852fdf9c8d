"""The printer as a print job sees it: every act ends in an event of the job, never in an error."""

import asyncio
import logging

from drivers.errors import DeviceError, NotReady
from drivers.interfaces import Raster, TicketPrinter
from drivers.status import PrinterStatus

log = logging.getLogger(__name__)


class PrinterInHand:
    """Remembers what the last act proved, what is wrong, and whether half a job may lie in the printer."""

    def __init__(self, printer: TicketPrinter, recheck_s: float, pause_s: float, unclean: bool) -> None:
        self.proof = ""
        self.cause = ""  # why the job waits or is in doubt, for a technician
        self._printer = printer
        self._recheck_s = recheck_s
        self._pause_s = pause_s
        self._unclean = unclean
        self._changed = asyncio.Event()
        printer.on_status(self._on_status)

    def interrupted(self) -> None:
        """Somebody stopped in the middle of a job."""
        self._unclean = True

    async def ask(self) -> str:
        """`ready` or `not_ready`; a printer that may hold half a job is cleared first."""
        self._changed.clear()
        status = self._printer.status
        if not status.usable:
            self.cause = ", ".join(fault.code for fault in status.faults) or status.device.value
            return "not_ready"
        if self._unclean:
            await self.recover()
        return "not_ready" if self._unclean else "ready"

    async def wait(self) -> None:
        """Until the status changes after `ask`, or for a slow re-check; never less than the pause."""
        await asyncio.sleep(self._pause_s)
        try:
            async with asyncio.timeout(self._recheck_s):
                await self._changed.wait()
        except TimeoutError:
            await self._printer.read_status()

    async def print(self, picture: Raster, job_number: int) -> str:
        """`printed` with proof, `refused` when nothing was sent, else `doubt`."""
        try:
            self.proof = (await self._printer.print_raster(picture, job_number)).value
        except NotReady as error:
            self.cause = str(error)
            return "refused"
        except DeviceError as error:
            return self._doubt(error)
        return "printed"

    async def cut(self, job_number: int) -> str:
        """`cut` with proof, else `doubt`: a ticket that hangs in the printer is not a ticket."""
        try:
            await self._printer.cut(job_number)
        except DeviceError as error:
            return self._doubt(error)
        return "cut"

    async def recover(self) -> None:
        """Clear the printer; where that fails it is tried again before the next job."""
        try:
            await self._printer.recover()
        except DeviceError as error:
            self.cause = str(error)
            log.debug("printer not cleared why=%s", error)
        else:
            self._unclean = False

    def _doubt(self, error: DeviceError) -> str:
        self._unclean = True
        self.cause = str(error)
        log.debug("paper in doubt why=%s", error)
        return "doubt"

    def _on_status(self, _: PrinterStatus) -> None:
        self._changed.set()
