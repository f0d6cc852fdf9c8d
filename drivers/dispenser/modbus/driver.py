"""Motors at a Modbus RTU board of relays and inputs, with a latched drop sensor.

Responsible for: closing a slot's relay once for one request, and opening it for certain; what the inputs
prove; door, tray, magazines; status.
Not responsible for: what a turn proves (turn.py), matching answers (conversation.py), requests by id
(../requests.py), connecting (drivers/link.py). A relay stays closed when this program dies: the board must
end a turn by itself, by the home switch's cam.
"""

import asyncio
import contextlib
from collections.abc import Callable
from random import Random, SystemRandom
from typing import Self

from drivers.dispenser.changes import Changes
from drivers.dispenser.modbus import protocol
from drivers.dispenser.modbus.board import Board, Inputs, Motor
from drivers.dispenser.modbus.conversation import Conversation, Refused
from drivers.dispenser.modbus.turn import Turn
from drivers.dispenser.requests import BeforeDrive, Request, Requests
from drivers.dispenser.status import STARTING, WrongDevice, status_lost, status_with
from drivers.dispenser.wire import ROLE, dispenser_transport_at
from drivers.dispensing import DispenseResult, Outcome, Reason, SlotStock, Stage
from drivers.errors import DeviceError, Garbled, Silent
from drivers.interfaces import Transport
from drivers.link import Link, LinkState, LinkTimes
from drivers.status import DeviceStatus

BAUD = 9_600
TIMES = LinkTimes(settle_s=0.1, watch_s=1.0, silence_s=3.5)
TRIES = 5  # of what is safe to repeat
LOOK_S = 0.05
RETURN_S = 20.0
TAKEN_S = 1.0  # the tray is empty for so long
CLEARS_S = 1.0  # for what falls to have passed the sensor
NOT_DONE = (1, 2, 3, 6)  # exceptions of a board that has done nothing
_LATCHED = frozenset((Reason.MOTOR_RUNS_ON, Reason.MOTOR_MISSING, Reason.NO_DROP, Reason.SENSOR_BLOCKED))


class RelayBoard:
    """A board behind `transport` (drivers.interfaces.Dispenser)."""

    def __init__(self, transport: Transport, board: Board, chance: Random) -> None:
        self._board = board
        self._conversation = Conversation(board.unit)
        self._changes = Changes()
        self._requests = Requests(self._give)
        self._latched: set[Reason] = set()
        self._seen: set[Reason] = set()  # at the inputs
        self._stuck: set[int] = set()  # slots, since a person has looked last
        self._current: Turn | None = None
        self._status = STARTING
        self._status_listeners: list[Callable[[DeviceStatus], None]] = []
        self.link = Link(ROLE, transport, self, chance, TIMES)
        self.link.on_state(self._on_link_state)

    @classmethod
    def open(cls, address: str, board: Board, baud: int = BAUD) -> Self:
        """The board at `address` (drivers/transports/address.py); no I/O before `run`.

        Raises `AddressError`.
        """
        return cls(dispenser_transport_at(address, baud), board, SystemRandom())

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
        """Keep the board connected until cancelled; every relay is opened then."""
        connecting = asyncio.ensure_future(self.link.run())
        try:
            await asyncio.wait({connecting})
            connecting.result()
        finally:
            await self._requests.end()
            with contextlib.suppress(DeviceError):
                await self._open_relays(tries=1)
            connecting.cancel()
            await asyncio.wait({connecting})

    async def read_stock(self, slot: int) -> SlotStock:
        """Only whether the magazine is low can be known."""
        motor = self._board.motors.get(slot)
        if motor is None:
            return SlotStock(slot)
        try:
            inputs = await self._read_inputs()
        except DeviceError:
            return SlotStock(slot)
        at_home = inputs.is_on(motor.home)
        return SlotStock(slot, low=inputs.is_on(motor.low), blocked=None if at_home is None else not at_home)

    async def release(self) -> None:
        """End what is latched, and the drop sensor's latch. Raises `DeviceError`."""
        inputs = await self._read_inputs()
        if inputs.dropped:
            await self._reset_latch()
        self._latched.clear()
        self._stuck.clear()
        self._show()

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician."""
        return {
            "link": self.link.state.value,
            "reason": str(self.link.reason or ""),
            "outages": self.link.outages,
            "unanswered": self._conversation.unanswered,
            "noise_bytes": self._conversation.noise_bytes,
            "stuck_slots": sorted(self._stuck),
            **self._requests.figures(),
        }

    def receive(self, data: bytes) -> int:
        """For the link: take bytes from the wire."""
        return self._conversation.feed(data)

    async def identify(self) -> None:
        """For the link: a board with these relays and inputs; its relays are opened. Raises `DeviceError`."""
        noise_bytes = self._conversation.noise_bytes
        try:
            await self._open_relays(tries=TRIES)
            await self._read_inputs()
        except Refused as error:
            raise WrongDevice(
                f"{error}: it has not the relays or inputs that the configuration names"
            ) from error
        except Silent as error:
            if self._conversation.noise_bytes > noise_bytes:
                raise Garbled(
                    "bytes came, but no answer of the board: wrong device, speed or address"
                ) from error
            raise

    async def watch(self) -> None:
        """For the link: look at the inputs."""
        with contextlib.suppress(Silent):
            await self._read_inputs(tries=1)

    async def _give(self, request: Request) -> DispenseResult:
        """Serve one request."""
        motor = self._board.motors.get(request.slot)
        if motor is None:
            return request.ended(Outcome.FAILED, Reason.NO_SUCH_SLOT)
        refused = Reason.JAMMED if request.slot in self._stuck else await self._refusal(motor)
        if refused is not None:
            if refused is Reason.SENSOR_BLOCKED:
                self._note_fault(request.slot, refused)
            return request.ended(Outcome.FAILED, refused)
        await request.before_drive()
        if not self._is_ready():
            return request.ended(Outcome.FAILED, Reason.NOT_CONNECTED)
        request.driven = True
        request.stage(Stage.DRIVING)
        try:
            outcome, reason = await self._turn(motor)
        finally:
            self._current = None
        self._note_fault(request.slot, reason)
        if outcome is Outcome.GIVEN and self._board.tray is not None:
            request.stage(Stage.DROPPED)
            return await self._await_taking(request, reason)
        return request.ended(outcome, reason)

    def _note_fault(self, slot: int, reason: Reason) -> None:
        """It stays until a person has looked."""
        if reason in _LATCHED:
            self._latched.add(reason)
            self._show()
        if reason is Reason.NO_DROP:
            self._stuck.add(slot)

    async def _refusal(self, motor: Motor) -> Reason | None:
        """Why nothing is driven, by the inputs."""
        if not self._is_ready():
            return Reason.NOT_CONNECTED
        if Reason.MOTOR_RUNS_ON in self._latched:
            return Reason.MOTOR_RUNS_ON
        try:
            inputs = await self._at_home(motor)
            if inputs.dropped:
                inputs = await self._reset_latch()
        except DeviceError:
            return Reason.SILENT
        wrong = {
            Reason.DOOR_OPEN: inputs.is_on(self._board.door),
            Reason.TRAY_FULL: inputs.is_on(self._board.tray),
            Reason.SENSOR_BLOCKED: inputs.dropped,
            Reason.JAMMED: inputs.is_on(motor.home) is False,
        }
        return next((reason for reason, is_so in wrong.items() if is_so), None)

    async def _at_home(self, motor: Motor) -> Inputs:
        """The inputs, once the turn before has ended or should have. Raises `DeviceError`."""
        ends = _now() + self._board.turn_s
        while True:
            inputs = await self._read_inputs()
            if inputs.is_on(motor.home) is not False or _now() >= ends:
                return inputs
            await asyncio.sleep(LOOK_S)

    async def _turn(self, motor: Motor) -> tuple[Outcome, Reason]:
        """Close the relay once, open it for certain, and watch."""
        self._current = turn = Turn(self._board, motor, _now())
        await self._close_relay(turn)
        await self._watch_turn(turn, until=lambda: _now() >= turn.began + self._board.pulse_s)
        await self._open_relay(motor)
        await self._watch_turn(turn, until=lambda: turn.dropped or _now() >= turn.lost)
        if turn.blind and not turn.dropped:
            with contextlib.suppress(DeviceError):
                await self._read_inputs()  # the latch may have kept it
        doubt = await self._doubt_of_drop() if turn.dropped else None
        return turn.end() if doubt is None else (Outcome.UNCERTAIN, doubt)

    async def _doubt_of_drop(self) -> Reason | None:
        """Why the latch proves nothing: a sensor that is covered sets it again and again."""
        await self._changes.within(RETURN_S, self._is_ready)
        ends = _now() + CLEARS_S
        try:
            while (await self._reset_latch()).dropped:
                if _now() >= ends:
                    return Reason.SENSOR_BLOCKED
                await asyncio.sleep(LOOK_S)
        except DeviceError:
            return Reason.CONNECTION_LOST
        return None

    async def _close_relay(self, turn: Turn) -> None:
        """Never again, whatever is answered."""
        try:
            await self._ask(protocol.write_coil(self._board.unit, turn.motor.coil, True))
            turn.answered = True
        except Refused as error:
            turn.refused = error.exception in NOT_DONE
        except DeviceError:
            with contextlib.suppress(DeviceError):
                turn.closed = await self._is_closed(turn.motor)

    async def _watch_turn(self, turn: Turn, until: Callable[[], bool]) -> None:
        while not (until() or turn.refused):
            try:
                await self._read_inputs(tries=1)
            except DeviceError:
                turn.blind = True
                await self._changes.within(RETURN_S, self._is_ready)
            await asyncio.sleep(LOOK_S)

    async def _open_relay(self, motor: Motor) -> None:
        """Open it; one that cannot be is a motor that runs on."""
        for _ in range(TRIES):
            with contextlib.suppress(DeviceError):
                await self._ask(protocol.write_coil(self._board.unit, motor.coil, False))
                if not await self._is_closed(motor):
                    return
            await self._changes.within(RETURN_S / TRIES, self._is_ready)
        self._latched.add(Reason.MOTOR_RUNS_ON)
        self._show()

    async def _await_taking(self, request: Request, reason: Reason) -> DispenseResult:
        """What fell lies in the tray until somebody takes it."""
        empty_since: float | None = None
        ends = _now() + self._board.take_s
        while _now() < ends:
            await asyncio.sleep(LOOK_S)
            try:
                lies = (await self._read_inputs()).is_on(self._board.tray)
            except DeviceError:
                return request.ended(Outcome.GIVEN, reason)
            empty_since = None if lies else empty_since or _now()
            if empty_since is not None and _now() >= empty_since + TAKEN_S:
                return request.ended(Outcome.GIVEN, reason, taken=True)
        return request.ended(Outcome.NOT_TAKEN, reason, taken=False)

    async def _reset_latch(self) -> Inputs:
        """The inputs after the drop sensor's latch was reset. Raises `DeviceError`."""
        if self._board.drop_reset is not None:
            for is_on in (True, False):
                await self._ask_again(protocol.write_coil(self._board.unit, self._board.drop_reset, is_on))
        if self._board.drop_register is not None:
            await self._ask_again(protocol.write_register(self._board.unit, self._board.drop_register, 0))
        return await self._read_inputs()

    async def _open_relays(self, tries: int) -> None:
        for motor in self._board.motors.values():
            await self._ask_again(protocol.write_coil(self._board.unit, motor.coil, False), tries)

    async def _is_closed(self, motor: Motor) -> bool:
        answer = await self._ask_again(protocol.read_coils(self._board.unit, motor.coil, 1))
        return answer.bits[0]

    async def _read_inputs(self, tries: int = TRIES) -> Inputs:
        question = protocol.read_inputs(self._board.unit, 0, self._board.input_count)
        inputs = Inputs(self._board, (await self._ask_again(question, tries)).bits)
        if self._current is not None:
            self._current.see(inputs, _now())  # whoever asked: a reading may clear the latch
        self._look(inputs)
        return inputs

    async def _ask_again(self, question: protocol.Question, tries: int = TRIES) -> protocol.Answer:
        """What is safe to repeat. Raises `Silent`, `Refused`, `TransportError`."""
        for _ in range(tries - 1):
            with contextlib.suppress(Silent):
                return await self._ask(question)
        return await self._ask(question)

    async def _ask(self, question: protocol.Question) -> protocol.Answer:
        return await self._conversation.ask(self.link, question)

    def _look(self, inputs: Inputs) -> None:
        """What a person must see to."""
        wrong = {Reason.DOOR_OPEN: self._board.door, Reason.TRAY_FULL: self._board.tray}
        self._seen = {reason for reason, number in wrong.items() if inputs.is_on(number)}
        self._show()

    def _is_ready(self) -> bool:
        return self.link.state is LinkState.READY

    def _on_link_state(self, state: LinkState) -> None:
        self._changes.note()
        self._show()

    def _show(self) -> None:
        """Tell the status, if it is another."""
        status = self._status
        if self.link.state is LinkState.READY:
            status = status_with(self._latched | self._seen)
        elif self.link.state is LinkState.LOST:
            status = status_lost(self.link.reason)
        if status != self._status:
            self._status = status
            for listener in self._status_listeners:
                listener(status)


def _now() -> float:
    return asyncio.get_running_loop().time()
