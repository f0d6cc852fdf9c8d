"""Puts planned tickets on paper, one after the other: one worker per printer."""

import asyncio
from collections.abc import Awaitable, Callable

from drivers.interfaces import Raster, TicketPrinter
from state_machines import effects as do
from state_machines.effects import Effect
from state_machines.interfaces import PaperJournal, PaperOrder
from state_machines.machine import Machine
from state_machines.print_job import TABLE
from state_machines.printer_in_hand import PrinterInHand

RECHECK_S = 30.0  # looks again although nobody said that anything changed
PAUSE_S = 0.2  # between two tries, however often the status flaps
AT_REST = frozenset({TABLE.initial, "waiting", *TABLE.final})  # until somebody comes, or the printer can
NO_PICTURE = Raster(8, b"")

Next = str | None  # the event that follows an effect


class PrintWorker:
    """Takes orders from the journal, in its order; after a crash `run` may be called again.

    `unclean`: an earlier life may have left half a job in the printer; it is cleared before the first order.
    """

    def __init__(
        self,
        printer: TicketPrinter,
        journal: PaperJournal,
        recheck_s: float = RECHECK_S,
        pause_s: float = PAUSE_S,
        unclean: bool = False,
    ) -> None:
        self._printer = PrinterInHand(printer, recheck_s, pause_s, unclean)
        self._journal = journal
        self._recheck_s = recheck_s
        self._kicked = asyncio.Event()
        self._job = Machine(TABLE)
        self._steps = 0
        self._sent: int | None = None  # the effect whose result the journal does not know yet
        self._picture = NO_PICTURE
        self._carry_out: dict[type[Effect], Callable[[PaperOrder], Awaitable[Next]]] = {
            do.AskPrinter: self._ask_printer,
            do.WaitForPrinter: self._wait_for_printer,
            do.DrawPicture: self._draw_picture,
            do.WriteSent: self._write_sent,
            do.WriteNotSent: self._write_not_sent,
            do.PrintPicture: self._print_picture,
            do.CutPaper: self._cut_paper,
            do.WriteDone: self._write_done,
            do.WriteUncertain: self._write_uncertain,
            do.RecoverPrinter: self._recover_printer,
        }

    @property
    def state(self) -> str:
        """The state of the job in hand, or of the last one."""
        return self._job.state

    @property
    def busy(self) -> int | None:
        """The steps done so far, another number after every step; None at rest."""
        return None if self._job.state in AT_REST else self._steps

    @property
    def cause(self) -> str:
        """Why the job in hand waits or is in doubt, for a technician."""
        return self._printer.cause

    def kick(self) -> None:
        """New paper has been planned."""
        self._kicked.set()

    async def run(self) -> None:
        """Work until cancelled. Raises what the journal raises; the next run settles the paper in hand."""
        await self._settle()
        while True:
            self._kicked.clear()
            order = await self._journal.next_order()
            if order is None:
                await self._wait_for_kick()
            else:
                await self._work_on(order)

    async def _settle(self) -> None:
        effect_id, self._sent = self._sent, None
        if effect_id is not None:
            self._printer.interrupted()
            await self._journal.uncertain(effect_id, "the print worker was interrupted")

    async def _wait_for_kick(self) -> None:
        try:
            async with asyncio.timeout(self._recheck_s):
                await self._kicked.wait()
        except TimeoutError:
            return

    async def _work_on(self, order: PaperOrder) -> None:
        self._job = Machine(TABLE)
        event: Next = "take"
        while event is not None:
            effects, event = self._job.fire(event, None), None
            for effect in effects:
                self._steps += 1
                event = await self._carry_out[type(effect)](order)

    async def _ask_printer(self, _: PaperOrder) -> Next:
        return await self._printer.ask()

    async def _wait_for_printer(self, order: PaperOrder) -> Next:
        await self._printer.wait()
        wanted = await self._journal.next_order()
        return "wake" if wanted is not None and wanted.effect_id == order.effect_id else "dropped"

    async def _draw_picture(self, order: PaperOrder) -> Next:
        self._picture = await self._journal.picture(order)
        return None

    async def _write_sent(self, order: PaperOrder) -> Next:
        await self._journal.sent(order.effect_id)
        self._sent = order.effect_id
        return None

    async def _write_not_sent(self, order: PaperOrder) -> Next:
        await self._journal.not_sent(order.effect_id)
        self._sent = None
        return None

    async def _print_picture(self, order: PaperOrder) -> Next:
        return await self._printer.print(self._picture, order.job_number)

    async def _cut_paper(self, order: PaperOrder) -> Next:
        return await self._printer.cut(order.job_number)

    async def _write_done(self, order: PaperOrder) -> Next:
        await self._journal.done(order.effect_id, self._printer.proof)
        self._sent = None
        return "recorded"

    async def _write_uncertain(self, order: PaperOrder) -> Next:
        await self._journal.uncertain(order.effect_id, self._printer.cause)
        self._sent = None
        return None

    async def _recover_printer(self, _: PaperOrder) -> Next:
        await self._printer.recover()
        return None
