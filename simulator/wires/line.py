"""A device with its wires: the same device, but with cables that can be pulled and faults on the way.

Pure like the device itself, so that it serves a real wire and a memory pipe alike.
"""

import random
from collections.abc import Mapping

from simulator.devices.events import BytesLost, Event, Happened
from simulator.devices.interfaces import PUBLIC, Act, ActRefused, Device, Parameter, Step
from simulator.wires.faults import FAULT_NAMES, FAULTS
from simulator.wires.link import Link

CABLE = (
    Act("pull_cable", "cable", {"vi": "Rút cáp", "en": "Pull cable"}, key="p"),
    Act("plug_cable", "cable", {"vi": "Cắm cáp", "en": "Plug in"}, key="u"),
    Act("reconnect_elsewhere", "cable", {"vi": "Sang cổng khác", "en": "Other port"}),
)
OK = Act("ok", "wire", {"vi": "Đường dây tốt", "en": "Wire is well"}, key="g")


class Line:
    """What wires or memory pipes talk to, one at each connector. Cables and faults are those of all."""

    def __init__(self, device: Device, rng: random.Random, faults: tuple[Act, ...] = FAULTS) -> None:
        """`faults` are those of `FAULTS` that can befall this device's wires."""
        self.device = device
        self.plugged = True
        self.port = 1
        self.acts = (*device.acts, *CABLE, *((OK, *faults) if faults else ()))
        self._links = {
            name: Link(name, random.Random(rng.random()), device.baud)  # noqa: S311 (chance for faults, no secret)
            for name in device.connectors
        }

    @property
    def name(self) -> str:
        """The device's name."""
        return self.device.name

    def room(self, now: float, connector: str = PUBLIC) -> int:
        """How many bytes the host there may hand over now."""
        room = self.device.room(connector)
        return self._links[connector].faults.room(room, now) if self.plugged else 0

    def feed(self, data: bytes, now: float, connector: str = PUBLIC) -> Step:
        """Bytes from the host there."""
        if not self.plugged:
            return Step(events=(BytesLost(now, len(data), "the cable is out", connector=connector),))
        before = self.advance(now) if self._is_worth_a_look else Step()
        seen = self._links[connector].faults.to_device(data, now)
        return before.then(self._through(self.device.feed(seen, now, connector), now))

    def advance(self, now: float) -> Step:
        """Let time pass."""
        step = self._through(self.device.advance(now), now)
        if not self._is_worth_a_look:
            return step
        over = {name: None for link in self._links.values() for name in link.faults.expire(now)}
        events = tuple(Happened(now, "fault_over", name) for name in over)
        return Step(step.to_host, step.events + events + self._mismatches(now))

    def set_host(self, present: bool, baud: int, now: float, connector: str = PUBLIC) -> None:
        """A host opened or closed its end there, at this speed (0 = no speed)."""
        self._links[connector].faults.host_baud = baud
        self.device.connect(present and self.plugged, now, connector)

    def host_baud(self, connector: str) -> int:
        """The speed of the host there; 0 = none is there, or its wire has no speed."""
        return self._links[connector].faults.host_baud

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> Step:
        """Do what hands do, to the device or to its wires. Raises `ActRefused`."""
        act = next((act for act in self.acts if act.name == name), None)
        if act is None:
            known = ", ".join(act.name for act in self.acts)
            raise ActRefused(f"{self.name} has no act {name!r}; there are: {known}")
        complete = complete_parameters(act, parameters)
        before = self.advance(now)
        if name in FAULT_NAMES or act is OK:
            return before.then(self._set_fault(name, complete, now))
        if act in CABLE:
            return before.then(self._move_cable(name, now))
        return before.then(self._through(self.device.act(name, complete, now), now))

    def next_due(self) -> float | None:
        """When something will happen without further input."""
        due = [self.device.next_due(), *(link.next_due() for link in self._links.values())]
        return min((at for at in due if at is not None), default=None)

    def state(self) -> dict[str, object]:
        """The device's state, and its wires'."""
        connectors = {
            name: {**self.device.connector_state(name), **link.state()} for name, link in self._links.items()
        }
        return {
            **self.device.state(),
            "connectors": connectors,
            "cable": "in" if self.plugged else "out",
            "port": self.port,
            "faults": {name: dict(fault.parameters) for name, fault in self._any_link.faults.active.items()},
            "baud_mismatch": any(link.faults.baud_mismatch for link in self._links.values()),
        }

    @property
    def _is_worth_a_look(self) -> bool:
        """A fault may be over by now, or there may be something to tell of the speeds."""
        return any(link.faults.active or link.has_news for link in self._links.values())

    @property
    def _any_link(self) -> Link:
        """The same faults are in force on all of them."""
        return next(iter(self._links.values()))

    def _set_fault(self, name: str, parameters: Mapping[str, float], now: float) -> Step:
        for link in self._links.values():
            if name == OK.name:
                link.faults.end_all()
            else:
                link.faults.begin(name, parameters, now)
        return Step(events=(Happened(now, f"wire_{name}"), *self._mismatches(now)))

    def _move_cable(self, name: str, now: float) -> Step:
        if name == "plug_cable" and self.plugged:
            return Step()
        plugged, self.plugged = self.plugged, name != "pull_cable"
        self.port += name == "reconnect_elsewhere"
        for connector, link in self._links.items():
            link.cut()
            self.device.cut_wire(now, connector)
        what = "cable_plugged" if self.plugged else "cable_pulled"
        moved = plugged != self.plugged or name == "reconnect_elsewhere"
        return Step(events=(Happened(now, what),) if moved else ())

    def _mismatches(self, now: float) -> tuple[Event, ...]:
        return tuple(event for link in self._links.values() for event in link.mismatch(now))

    def _through(self, step: Step, now: float) -> Step:
        """Put the device's answers on the wires and take off what has reached the hosts by `now`."""
        if not self.plugged:
            return Step(events=step.events)
        to_host = {}
        for name, link in self._links.items():
            link.send(step.events)
            if heard := link.arrived(now):
                to_host[name] = heard
        return Step(to_host, step.events)


def complete_parameters(act: Act, given: Mapping[str, float]) -> dict[str, float]:
    """All parameters of `act`, with defaults for those not given. Raises `ActRefused`."""
    known = {parameter.name: parameter for parameter in act.parameters}
    for name, value in given.items():
        if name not in known:
            raise ActRefused(f"{act.name} has no parameter {name!r}; {_known(known)}")
        _check(act, known[name], value)
    return {name: given.get(name, parameter.default) for name, parameter in known.items()}


def _known(known: Mapping[str, Parameter]) -> str:
    return f"there are: {', '.join(known)}" if known else "it takes none"


def _check(act: Act, parameter: Parameter, value: float) -> None:
    if not parameter.low <= value <= parameter.high:
        allowed = f"{parameter.low:.10g} to {parameter.high:.10g} {parameter.unit}".rstrip()
        raise ActRefused(f"{act.name}: {parameter.name} is {value:.10g}, it must be {allowed}")
