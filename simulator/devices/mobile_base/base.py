"""The base as a device: every 20 ms it feels the world and tells its hosts; it does what it is commanded.

Responsible for: power, time, which command has what effect, what goes into a frame.
Not responsible for: what its wheels move and its sensors meet (body.py), what a wire does to the bytes.
"""

import random
from collections.abc import Mapping

from simulator.devices.events import Answered, BytesLost, CommandRead, Event, FrameSent, Happened
from simulator.devices.interfaces import PUBLIC, Act, Step
from simulator.devices.mobile_base import commands
from simulator.devices.mobile_base.battery import Battery
from simulator.devices.mobile_base.body import Body
from simulator.devices.mobile_base.changes import changes
from simulator.devices.mobile_base.commands import Command
from simulator.devices.mobile_base.feedback import Feedback, encode_feedback
from simulator.devices.mobile_base.frames import FrameReader, Lost, SubPayload, encode_frame, sub_payloads
from simulator.devices.mobile_base.gyro import Gyro
from simulator.devices.mobile_base.hands import ACTS, Hands, Switches
from simulator.devices.mobile_base.options import FIRMWARES, MobileBaseOptions
from simulator.devices.mobile_base.outputs import Outputs
from simulator.devices.mobile_base.requests import Requests
from simulator.devices.mobile_base.senses import Senses
from simulator.devices.mobile_base.sensors import Sensors
from simulator.devices.mobile_base.wheels import Wheels

TICK_S = 0.02
MOST_LATE_S = 0.1  # after a stall of this program older frames are not told any more
READ_BYTES = 4096
IDLE_A = 0.7  # drawn by the base itself and by what hangs on its sockets
SHOWN_BYTES = 32


class MobileBase:
    """A `simulator.devices.interfaces.Device`. Every host at its connectors gets the same frames."""

    name = "mobile_base"
    acts: tuple[Act, ...] = ACTS
    listening = True  # its USB side is powered by the host

    def __init__(self, body: Body, options: MobileBaseOptions | None = None) -> None:
        self.options = options or MobileBaseOptions()
        self.baud = self.options.baud
        rng = random.Random(self.options.seed)  # noqa: S311 (noise, no secret)
        self.wheels = Wheels(body)
        self.battery = Battery(self.options.capacity_ah, self.options.battery_percent)
        self.gyro = Gyro(self.options.gyro_drift_deg_min, self.options.gyro_noise_deg_s, rng)
        self.senses = Senses(
            self.wheels, self.battery, self.gyro, Sensors(rng), self.options.emergency_stop_input
        )
        self.switches = Switches(self.options.command_timeout_s)
        self.firmware = FIRMWARES[self.options.firmware]
        self.command = (0, 0)  # speed in mm/s and radius in mm that it has heard last
        self.told = Feedback()
        self.frames = 0
        self.lost_bytes = 0
        self._hands = Hands(self.wheels, self.battery, self.gyro, self.senses, self.switches)
        self._readers = {name: FrameReader() for name in self.options.connectors}
        self._hosts: set[str] = set()
        self._now = 0.0
        self._begin(0.0)

    @property
    def connectors(self) -> tuple[str, ...]:
        """Where hosts can come in."""
        return self.options.connectors

    def room(self, connector: str = PUBLIC) -> int:
        """It always takes commands."""
        return READ_BYTES

    def feed(self, data: bytes, now: float, connector: str = PUBLIC) -> Step:
        """Bytes from the host there."""
        step = self.advance(now)
        if not self._runs(now):
            return step.then(self._lose(Lost(data, "the base is off"), now, connector))
        for found in self._readers[connector].read(data, now):
            if isinstance(found, Lost):
                step = step.then(self._lose(found, now, connector))
                continue
            for part in sub_payloads(found):
                step = step.then(self._hear(part, now, connector))
        return step

    def advance(self, now: float) -> Step:
        """Let time pass until `now`."""
        events: list[Event] = []
        while self.switches.powered and self._tick_at <= now:
            self._tick(self._tick_at, now, events)
        self._now = max(self._now, now)
        return _step(events)

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> Step:
        """Do what hands do; raises `ActRefused`."""
        before = self.advance(now)
        was_powered = self.switches.powered
        told = Happened(now, self._hands.act(name, parameters, now))
        if self.switches.powered is not was_powered:
            self._switch(now)
        if name == "press_stop" and self.options.emergency_stop_cuts_motors:
            self.wheels.want(0.0, 0.0, now)
        return before.then(Step(events=(told,)))

    def connect(self, connected: bool, now: float, connector: str = PUBLIC) -> None:
        """A host can receive there from now on, or no longer."""
        (self._hosts.add if connected else self._hosts.discard)(connector)

    def cut_wire(self, now: float, connector: str = PUBLIC) -> None:
        """The cable is pulled there."""
        self.connect(False, now, connector)
        self._readers[connector] = FrameReader()

    def next_due(self) -> float | None:
        """When something will happen without further input."""
        return self._tick_at if self.switches.powered else None

    def state(self) -> dict[str, object]:
        """What can be seen from outside, and what it has told last."""
        left, right = self.wheels.wanted
        return {
            "power": "on" if self._runs(self._now) else "starting" if self.switches.powered else "off",
            "wheels_m_s": [round(left, 3), round(right, 3)],
            "command": {"speed_mm_s": self.command[0], "radius_mm": self.command[1]},
            "command_timeout_s": self.switches.command_timeout_s,
            "told": {name: getattr(self.told, name) for name in _SHOWN},
            "battery_v": round(self.battery.volts, 2),
            "charge": round(self.battery.charge, 3),
            "emergency_stop": "pressed" if self.senses.pressed.emergency_stop else "released",
            "lifted": self.wheels.trouble.lifted,
            "blocked": list(self.wheels.trouble.blocked),
            "slip": self.wheels.trouble.slip,
            "sensors": self.senses.sensors.words(),
            "gyro_drift_deg_min": self.gyro.drift_deg_min,
            "firmware": self.options.firmware,
            "frames": self.frames,
            "lost_bytes": self.lost_bytes,
            **self.outputs.state(self._now),
        }

    def connector_state(self, connector: str) -> dict[str, object]:
        """Whether anybody listens there."""
        return {"listening": connector in self._hosts}

    def _begin(self, at: float) -> None:
        """It has booted: nothing is left of what it was told before."""
        self._started = self._tick_at = at
        self._ticks = 0
        self._commanded_at = at
        self._timed_out = True
        self.command = (0, 0)
        self.outputs = Outputs()
        self.requests = Requests(self.options.unique_id, self.firmware)
        self.senses.boot()

    def _switch(self, now: float) -> None:
        """Power came or went."""
        self.wheels.want(0.0, 0.0, now)
        self._readers = {name: FrameReader() for name in self.options.connectors}
        if self.switches.powered:
            self._begin(now + self.options.boot_s)

    def _runs(self, now: float) -> bool:
        return self.switches.powered and now >= self._started

    def _tick(self, at: float, now: float, events: list[Event]) -> None:
        self._obey_timeout(at, events)
        sensed = self.wheels.sense(at)
        seconds = TICK_S if self._ticks else 0.0
        load_a = IDLE_A + abs(sensed.currents_a[0]) + abs(sensed.currents_a[1])
        self.battery.pass_time(seconds, load_a, sensed.on_dock)
        before, self.told = self.told, self.senses.feel(sensed, at, at - self._started, seconds)
        events += changes(before, self.told, at)
        self._ticks += 1
        self._tick_at = self._started + self._ticks * TICK_S
        if self._hosts and now - at <= MOST_LATE_S:
            self._tell(at, events)
        if self.battery.charge <= 0 and not self.battery.is_fed:
            self.switches.powered = False
            self._switch(at)
            events.append(Happened(at, "battery_empty"))

    def _obey_timeout(self, at: float, events: list[Event]) -> None:
        timeout_s = self.switches.command_timeout_s
        if timeout_s is not None and not self._timed_out and at - self._commanded_at >= timeout_s:
            self._timed_out = True
            self.wheels.want(0.0, 0.0, at)
            events.append(Happened(at, "command_timeout"))

    def _tell(self, at: float, events: list[Event]) -> None:
        self.frames += 1
        answers = self.requests.take()
        frame = encode_frame(encode_feedback(self.told) + b"".join(answers.values()))
        for connector in sorted(self._hosts):
            events.append(FrameSent(at, frame, connector=connector))
            for meaning, data in answers.items():
                events.append(Answered(at, data, len(data), meaning, connector=connector))

    def _hear(self, said: SubPayload | Lost, now: float, connector: str) -> Step:
        if isinstance(said, Lost):
            return self._lose(said, now, connector)
        shown = bytes((said.id, len(said.data))) + said.data
        if not commands.is_known(said.id) or (
            said.id in commands.CONTROLLER_COMMANDS and not self.firmware.controller
        ):
            event = CommandRead(
                now,
                shown[:SHOWN_BYTES],
                len(shown),
                f"no command {said.id}",
                unknown=True,
                connector=connector,
            )
            return Step(events=(event,))
        command = commands.decode_command(said)
        if command is None:
            return self._lose(Lost(shown, f"command {said.id} of a wrong length"), now, connector)
        is_repeated = command.id == commands.BASE_CONTROL and command.values == self.command
        self._obey(command, now)
        if is_repeated:
            return Step()
        return Step(events=(CommandRead(now, shown, len(shown), command.meaning, connector=connector),))

    def _obey(self, command: Command, now: float) -> None:
        if command.id == commands.BASE_CONTROL:
            self._drive(command, now)
        elif command.id in (commands.SOUND, commands.SOUND_SEQUENCE):
            self.outputs.play(command, now)
        elif command.id == commands.GP_OUTPUT:
            self.outputs.word = command.values[0]
        else:
            self.requests.hear(command)

    def _drive(self, command: Command, now: float) -> None:
        speed_mm_s, radius_mm = self.command = command.values[0], command.values[1]
        self._commanded_at, self._timed_out = now, False
        if not (self.options.emergency_stop_cuts_motors and self.senses.pressed.emergency_stop):
            self.wheels.want(*commands.wheel_speeds(speed_mm_s, radius_mm), now)

    def _lose(self, lost: Lost, now: float, connector: str) -> Step:
        self.lost_bytes += len(lost.data)
        return Step(events=(BytesLost(now, len(lost.data), lost.reason, connector=connector),))


_SHOWN = tuple(name for name in Feedback._fields if name not in ("gyro", "gyro_frame", "analogue"))


def _step(events: list[Event]) -> Step:
    said: dict[str, bytes] = {}
    for event in events:
        if isinstance(event, FrameSent):
            said[event.connector] = said.get(event.connector, b"") + event.data
    return Step(said, tuple(events))
