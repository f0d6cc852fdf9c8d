"""The microphone as a device: in every 20 ms that a host listens, one frame of what there is to hear.

Responsible for: frames in step with time, without drift; after a stall the newest 100 ms and no more.
Not responsible for: who speaks (simulator/speech), what the robot makes of it.
"""

import math
from collections.abc import Mapping

import numpy as np

from simulator.devices.events import BytesLost, Event, Happened, SoundPlayed, SoundSent
from simulator.devices.interfaces import PUBLIC, Act, Step
from simulator.devices.microphone.hands import ACTS, Capsule, Hands
from simulator.devices.microphone.options import MicrophoneOptions
from simulator.devices.microphone.room import Room, Voice
from simulator.sound.noises import RATE_HZ
from simulator.sound.samples import LOWEST_DB, Samples, gain_of, level_db, pcm_of

MOST_LATE_MS = 100
READ_BYTES = 4096  # what a host may write at once, in vain


class Microphone:
    """A `simulator.devices.interfaces.Device`. Every host at its connectors gets the same frames."""

    name = "microphone"
    acts: tuple[Act, ...] = ACTS
    baud = 0
    listening = True

    def __init__(self, options: MicrophoneOptions | None = None) -> None:
        self.options = options or MicrophoneOptions()
        self.capsule = Capsule(self.options.rate_hz)
        self.frames_lost = 0
        self._room = Room(self.options.floor_db, self.options.seed)
        self._hands = Hands(self.capsule, self._room)
        self._hosts: set[str] = set()
        self._next_frame = 0
        self._ends: list[int] = []  # the last samples of the citizens who speak
        self._latest_end = 0
        self._level_db = LOWEST_DB

    @property
    def connectors(self) -> tuple[str, ...]:
        """Where hosts can come in."""
        return self.options.connectors

    @property
    def quiet_from(self) -> float:
        """When the last citizen ends or has ended, in simulated seconds; 0 = nobody has spoken yet."""
        return self._latest_end / RATE_HZ

    def room(self, connector: str = PUBLIC) -> int:
        """It takes bytes and does nothing with them."""
        return READ_BYTES

    def feed(self, data: bytes, now: float, connector: str = PUBLIC) -> Step:
        """Nothing is ever said to a microphone."""
        lost = BytesLost(now, len(data), "a microphone takes no bytes", connector=connector)
        return Step(events=(lost,)).then(self.advance(now))

    def advance(self, now: float) -> Step:
        """Let time pass until `now`."""
        events = [*self._frames(now), *self._endings(now)]
        return Step(_to_hosts(events), tuple(events))

    def hear(self, voice: Samples, now: float, what: str = "") -> Step:
        """A citizen begins to speak: 16 kHz samples. Raises `RoomFull`."""
        before = self.advance(now)
        said = Voice(math.ceil(now * RATE_HZ), voice)
        self._room.add(said)
        self._ends.append(said.end)
        self._latest_end = max(self._latest_end, said.end)
        return before.then(Step(events=(Happened(now, "citizen_began", what),)))

    def overhear(self, sound: SoundPlayed) -> None:
        """The loudspeaker's sound comes round, weaker and later."""
        if self.capsule.echo_db is None or not self._hosts or not sound.samples.size:
            return
        begins = (sound.at + self.capsule.echo_delay_ms / 1000) * RATE_HZ
        ends = begins + sound.samples.size * RATE_HZ / sound.rate_hz
        at = np.arange(math.ceil(begins), math.ceil(ends))
        echo = np.interp(
            (at - begins) * sound.rate_hz / RATE_HZ, np.arange(sound.samples.size), sound.samples
        )
        heard = (echo * gain_of(self.capsule.echo_db)).astype(np.float32)
        self._room.add(Voice(math.ceil(begins), heard, echo=True))

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> Step:
        """Do what hands do; raises `ActRefused`."""
        before = self.advance(now)
        told: list[Event] = [Happened(now, self._hands.act(name, parameters, now))]
        if name == "hush":
            told += [Happened(now, "citizen_finished") for _ in self._ends]
            self._ends.clear()
            self._latest_end = math.ceil(now * RATE_HZ)
        return before.then(Step(events=tuple(told)))

    def connect(self, connected: bool, now: float, connector: str = PUBLIC) -> None:
        """A host listens there from now on, or no longer."""
        if connected and not self._hosts:
            self._next_frame = self._frame_at(now)
        (self._hosts.add if connected else self._hosts.discard)(connector)

    def cut_wire(self, now: float, connector: str = PUBLIC) -> None:
        """The cable is pulled there."""
        self.connect(False, now, connector)

    def next_due(self) -> float | None:
        """When something will happen without further input."""
        due = [end / RATE_HZ for end in self._ends]
        due += [noise.until / RATE_HZ for noise in self._room.noises.values() if noise.until is not None]
        if self._hosts:
            due.append((self._next_frame + 1) * self._frame_s)
        return min(due, default=None)

    def state(self) -> dict[str, object]:
        """What can be seen from outside."""
        return {
            "switch": "muted" if self.capsule.muted else "on",
            "capsule": "broken" if self.capsule.broken else "ok",
            "rate_hz": self.capsule.rate_hz,
            "right_rate_hz": self.options.rate_hz,
            "level_db": round(self._level_db) if self._hosts else None,
            "citizens": len(self._ends),
            "room": {name: noise.level_db for name, noise in self._room.noises.items()},
            "echo_db": self.capsule.echo_db,
            "echo_delay_ms": self.capsule.echo_delay_ms,
            "frames_lost": self.frames_lost,
        }

    def connector_state(self, connector: str) -> dict[str, object]:
        """Whether anybody listens there."""
        return {"listening": connector in self._hosts}

    @property
    def _frame_s(self) -> float:
        return self.options.frame_ms / 1000

    def _frame_at(self, now: float) -> int:
        """How many frames are complete by `now`."""
        return math.floor(now / self._frame_s + 1e-6)

    def _frames(self, now: float) -> list[Event]:
        due = self._frame_at(now)
        if not self._hosts:
            self._room.forget(math.floor(now * RATE_HZ))
            return []
        late = due - self._next_frame - MOST_LATE_MS // self.options.frame_ms
        if late > 0:
            self.frames_lost += late
            self._next_frame += late
        events: list[Event] = []
        for frame in range(self._next_frame, due):
            pcm, at = self._frame(frame), (frame + 1) * self._frame_s
            events += [SoundSent(at, pcm, connector=connector) for connector in sorted(self._hosts)]
        self._next_frame = max(self._next_frame, due)
        return events

    def _frame(self, number: int) -> bytes:
        count = RATE_HZ * self.options.frame_ms // 1000
        heard = self._room.hear(number * count, count)
        if self.capsule.still:
            heard = np.zeros(count, np.float32)
        self._level_db = level_db(heard)
        if self.capsule.rate_hz == RATE_HZ:
            return pcm_of(heard)
        wanted = self.capsule.rate_hz * self.options.frame_ms // 1000
        return pcm_of(
            np.interp(np.arange(wanted) * (count / wanted), np.arange(count), heard).astype(np.float32)
        )

    def _endings(self, now: float) -> list[Event]:
        """The citizens and the noises that have ended by `now`."""
        by = math.floor(now * RATE_HZ + 1e-6)
        ended = sorted(end for end in self._ends if end <= by)
        self._ends = [end for end in self._ends if end > by]
        events: list[Event] = [Happened(end / RATE_HZ, "citizen_finished") for end in ended]
        for name, noise in list(self._room.noises.items()):
            if noise.until is not None and noise.until <= by:
                del self._room.noises[name]
                events.append(Happened(noise.until / RATE_HZ, f"{name}_ended"))
        return events


def _to_hosts(events: list[Event]) -> dict[str, bytes]:
    said: dict[str, bytes] = {}
    for event in events:
        if isinstance(event, SoundSent):
            said[event.connector] = said.get(event.connector, b"") + event.data
    return said
