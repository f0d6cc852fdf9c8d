"""An ESC/POS ticket printer.

Responsible for: printing one picture or cutting, one at a time, with the strongest proof the model gives;
its status; clearing what an interrupted job left.
Not responsible for: what is printed, the journal, printing again (state_machines/print_worker.py), and for
connecting (drivers/link.py).
"""

import asyncio
import math
from collections.abc import Callable, Iterable
from itertools import chain
from random import Random, SystemRandom
from typing import Self

from drivers.errors import DeviceError, NotReady, Silent
from drivers.interfaces import Proof, Raster, Transport
from drivers.link import Link, LinkState, LinkTimes
from drivers.status import PrinterStatus
from drivers.ticket_printer.escpos.conversation import Conversation
from drivers.ticket_printer.escpos.job import Job
from drivers.ticket_printer.escpos.leftovers import Leftovers
from drivers.ticket_printer.escpos.pace import Pace
from drivers.ticket_printer.escpos.probe import Capabilities, probe_queued, probe_real_time
from drivers.ticket_printer.escpos.protocol.commands import (
    AUTO_STATUS_ALL,
    CANCEL_ERROR,
    GUARD,
    INITIALISE,
    encode_cut,
    encode_motion_units,
)
from drivers.ticket_printer.escpos.protocol.conditions import Condition
from drivers.ticket_printer.escpos.protocol.job_ids import encode_job_id
from drivers.ticket_printer.escpos.protocol.raster import encode_picture
from drivers.ticket_printer.escpos.recovery import Retry, clear_printer
from drivers.ticket_printer.escpos.status import RECOVERABLE, STARTING, is_clear, status_of, status_without
from drivers.ticket_printer.escpos.times import CUT_S, ROWS_PER_S, Times
from drivers.ticket_printer.escpos.watching import Best, Questions
from drivers.transports.address import is_serial, transport_at
from drivers.transports.recording import RecordingTransport

PIECE_S = 0.35  # of wire time between two status questions
JUST_S = 1.0
MOST_ANSWERS = 4  # DLE EOT 1 to 4
PROOFS = (Proof.POLL, Proof.FENCE, Proof.JOB_ID)  # the weakest first
UNPACED_PIECE_BYTES = 2048  # the printer begins while the rest is encoded
DOTS_PER_INCH = {384: 203, 512: 180, 576: 203}


class EscPosPrinter:
    """A printer behind `transport` (drivers.interfaces.TicketPrinter).

    `baud` sets the pace of deadlines; a `paced` wire is slow enough for status questions amid a job.
    """

    def __init__(
        self,
        transport: Transport,
        width_dots: int,
        baud: int,
        chance: Random,
        times: Times | None = None,
        link_times: LinkTimes | None = None,
        paced: bool = True,
    ) -> None:
        self._width_dots = width_dots
        self._paced = paced
        self._piece_bytes = max(512, int(baud / 10 * PIECE_S)) if paced else UNPACED_PIECE_BYTES
        self._times = times or Times()
        self.link = Link("printer", transport, self, chance, link_times)
        self.link.on_state(self._on_link_state)
        self._conversation = Conversation(
            self.link.write, Pace(baud), self._times.quiet_s, self._on_conditions
        )
        self._answered: frozenset[int] = frozenset()
        self._capabilities: Capabilities | None = None
        self._leftovers = Leftovers(self._conversation, self._times)
        self._hanging = False  # a picture that is not cut off yet
        self._proved_at = -math.inf  # loop time
        self._questions = Questions()
        self._best_answers, self._best_proof = Best(), Best()
        self._error_retry = Retry(self._times.first_retry_s, self._times.longest_retry_s)  # spares the cutter
        self._probe_retry = Retry(self._times.first_probe_s, self._times.longest_probe_s)
        self._operation = asyncio.Lock()
        self._status = STARTING
        self._listeners: list[Callable[[PrinterStatus], None]] = []

    @classmethod
    def open(cls, address: str, baud: int, width_dots: int) -> Self:
        """The printer at `address` (drivers/transports/address.py); no I/O before `run`."""
        transport = RecordingTransport(transport_at(address, baud), "printer")
        return cls(transport, width_dots, baud, SystemRandom(), paced=is_serial(address))

    @property
    def status(self) -> PrinterStatus:
        """The status last heard."""
        return self._status

    @property
    def capabilities(self) -> Capabilities | None:
        """What the printer answers; None until it could be asked."""
        return self._capabilities

    def on_status(self, listener: Callable[[PrinterStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        self._listeners.append(listener)

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician; nothing of what was printed."""
        found = self._capabilities
        return {
            "link": self.link.state.value,
            "reason": str(self.link.reason or ""),
            "outages": self.link.outages,
            "answers_dle_eot": sorted(self._answered),
            "maker": found.maker if found else "",
            "model": found.model if found else "",
            "proof": found.proof.value if found else "",
            "auto_status": bool(found and found.auto_status),
            "noise_bytes": self._conversation.noise_bytes,
            "stray_answers": self._conversation.stray_answers,
        }

    async def run(self) -> None:
        """Keep the printer connected and watched until cancelled."""
        await self.link.run()

    async def read_status(self) -> PrinterStatus:
        """Ask the printer now; one that cannot be asked has the status of its outage."""
        async with self._operation:
            try:
                self._require_link()
                await self._conversation.ask_all(sorted(self._answered), self._times.answer_s)
            except Silent as error:
                self._set_status(status_without(error, self._answered))
            except DeviceError:
                return self._status
        return self._status

    async def print_raster(self, picture: Raster, job_number: int) -> Proof:
        """Print `picture`; what still hangs uncut is cut off first.

        Raises `NotReady` when nothing was sent, else `InDoubt`.
        """
        if picture.width_dots != self._width_dots:
            raise ValueError(f"a picture of {picture.width_dots} dots on paper of {self._width_dots}")
        async with self._operation:
            capabilities = await self._preflight(frozenset({1}) if self._just_proved() else self._answered)
            start = self._settings(capabilities) + (encode_cut() if self._hanging else b"")
            bands = encode_picture(picture.data, picture.stride_bytes)
            commands = chain((start,), bands)
            proof = await self._work(commands, encode_job_id(2 * job_number), picture.rows / ROWS_PER_S)
            self._hanging = True
            return proof

    async def cut(self, job_number: int) -> Proof:
        """Feed and cut; same errors as `print_raster`."""
        async with self._operation:
            await self._preflight(frozenset() if self._just_proved() else frozenset({1}))
            proof = await self._work([encode_cut()], encode_job_id(2 * job_number + 1), CUT_S)
            self._hanging = False
            return proof

    async def recover(self) -> None:
        """Clear what an interrupted job left. Raises `NotReady` when the printer cannot be reached."""
        async with self._operation:
            await self._clear()

    def receive(self, data: bytes) -> int:
        """For the link: take bytes from the wire."""
        return self._conversation.receive(data)

    async def identify(self) -> None:
        """For the link: make sure an ESC/POS printer answers, and learn what it can."""
        async with self._operation:
            await self._learn()

    async def watch(self) -> None:
        """For the link: a sign of life, the way out of a mended error, another look for a proof."""
        questions = self._due_questions()
        if not questions:
            return
        async with self._operation:
            try:
                conditions = await self._asked_twice(questions)
            except Silent:
                return
            now = asyncio.get_running_loop().time()
            in_error = bool(conditions & RECOVERABLE) and Condition.COVER_OPEN not in conditions
            if self._error_retry.is_due(in_error, now):
                await self._conversation.send(CANCEL_ERROR)
            if self._probe_retry.is_due(self._may_know_more, now):
                await self._learn()

    async def _asked_twice(self, questions: list[int]) -> Condition:
        """One answer may get lost on the wire. Raises `Silent` when the second does as well."""
        try:
            return await self._conversation.ask_all(questions, self._times.answer_s)
        except Silent:
            self._leftovers.unanswered()
            return await self._conversation.ask_all(questions, self._times.answer_s)

    async def _learn(self) -> None:
        answered = await probe_real_time(self._conversation, self._times.answer_s)
        self._best_answers.hear(len(answered))
        self._answered = answered
        self._capabilities, self._conversation.tells = None, False
        if is_clear(self._conversation.conditions):
            await self._probe()

    @property
    def _may_know_more(self) -> bool:
        """It answers less than a printer can: another look is worth it, noise may have hidden the rest."""
        found = self._capabilities
        if found is None:
            return False
        return len(self._answered) < MOST_ANSWERS or not (found.job_mark and found.auto_status)

    def _due_questions(self) -> list[int]:
        tells = self._capabilities is not None and self._capabilities.auto_status
        tells = tells and is_clear(self._conversation.conditions)
        return self._questions.due(self._answered, tells=tells, now=asyncio.get_running_loop().time())

    async def _work(self, commands: Iterable[bytes], job_id: bytes, moving_s: float) -> Proof:
        self._leftovers.job = True  # stays so when the job is cancelled or ends in doubt
        proof = self._capabilities.proof if self._capabilities else Proof.POLL
        done = await self._job(proof).run(commands, job_id, moving_s)
        self._leftovers.none()
        self._proved_at = asyncio.get_running_loop().time()
        return done

    def _job(self, proof: Proof) -> Job:
        times, paced = self._times, self._paced
        return Job(self._conversation, self._answered, proof, times, self._piece_bytes, questions=paced)

    def _just_proved(self) -> bool:
        """All was well a moment ago: whether the printer has gone offline since is all there is to ask."""
        return asyncio.get_running_loop().time() - self._proved_at < JUST_S

    async def _preflight(self, numbers: frozenset[int]) -> Capabilities:
        self._require_link()
        if self._leftovers.wire:
            await self._leftovers.be_sure_of_the_wire()
        if self._leftovers.any:
            await self._clear()
        try:
            conditions = await self._conversation.ask_all(sorted(numbers), self._times.answer_s)
            if not is_clear(conditions):
                raise NotReady(self._why_not(conditions))
            return self._capabilities or await self._probe()
        except NotReady:
            raise
        except DeviceError as error:
            raise NotReady(str(error)) from error

    async def _probe(self) -> Capabilities:
        capabilities = await probe_queued(self._conversation, self._times)
        self._best_proof.hear(PROOFS.index(capabilities.proof))
        await self._conversation.send(self._settings(capabilities))
        self._capabilities, self._conversation.tells = capabilities, capabilities.auto_status
        return capabilities

    async def _clear(self) -> None:
        self._require_link()
        settings = self._settings(self._capabilities or Capabilities())
        try:
            self._hanging = await clear_printer(self._conversation, self._answered, settings, self._times)
        except DeviceError as error:
            self.link.drop(error)  # opened anew, nothing unsent is left in the port
            raise NotReady(f"the printer could not be cleared: {error}") from error
        self._leftovers.none()

    def _settings(self, capabilities: Capabilities) -> bytes:
        """What every job begins with: the printer may have been switched off since the last one."""
        dots_per_inch = DOTS_PER_INCH.get(self._width_dots, 203)
        auto = AUTO_STATUS_ALL if capabilities.auto_status else b""
        return INITIALISE + GUARD + encode_motion_units(dots_per_inch) + auto

    def _require_link(self) -> None:
        if self.link.state is not LinkState.READY:
            raise NotReady(f"the printer is not connected: {self.link.reason or 'starting'}")

    def _why_not(self, conditions: Condition) -> str:
        faults = status_of(conditions, self._answered).faults
        return ", ".join(fault.code for fault in faults) or "the printer is busy"

    def _on_conditions(self, conditions: Condition) -> None:
        if self.link.state is LinkState.READY:
            self._set_status(status_of(conditions, self._answered))

    def _on_link_state(self, state: LinkState) -> None:
        if state is LinkState.LOST:
            self._conversation.lost()
            self._set_status(status_without(self.link.reason, self._answered))
        elif state is LinkState.READY:
            self._set_status(status_of(self._conversation.conditions, self._answered))
        elif state is LinkState.CLOSED:
            self._conversation.lost()

    def _set_status(self, status: PrinterStatus) -> None:
        if status != self._status:
            self._status = status
            for listener in self._listeners:
                listener(status)
