"""The ticket printer as a device: what comes in at its connectors meets what hands have done to it.

Responsible for the order of things in time: bytes arrive, real-time commands are acted on as they arrive,
the others in turn and only while the printer is online. The parts do the rest.
"""

from collections.abc import Mapping
from dataclasses import replace

from simulator.devices.events import Event, Happened, PaperOut
from simulator.devices.interfaces import PUBLIC, Act, Step
from simulator.devices.printer.body import Body
from simulator.devices.printer.connector import Connector
from simulator.devices.printer.engine import Cut, Move, PrintEngine
from simulator.devices.printer.graphics import Logos
from simulator.devices.printer.hands import ACTS, Hands
from simulator.devices.printer.options import PrinterOptions
from simulator.devices.printer.paper import PaperWeb
from simulator.devices.printer.state import state_of
from simulator.devices.printer.turn import SILENCE_S, Turn


class TicketPrinter:
    """A `simulator.devices.interfaces.Device`. `at` is the time of what is being done."""

    name = "printer"
    acts: tuple[Act, ...] = ACTS

    def __init__(self, options: PrinterOptions | None = None) -> None:
        self.options = options or PrinterOptions()
        self.body = Body(self.options.roll_mm, drawer_pin_high=self.options.drawer_pin_high)
        self.web = PaperWeb(self.body, self.options.width_dots, self._paper_out)
        self.engine = PrintEngine(self.body, self.web, self.options.speed_mm_s, self.changed)
        self.ready = True
        self.at = 0.0
        logos: Logos = {}
        self._connectors = {
            name: Connector(name, self, self.body, self.options, logos) for name in self.options.connectors
        }
        self._turn = Turn(tuple(self._connectors.values()), self.engine, self.web)
        self._hands = Hands(self, self.body, self.web, self.engine, self.options.boot_s)
        self._events: list[Event] = []
        self._worked_until = 0.0

    @property
    def connectors(self) -> tuple[str, ...]:
        """Where hosts can come in."""
        return self.options.connectors

    @property
    def baud(self) -> int:
        """The speed set on the printer."""
        return self.options.baud

    @property
    def listening(self) -> bool:
        """Whether the interface is powered."""
        return self.body.powered

    def room(self, connector: str = PUBLIC) -> int:
        """Bytes it can take now; 0 = busy."""
        return self._connectors[connector].room()

    def feed(self, data: bytes, now: float, connector: str = PUBLIC) -> Step:
        """Bytes from the host begin to arrive at `now`."""
        self._work(now)
        self._connectors[connector].arrivals.feed(data, now)
        return self.advance(now)

    def advance(self, now: float) -> Step:
        """Let time pass until `now`."""
        while (timer := self._hands.next_due()) is not None and timer <= now:
            self._work(timer)
            self._hands.fire(timer)
        self._work(now)
        return self._collect(now)

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> Step:
        """Do what hands do; raises `ActRefused`."""
        before = self.advance(now)
        self.at = now
        self._hands.act(name, parameters, now)
        return before.then(self.advance(now))

    def connect(self, connected: bool, now: float, connector: str = PUBLIC) -> None:
        """The host's side of the wire was opened or closed."""
        self._connectors[connector].outbox.connect(connected, now)

    def cut_wire(self, now: float, connector: str = PUBLIC) -> None:
        """The cable is pulled there: what it still carried is lost, the host is gone."""
        self._connectors[connector].cut_wire(now)
        self.connect(False, now, connector)

    def next_due(self) -> float | None:
        """When something will happen without further input."""
        due = [self.engine.next_due(), self._hands.next_due(), self._turn.silent_at()]
        for connector in self._connectors.values():
            due += (connector.arrivals.next_due(), connector.outbox.next_due())
        return min((at for at in due if at is not None), default=None)

    def state(self) -> dict[str, object]:
        """What can be seen from outside."""
        return {
            **state_of(self.body, self.web, self.ready),
            "printing": self.engine.busy and self.ready and not self.body.offline,
            "personality": self.options.personality,
            "baud": self.options.baud,
        }

    def connector_state(self, connector: str) -> dict[str, object]:
        """What waits at one connector, and whether it has its turn on the paper."""
        return {**self._connectors[connector].state(), "turn": self._turn.held_by(connector)}

    def _work(self, until: float) -> None:
        """Everything that happens by `until`, in the order of time."""
        if self._at_rest():
            self._worked_until = max(self._worked_until, until)
            return
        while (at := self._next_moment()) <= until:
            self._reach(at)
        self._reach(until)

    def _next_moment(self) -> float:
        """When it must be looked at next, for the order to be right: a real-time command, a silence."""
        moments = [self._turn.silent_at()]
        for connector in self._connectors.values():
            moments.append(connector.arrivals.next_asked())
            if connector.arrivals.line.flying_bytes:
                moments.append(self._worked_until + SILENCE_S)
        return min((at for at in moments if at is not None), default=float("inf"))

    def _reach(self, at: float) -> None:
        for connector in self._connectors.values():
            connector.receive(at)
        self._run(at)
        self._act_now(at)
        silent_at = self._turn.silent_at()
        if silent_at is not None and silent_at <= at:
            self._turn.pass_on(max(silent_at, self._worked_until))
            self._run(at)
        self._worked_until = max(self._worked_until, at)
        for connector in self._connectors.values():
            connector.arrivals.line.forget(connector.buffer.position)

    def _at_rest(self) -> bool:
        """Time may pass without anything to do."""
        if self.engine.busy or not self._turn.idle:
            return False
        return all(connector.at_rest for connector in self._connectors.values())

    def _act_now(self, at: float) -> None:
        for connector in self._connectors.values():
            asked = connector.arrivals.next_asked()
            if asked is not None and asked <= at:
                self.at = asked
                connector.act_now(asked)

    def _run(self, until: float) -> None:
        """Act on commands in turn, as far as `until`, while the printer is online."""
        while self.engine.run(until) and (connector := self._turn.next()):
            token = connector.buffer.next()
            if token is None:
                return
            arrived = connector.arrivals.line.arrival(token.end)
            self.at = max(self.engine.free_at, arrived, self._turn.not_before)
            if not connector.is_behind_us(token):
                self._turn.done(self.at)
                connector.execute(token, self.at)

    def _collect(self, now: float) -> Step:
        to_host: dict[str, bytes] = {}
        for name, connector in self._connectors.items():
            said = tuple(connector.said(now))
            self._events += said
            if said:
                to_host[name] = b"".join(answer.data for answer in said)
        events, self._events = tuple(self._events), []
        return Step(to_host, events)

    def _paper_out(self, rows: bytes, cut: bool, reason: str, at: float) -> None:
        self.body.ticket_in_slot = cut
        self.tell(PaperOut(at, self.options.width_dots, rows, cut, reason))
        self.tell(Happened(at, "ticket_cut") if cut else Happened(at, "ticket_torn", reason))

    def tell(self, event: Event) -> None:
        """Something happened."""
        self._events.append(event)

    def changed(self, what: str, at: float) -> None:
        """Sensors or people notice something: tell the hosts that asked for it, go on if possible."""
        self.at = at
        self.tell(Happened(at, what))
        self.engine.resume(at)
        for connector in self._connectors.values():
            connector.body_changed()

    def begin(self, job: Move | Cut) -> None:
        """Put work before the head."""
        if isinstance(job, Move) and job.dots is not None and not self.web.printed and not self.engine.busy:
            self.tell(Happened(self.at, "printing_started"))
        self.engine.begin(job, self.at)

    def forget_work(self, connector: str) -> None:
        """Forget the work that `connector` gave."""
        if self._turn.held_by(connector):
            self.engine.clear()

    def recover(self) -> None:
        """A recoverable error ends when nothing blocks the blade any more."""
        self.body.cutter_error = self.body.blade_blocked
        if not self.body.cutter_error:
            self.changed("recovered", self.at)

    def switch_off(self) -> None:
        """Everything in memory is gone; paper, cover and blade stay as they are."""
        for connector in self._connectors.values():
            connector.lose_power()
        self.engine.clear()
        self._turn.reset()
        self.body.powered = self.ready = False
        self.body.opened_while_printing = self.body.feed_pressed = False
        self.changed("powered_off", self.at)

    def wake(self, at: float) -> None:
        """The printer has started: the blade finds its place, or cannot."""
        self.ready = True
        self.body.cutter_error = self.body.blade_blocked
        for connector in self._connectors.values():
            connector.arrivals.forget_half_command()
        self.changed("ready", at)

    def become(self, personality: str, at: float) -> None:
        """Another model stands here now."""
        self.options = replace(self.options, personality=personality)
        for connector in self._connectors.values():
            connector.become(personality)
        self.changed(f"personality_{personality}", at)
