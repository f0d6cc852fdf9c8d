"""A vending controller on a serial line: it polls, we answer within 100 ms.

Responsible for: answering every poll at once, whatever else is under way; one item at most for one request;
what a lost acknowledgement means; stock, jams, door; status.
Not responsible for: which command goes at which poll (exchange.py), what proves what (drive.py), what it has
said of itself (heard.py), requests by id (../requests.py), a thread of its own (../threaded.py), connecting
(drivers/link.py).
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random, SystemRandom
from typing import Self

from drivers.dispenser.changes import Changes
from drivers.dispenser.requests import BeforeDrive, Request, Requests
from drivers.dispenser.status import STARTING, status_lost, status_with
from drivers.dispenser.vmc.drive import Drive, End
from drivers.dispenser.vmc.exchange import Errand, Exchange, Way
from drivers.dispenser.vmc.heard import Heard
from drivers.dispenser.vmc.protocol import answers, codes, commands
from drivers.dispenser.vmc.protocol.codes import Machine
from drivers.dispenser.vmc.protocol.commands import Dialect, Told
from drivers.dispenser.vmc.protocol.frames import Frame, FrameReader
from drivers.dispenser.wire import ROLE, dispenser_transport_at
from drivers.dispensing import DispenseResult, Outcome, Reason, SlotStock, Stage
from drivers.errors import Garbled, NotReady, Silent, TransportError
from drivers.interfaces import Transport
from drivers.link import Link, LinkState, LinkTimes
from drivers.status import DeviceStatus

log = logging.getLogger(__name__)

BAUD = 57_600
TIMES = LinkTimes(settle_s=0.1, watch_s=0.5, silence_s=3.0)
POLLED_S = 3.0  # the longest that a controller can be told to wait is 2 s
ANSWER_S = 3.0
GAP_S = 1.0  # without a frame, and it may have been switched off between
WRITE_S = 0.3
ECHO_S = 2.0  # a synchronisation that follows ours so soon is its answer
_CONNECTED = (LinkState.IDENTIFYING, LinkState.READY)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: for a word of a drive, for its return when it was lost, between two looks at the machine."""

    drive_s: float = 20.0
    return_s: float = 20.0
    tend_s: float = 10.0


class VendingController:
    """A controller behind `transport` (drivers.interfaces.Dispenser).

    `counts_stock`: it was seen to count down with every drive, so that an unchanged count is a proof.
    """

    def __init__(
        self,
        transport: Transport,
        chance: Random,
        dialect: Dialect | None = None,
        counts_stock: bool = False,
        patience: Patience | None = None,
    ) -> None:
        self._dialect = dialect or Dialect()
        self._counts_stock = counts_stock
        self._patience = patience or Patience()
        self._frames = FrameReader()
        self._exchange = Exchange()
        self._heard = Heard()
        self._changes = Changes()
        self._requests = Requests(self._give)
        self._answer = b""
        self._due = asyncio.Event()
        self._drive: Drive | None = None
        self._heard_at = self._synchronised_at = -float("inf")
        self._malformed = self._unmatched = 0
        self._status = STARTING
        self._status_listeners: list[Callable[[DeviceStatus], None]] = []
        self.link = Link(ROLE, transport, self, chance, TIMES)
        self.link.on_state(self._on_link_state)

    @classmethod
    def open(
        cls, address: str, baud: int = BAUD, dialect: Dialect | None = None, counts_stock: bool = False
    ) -> Self:
        """The controller at `address` (drivers/transports/address.py); no I/O before `run`.

        Raises `AddressError`.
        """
        return cls(dispenser_transport_at(address, baud), SystemRandom(), dialect, counts_stock)

    @property
    def status(self) -> DeviceStatus:
        """The status last known."""
        return self._status

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        self._status_listeners.append(listener)

    def on_stage(self, listener: Callable[[str, Stage], None]) -> None:
        """Call `listener` on the event loop with a request's id and how far it is."""
        self._requests.on_stage(listener)

    def on_result(self, listener: Callable[[DispenseResult], None]) -> None:
        """Call `listener` on the event loop with every result, once."""
        self._requests.on_result(listener)

    def result_of(self, request_id: str) -> DispenseResult | None:
        """The result of a request that ended."""
        return self._requests.result_of(request_id)

    async def dispense(self, request_id: str, slot: int, before_drive: BeforeDrive) -> DispenseResult:
        """Give one item (drivers.interfaces.Dispenser)."""
        return await self._requests.dispense(request_id, slot, before_drive)

    async def run(self) -> None:
        """Keep the controller answered until cancelled; a drive under way then ends `uncertain`."""
        works = [asyncio.ensure_future(work) for work in (self.link.run(), self._speak(), self._tend())]
        try:
            ended, _ = await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
            for work in ended:
                work.result()
        finally:
            for work in works:
                work.cancel()
            await asyncio.wait(works)
            await self._requests.end()

    async def read_stock(self, slot: int) -> SlotStock:
        """Ask for everything that it knows, as it cannot be asked for one slot alone."""
        await self._read_count(slot)
        return self._heard.stocks.stock(slot)

    async def write_stock(self, slot: int, count: int) -> None:
        """Tell how many are in a slot, 0 to 255, after a refill. Raises `NotReady`, `Silent`, ValueError."""
        if slot not in commands.SLOTS or not 0 <= count <= 255:
            raise ValueError(f"slot {slot} with {count} items")
        await self._say(commands.set_stock(slot, count, self._dialect))
        self._heard.stocks.doubt(slot)

    async def release(self) -> None:
        """End what is latched, and the marks of jammed slots. Raises `NotReady`, `Silent`."""
        await self._say(commands.clear_jams())
        self._heard.looked_at()
        await self._ask(commands.ask_jams(), answers.Jams)
        await self._read_machine()
        self._show()

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician."""
        exchange, heard = self._exchange, self._heard
        return {
            "link": self.link.state.value,
            "reason": str(self.link.reason or ""),
            "outages": self.link.outages,
            "polls": exchange.polls,
            "repeated_frames": exchange.repeated_frames,
            "resent_commands": exchange.resends,
            "lost_commands": exchange.lost,
            "bad_frames": self._frames.bad_frames + self._malformed,
            "noise_bytes": self._frames.noise_bytes,
            "late_statuses": self._unmatched,
            "machine": heard.machine.value if heard.machine else None,
            "machine_report": heard.report.hex(" "),
            "jammed_slots": sorted(heard.jammed_slots),
            **self._requests.figures(),
        }

    def receive(self, data: bytes) -> int:
        """For the link: take bytes from the wire; the answer leaves before anybody hears what was said."""
        now = _now()
        frames = self._frames.feed(data, now)
        if not frames:
            return 0
        if now - self._heard_at > GAP_S:
            self._interrupt()
        self._heard_at = now
        turn = self._exchange.hear(frames, now)
        if turn.answer:
            self._answer = turn.answer
            self._due.set()
        # the writer is woken first, so no listener can hold the answer up
        asyncio.get_running_loop().call_soon(self._hear_all, turn.said)
        return len(frames)

    async def identify(self) -> None:
        """For the link: a controller polls. Raises `Silent`, `Garbled`."""
        noise_bytes, polls = self._frames.noise_bytes, self._exchange.polls
        if not await self._changes.within(POLLED_S, lambda: self._exchange.polls > polls):
            if self._frames.noise_bytes > noise_bytes:
                raise Garbled("bytes came, but no poll of a vending controller: wrong device, speed or cable")
            raise Silent("no poll came from the vending controller: is it switched on, is it told of us?")
        self._synchronise()
        for told in (commands.ask_status(), commands.ask_jams(), commands.ask_machine()):
            self._exchange.add(told)

    async def watch(self) -> None:
        """For the link: it polls by itself, there is nothing to ask."""

    async def _give(self, request: Request) -> DispenseResult:
        """Serve one request."""
        refused = await self._refusal(request.slot)
        if refused is not None:
            return request.ended(Outcome.FAILED, refused)
        await request.before_drive()
        if self.link.state is not LinkState.READY:
            return request.ended(Outcome.FAILED, Reason.NOT_CONNECTED)
        drive = Drive(request.slot, self._dialect.drop_sensor, self._heard.stocks.count(request.slot))
        self._heard.stocks.doubt(request.slot)
        self._drive, request.driven = drive, True
        request.stage(Stage.DRIVING)
        try:
            return await self._watch_drive(request, drive)
        finally:
            self._drive = None
            self._heard.stocks.doubt(request.slot)
            self._show()
            if self.link.state is LinkState.READY:
                self._synchronise()

    async def _watch_drive(self, request: Request, drive: Drive) -> DispenseResult:
        errand = self._exchange.add(commands.give(request.slot, self._dialect))
        await self._changes.within(POLLED_S, lambda: errand.way is not Way.WAITING)
        if errand.withdraw():
            request.driven = False
            ready = self.link.state is LinkState.READY
            return request.ended(Outcome.FAILED, Reason.SILENT if ready else Reason.NOT_CONNECTED)
        while await self._heard_more(drive):
            pass
        end = drive.end
        if end is None:
            end = await self._settle_doubt(drive, errand)
        self._heard.note(drive.slot, end.reason)
        if end.reason is Reason.JAMMED:
            self._exchange.add(commands.ask_jams())
        return request.ended(end.outcome, end.reason, end.detail)

    async def _heard_more(self, drive: Drive) -> bool:
        """True when the controller said more of a drive that goes on."""
        said = len(drive.codes)
        await self._changes.within(
            self._patience.drive_s,
            lambda: drive.end is not None or len(drive.codes) > said,
        )
        return drive.end is None and len(drive.codes) > said

    async def _settle_doubt(self, drive: Drive, errand: Errand) -> End:
        """It did not say how the drive ended: ask how it is now, and what is in the slot."""
        machine, count = None, None
        if await self._changes.within(self._patience.return_s, lambda: self.link.state is LinkState.READY):
            machine = await self._read_machine()
            if await self._is_marked(drive.slot) and drive.end is None:
                return End(Outcome.UNCERTAIN, Reason.JAMMED, drive.detail)
            count = await self._read_count(drive.slot) if machine is not None else None
        acknowledged = errand.way is Way.ACKNOWLEDGED
        return drive.judge(machine, count, acknowledged, self._counts_stock)

    async def _refusal(self, slot: int) -> Reason | None:
        """Why nothing is driven; None: the controller says that the slot can give."""
        if slot not in commands.SLOTS:
            return Reason.NO_SUCH_SLOT
        if self.link.state is not LinkState.READY:
            return Reason.NOT_CONNECTED
        if Reason.MOTOR_RUNS_ON in self._heard.latched:
            return Reason.MOTOR_RUNS_ON
        if slot in self._heard.jammed_slots:
            return Reason.JAMMED
        self._heard.forget_selection()
        self._exchange.add(commands.check(slot, self._dialect))
        selected = partial(self._heard.selected, slot)
        await self._changes.within(ANSWER_S, lambda: selected() is not None or not self._is_ready())
        status = selected()
        if status is None:
            return Reason.SILENT if self._is_ready() else Reason.NOT_CONNECTED
        return codes.refusal(status)

    def _is_ready(self) -> bool:
        return self.link.state is LinkState.READY

    async def _read_machine(self) -> Machine | None:
        answered = await self._ask(commands.ask_status(), answers.MachineStatus)
        return self._heard.machine if answered else None

    async def _is_marked(self, slot: int) -> bool:
        """Whether the controller has marked the slot as jammed."""
        return await self._ask(commands.ask_jams(), answers.Jams) and slot in (self._heard.jams or ())

    async def _ask(self, told: Told, answer: type[answers.Said]) -> bool:
        """True when such an answer came."""
        before = self._heard.times[answer]
        self._exchange.add(told)
        return await self._changes.within(ANSWER_S, lambda: self._heard.times[answer] > before)

    async def _read_count(self, slot: int) -> int | None:
        if not self._is_ready():
            return None
        self._heard.stocks.doubt(slot)
        self._synchronise()
        await self._changes.within(ANSWER_S, lambda: self._heard.stocks.is_fresh(slot))
        return self._heard.stocks.count(slot)

    async def _say(self, told: Told) -> None:
        """Have it acknowledged. Raises `NotReady`, `Silent`."""
        if not self._is_ready():
            raise NotReady("the dispenser is not connected")
        errand = self._exchange.add(told)
        await self._changes.within(ANSWER_S, lambda: errand.is_over)
        if errand.way is not Way.ACKNOWLEDGED:
            errand.withdraw()
            raise Silent(f"the dispenser did not acknowledge {told.command.name.lower()}")

    def _synchronise(self) -> None:
        self._synchronised_at = _now()
        self._exchange.add(commands.synchronise())

    async def _speak(self) -> None:
        """Write each answer as soon as it is known."""
        while True:
            await self._due.wait()
            self._due.clear()
            answer, self._answer = self._answer, b""
            if answer and self.link.state in _CONNECTED:
                await self._write(answer)

    async def _write(self, data: bytes) -> None:
        with contextlib.suppress(TransportError):
            try:
                async with asyncio.timeout(WRITE_S):
                    await self.link.write(data)
            except TimeoutError:
                self.link.drop(TransportError(f"the {ROLE} took no answer for {WRITE_S:g} s"))

    async def _tend(self) -> None:
        """Look at door, tray and jams now and then, while nothing else is to be said."""
        while True:
            await asyncio.sleep(self._patience.tend_s)
            if self._is_ready() and self._drive is None and self._exchange.is_idle:
                self._exchange.add(commands.ask_status())
                self._exchange.add(commands.ask_jams())

    def _hear_all(self, frames: list[Frame]) -> None:
        for frame in frames:
            try:
                said = answers.decode(frame, self._dialect.order)
            except answers.Malformed as error:
                self._malformed += 1
                log.debug("%s: %s", ROLE, error)
            else:
                self._hear(said)
        self._changes.note()
        self._show()

    def _hear(self, said: answers.Said | None) -> None:
        self._heard.hear(said)
        match said:
            case answers.DispensingStatus():
                self._hear_drive(said)
            case answers.Synchronise():
                self._hear_synchronise()

    def _hear_drive(self, said: answers.DispensingStatus) -> None:
        if codes.verdict(said.status) is codes.Verdict.UNKNOWN:
            log.warning("%s: unknown code of a drive slot=%d code=%02x", ROLE, said.slot, said.status)
        if self._drive is not None and self._drive.slot == said.slot:
            self._drive.hear(said.status)
            return
        self._unmatched += 1
        log.info("%s: status of no drive of ours slot=%d code=%02x", ROLE, said.slot, said.status)

    def _hear_synchronise(self) -> None:
        """Its own begins it anew; one that follows ours is an answer."""
        if _now() - self._synchronised_at < ECHO_S:
            return
        self._interrupt()
        self._synchronise()

    def _interrupt(self) -> None:
        """It was away, or is begun anew: silence from now on proves nothing."""
        if self._drive is not None:
            self._drive.interrupted = True
            self._changes.note()

    def _on_link_state(self, state: LinkState) -> None:
        if state not in _CONNECTED:
            self._interrupt()
            self._exchange.begin()
            self._frames.forget()
            self._answer = b""
            self._heard.gone()
        self._changes.note()
        self._show()

    def _show(self) -> None:
        """Tell the status, if it is another."""
        status = self._status
        if self.link.state is LinkState.READY:
            status = status_with(self._heard.wrong)
        elif self.link.state is LinkState.LOST:
            status = status_lost(self.link.reason)
        if status != self._status:
            self._status = status
            for listener in self._status_listeners:
                listener(status)


def _now() -> float:
    return asyncio.get_running_loop().time()
