"""One connector of the printer: what comes in here is read apart from all else; answers go back here.

Responsible for buffer, settings and answers of its host. Body, paper, head belong to the machine behind it.
"""

from collections.abc import Iterator
from typing import Protocol

from simulator.devices.events import AnswerSent, BytesLost, CommandRead, Event
from simulator.devices.printer.arrivals import Arrivals
from simulator.devices.printer.automatic import AutomaticStatus
from simulator.devices.printer.body import Body
from simulator.devices.printer.engine import Cut, Move
from simulator.devices.printer.graphics import Logos
from simulator.devices.printer.interpreter import Interpreter
from simulator.devices.printer.lengths import DLE
from simulator.devices.printer.names import meaning_of
from simulator.devices.printer.options import PrinterOptions
from simulator.devices.printer.outbox import Outbox
from simulator.devices.printer.personality import PERSONALITIES
from simulator.devices.printer.realtime import COMMANDS
from simulator.devices.printer.realtime_actions import RealtimeActions
from simulator.devices.printer.status import automatic_words
from simulator.devices.printer.tokens import Kind, ReceiveBuffer, Token

SHOWN_BYTES = 64


class Machine(Protocol):
    """What a connector may ask of the printer behind it. `at` is the time of what is being done."""

    @property
    def at(self) -> float:
        """Simulated seconds."""

    @property
    def ready(self) -> bool:
        """Whether it is on and has started."""

    def tell(self, event: Event) -> None:
        """Something happened."""

    def begin(self, job: Move | Cut) -> None:
        """Put work before the head."""

    def forget_work(self, connector: str) -> None:
        """Forget the work that `connector` gave."""

    def recover(self) -> None:
        """End a recoverable error whose cause is gone."""

    def switch_off(self) -> None:
        """Power down."""


class Connector:
    """`buffer` holds what has arrived and waits; `waiting_since` is for whoever shares out the paper."""

    def __init__(
        self, name: str, machine: Machine, body: Body, options: PrinterOptions, logos: Logos
    ) -> None:
        personality = PERSONALITIES[options.personality]
        self.name = name
        self.buffer = ReceiveBuffer(options.receive_buffer_bytes)
        self.interpreter = Interpreter(self, body, options.width_dots, personality, logos)
        self.arrivals = Arrivals(options.baud)
        self.outbox = Outbox(options.baud)
        self._machine = machine
        self._body = body
        self._realtime = RealtimeActions(self, body)
        self._realtime.can_clear = personality.clear_buffers
        self._automatic = AutomaticStatus(body)
        self._raster_bytes = 0
        self._given_up = 0

    def room(self) -> int:
        """Bytes it can take now; 0 = busy."""
        taken = self.buffer.occupied_bytes + self.arrivals.line.flying_bytes
        return max(0, self.buffer.capacity_bytes - taken)

    @property
    def at_rest(self) -> bool:
        """Nothing is on its way in, and nothing waits."""
        return not (self.arrivals.line.flying_bytes or self.buffer.occupied_bytes)

    @property
    def waiting_since(self) -> float | None:
        """When the first byte arrived that waits for its turn on the paper; None = none does."""
        line, begin = self.arrivals.line, max(self.buffer.position, self._given_up)
        waits = line.arrived > begin and not self.buffer.begins_realtime
        return line.arrival(begin + 1) if waits else None

    @property
    def last_heard(self) -> float:
        """When the last byte arrived."""
        return self.arrivals.line.arrival(self.arrivals.line.arrived)

    def give_up_turn(self) -> None:
        """Half a command that has arrived waits no longer; more bytes will."""
        self._given_up = self.arrivals.line.arrived

    def receive(self, now: float) -> None:
        """Take in what has arrived by `now`."""
        data = self.arrivals.take(now)
        if not data:
            return
        if self._machine.ready:
            self.buffer.append(data)
        else:
            self.buffer.pass_by(len(data))
            self._lost(now, len(data), "the printer is off or starting")

    def cut_wire(self, now: float) -> None:
        """The cable is pulled: what it still carried is lost."""
        if lost := self.arrivals.cut():
            self._lost(now, lost, "the cable was pulled")

    def act_now(self, at: float) -> None:
        """Act on the real-time command that is due."""
        command = self.arrivals.take_asked()
        if not self._machine.ready:
            return
        self.buffer.drop_alone(command)
        meaning = self._realtime.act(command)
        self._machine.tell(CommandRead(at, command, len(command), meaning, connector=self.name))

    def execute(self, token: Token, at: float) -> None:
        """Act on one command of the buffer in its turn."""
        known = self.interpreter.execute(token)
        self._raster_bytes = self._raster_bytes + token.length if token.kind is Kind.RASTER else 0
        if token.last:
            self._tell(token, at, known)

    def is_behind_us(self, token: Token) -> bool:
        """A real-time command in the buffer has been acted on when it arrived."""
        return token.data[0] == DLE and token.data in COMMANDS and token.kind is Kind.COMMAND

    def _tell(self, token: Token, at: float, known: bool) -> None:
        shown = (token.head + token.data)[:SHOWN_BYTES]
        length = len(token.head) + max(token.length, self._raster_bytes)
        self._raster_bytes = 0
        read = CommandRead(at, shown, length, meaning_of(token), unknown=not known, connector=self.name)
        self._machine.tell(read)

    def said(self, now: float) -> Iterator[AnswerSent]:
        """The answers that are complete at the host by `now`."""
        for answer in self.outbox.take(now):
            yield AnswerSent(answer.at, answer.data, answer.meaning, connector=self.name)

    def body_changed(self) -> None:
        """Sensors say something else: tell a host that asked for it."""
        status = self._automatic.changed()
        if status and self._machine.ready:
            self.answer(status, automatic_words(self._body))

    def answer(self, data: bytes, meaning: str) -> None:
        """Send to the host at the time of what is being done."""
        self.outbox.put(data, meaning, self._machine.at)

    def begin(self, job: Move | Cut) -> None:
        """Put work before the head."""
        self._machine.begin(job)

    def enable_automatic_status(self, items: int) -> None:
        """GS a."""
        if self.interpreter.personality.automatic_status and (status := self._automatic.enable(items)):
            self.answer(status, automatic_words(self._body))

    def enable_realtime(self, function: int, enabled: bool) -> None:
        """GS ( D."""
        if function in self._realtime.enabled:
            self._realtime.enabled[function] = enabled

    def echo_job_id(self, job_id: bytes) -> None:
        """GS ( H: everything before it has been printed."""
        text = f"job {job_id.decode('ascii')} printed"
        self.outbox.put(b"\x37\x22" + job_id + b"\0", text, self._machine.at, keep=True)

    def clear_buffers(self) -> None:
        """Forget everything received here and not yet printed."""
        lost = self.buffer.clear()
        self.arrivals.forget_half_command()
        self._machine.forget_work(self.name)
        self.interpreter.typesetter.clear()
        self.outbox.drop_held()
        if lost:
            self._lost(self._machine.at, lost, "buffers cleared")

    def recover(self) -> None:
        """A recoverable error ends when nothing blocks the blade any more."""
        self._machine.recover()

    def switch_off(self) -> None:
        """DLE DC4 2."""
        self._machine.switch_off()

    def lose_power(self) -> None:
        """Everything in memory is gone."""
        self.clear_buffers()
        self.outbox.clear()
        self._automatic.enable(0)
        self._realtime.enable_all()
        self.interpreter.typesetter.initialise()
        self.interpreter.typesetter.graphics.buffer = None

    def become(self, personality: str) -> None:
        """Another model stands here now."""
        chosen = PERSONALITIES[personality]
        self.interpreter.become(chosen)
        self._realtime.can_clear = chosen.clear_buffers
        if not chosen.automatic_status:
            self._automatic.enable(0)

    def state(self) -> dict[str, object]:
        """What can be seen of it from outside."""
        return {
            "buffer_bytes": self.buffer.occupied_bytes,
            "buffer_capacity_bytes": self.buffer.capacity_bytes,
        }

    def _lost(self, at: float, count: int, reason: str) -> None:
        self._machine.tell(BytesLost(at, count, reason, connector=self.name))
