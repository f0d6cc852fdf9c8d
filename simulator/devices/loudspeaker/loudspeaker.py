"""The loudspeaker as a device: takes sound from its hosts in step with time, and tells what came out of it.

Responsible for: playing in real time, holding back a host that is ahead, noticing utterances and silence.
Not responsible for: keeping them (simulator/heard.py), the way to the microphone (simulator/acoustics.py).
"""

import math
from collections.abc import Mapping

import numpy as np

from simulator.devices.events import Event, Happened, SoundPlayed
from simulator.devices.interfaces import PUBLIC, Act, Step
from simulator.devices.loudspeaker.converter import Converter
from simulator.devices.loudspeaker.ear import Ear
from simulator.devices.loudspeaker.hands import ACTS, Cabinet
from simulator.devices.loudspeaker.options import LoudspeakerOptions
from simulator.sound.samples import LOWEST_DB, level_db

TICK_S = 0.01  # how often a sound is looked at while it plays


class Loudspeaker:
    """A `simulator.devices.interfaces.Device`. What its hosts send at the same time is heard together."""

    name = "loudspeaker"
    acts: tuple[Act, ...] = ACTS
    baud = 0
    listening = True

    def __init__(self, options: LoudspeakerOptions | None = None) -> None:
        self.options = options or LoudspeakerOptions()
        self.cabinet = Cabinet(self.options.volume)
        self._converter = Converter(self.options)
        self._ear = Ear(self.options.rate_hz)
        self._looked_at = 0.0
        self._level_db = LOWEST_DB

    @property
    def connectors(self) -> tuple[str, ...]:
        """Where hosts can come in."""
        return self.options.connectors

    @property
    def quiet_since(self) -> float:
        """When it was last heard, in simulated seconds; 0 = never."""
        return 0.0 if self._ear.last is None else self._ear.last / self.options.rate_hz

    def room(self, connector: str = PUBLIC) -> int:
        """How many bytes more it keeps now."""
        return self._converter.room(connector)

    def feed(self, data: bytes, now: float, connector: str = PUBLIC) -> Step:
        """Sound from the host there."""
        before = self.advance(now)
        self._converter.take(data, now, connector)
        return before.then(self.advance(now))

    def advance(self, now: float) -> Step:
        """Let time pass until `now`."""
        start, samples = self._converter.play(now)
        self._looked_at = now
        events: list[Event] = []
        if samples.size:
            loud = samples * np.float32(self.cabinet.gain)
            self._level_db = level_db(loud)
            events.append(SoundPlayed(start / self.options.rate_hz, self.options.rate_hz, loud))
            events += self._ear.hear(start, loud)
        events += self._ear.wait(math.floor(now * self.options.rate_hz + 1e-6))
        return Step(events=tuple(events))

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> Step:
        """Do what hands do; raises `ActRefused`."""
        before = self.advance(now)
        return before.then(Step(events=(Happened(now, self.cabinet.act(name, parameters)),)))

    def connect(self, connected: bool, now: float, connector: str = PUBLIC) -> None:
        """A host came or went; half a sample of one that went is nothing."""
        if not connected:
            self._converter.forget_half(connector)

    def cut_wire(self, now: float, connector: str = PUBLIC) -> None:
        """The cable is pulled there: what waited is lost."""
        self._converter.forget(connector)

    def next_due(self) -> float | None:
        """When something will happen without further input."""
        if self._converter.waits:
            return (math.floor(self._looked_at / TICK_S + 1e-6) + 1) * TICK_S
        ends = self._ear.ends_at()
        return None if ends is None else ends / self.options.rate_hz

    def state(self) -> dict[str, object]:
        """What can be seen and heard from outside."""
        speaks = self._ear.hears
        return {
            "power": "on" if self.cabinet.powered else "off",
            "volume": self.cabinet.volume,
            "rate_hz": self.options.rate_hz,
            "playing": self._converter.waits,
            "speaking": speaks,
            "level_db": round(self._level_db) if speaks else None,
            "late": self._converter.late,
            "gaps": self._converter.gaps,
        }

    def connector_state(self, connector: str) -> dict[str, object]:
        """What waits there."""
        return {"buffer_bytes": self._converter.waiting_bytes(connector)}
