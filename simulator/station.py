"""One device in real time: joins its connectors with wires, trace, tickets and the scenario in progress.

Responsible for when things are looked at; what happens then is the models' business.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Protocol

from simulator.clock import SimulationClock
from simulator.devices.events import Event, PaperOut
from simulator.devices.interfaces import Step
from simulator.recording import Recorder
from simulator.tickets import TicketShelf
from simulator.trace import Trace
from simulator.wires.line import Line

SHORTEST_LOOK_S = 0.001


class Wire(Protocol):
    """Where a host program can reach the device."""

    def send(self, data: bytes) -> None:
        """Hand bytes to the host, as far as it takes them."""

    def look(self) -> None:
        """The device may have room again, or its cable or its power may have changed."""


class Station:
    """Everything the bench knows of one device. Call it only on the event loop it was made on."""

    def __init__(
        self,
        line: Line,
        clock: SimulationClock,
        loop: asyncio.AbstractEventLoop,
        shared: Trace | None = None,
    ) -> None:
        """`shared` is a trace with lines of other devices; there this one's lines name it."""
        self.line = line
        self.clock = clock
        self.trace = Trace() if shared is None else shared
        self._traced_as = "" if shared is None else line.name
        self.tickets = TicketShelf()
        self.recorder: Recorder | None = None
        self._loop = loop
        self._wires: dict[str, Wire] = {}
        self._listeners: list[Callable[[tuple[Event, ...]], None]] = []
        self._timer: asyncio.TimerHandle | None = None

    def add_wire(self, connector: str, wire: Wire) -> None:
        """Let a host come in at `connector` through `wire`."""
        self._wires[connector] = wire

    def on_events(self, listener: Callable[[tuple[Event, ...]], None]) -> None:
        """Call `listener` after every change, also when there are no events in it."""
        self._listeners.append(listener)

    def room(self, connector: str) -> int:
        """How many bytes may be handed over there now."""
        return self.line.room(self.clock.now(), connector)

    def feed(self, connector: str, data: bytes) -> None:
        """Bytes from the host there."""
        now = self.clock.now()
        if self.recorder:
            self.recorder.write(connector, data, now)
        self._settle(self.line.feed(data, now, connector))

    def set_host(self, connector: str, present: bool, baud: int) -> None:
        """A host opened or closed its end there."""
        self.line.set_host(present, baud, self.clock.now(), connector)
        self.look()

    def act(self, name: str, parameters: Mapping[str, float]) -> None:
        """Do what hands do. Raises `ActRefused`."""
        self._settle(self.line.act(name, parameters, self.clock.now()))
        self._wires_look()

    def let(self, change: Callable[[float], Step]) -> None:
        """Let something happen to the device that no hands do; `change` is given the time."""
        self._settle(change(self.clock.now()))
        self.look()

    def set_speed(self, speed: float) -> None:
        """Let time pass at another speed; 0 = pause. Raises ValueError."""
        self.clock.set_speed(speed)
        self.look()

    def look(self) -> None:
        """Let time pass until now."""
        self._settle(self.line.advance(self.clock.now()))

    def close(self) -> None:
        """Stop looking."""
        if self._timer:
            self._timer.cancel()
        if self.recorder:
            self.recorder.close()

    def _settle(self, step: Step) -> None:
        self.trace.add(step.events, self._traced_as)
        for event in step.events:
            if isinstance(event, PaperOut):
                self.tickets.add(event)
        for connector, data in step.to_host.items():
            if connector in self._wires:
                self._wires[connector].send(data)
        self._look_again()
        for listener in self._listeners:
            listener(step.events)

    def _look_again(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        due = self.line.next_due()
        delay = None if due is None else self.clock.real_delay(due)
        if delay is not None:
            self._timer = self._loop.call_later(max(delay, SHORTEST_LOOK_S), self._due)

    def _due(self) -> None:
        self.look()
        self._wires_look()

    def _wires_look(self) -> None:
        for wire in self._wires.values():
            wire.look()
