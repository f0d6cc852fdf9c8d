"""The sound in front of the robot: both devices, the way between them, citizens, what was heard."""

import asyncio
import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.clock import SimulationClock
from simulator.devices.events import Event, SoundPlayed, Uttered
from simulator.devices.loudspeaker.loudspeaker import Loudspeaker
from simulator.devices.loudspeaker.options import LoudspeakerOptions
from simulator.devices.microphone.microphone import Microphone
from simulator.devices.microphone.options import MicrophoneOptions
from simulator.heard import HeardShelf
from simulator.speech.citizens import Citizens
from simulator.speech.voice import Voice
from simulator.station import Station
from simulator.trace import Trace
from simulator.wires.faults import SOUND_IN, SOUND_OUT, faults_named
from simulator.wires.line import Line


@dataclass(frozen=True, slots=True)
class AcousticsOptions:
    """How both devices are built."""

    microphone: MicrophoneOptions = field(default_factory=MicrophoneOptions)
    loudspeaker: LoudspeakerOptions = field(default_factory=LoudspeakerOptions)


class Acoustics:
    """Two stations of one room. Call it only on the event loop it was made on."""

    def __init__(
        self,
        options: AcousticsOptions,
        chance: random.Random,
        clock: SimulationClock,
        loop: asyncio.AbstractEventLoop,
        trace: Trace,
    ) -> None:
        self._microphone = Microphone(options.microphone)
        loudspeaker = Loudspeaker(options.loudspeaker)
        hears = Line(self._microphone, random.Random(chance.random()), faults_named(*SOUND_OUT))  # noqa: S311
        speaks = Line(loudspeaker, random.Random(chance.random()), faults_named(*SOUND_IN))  # noqa: S311
        self.microphone = Station(hears, clock, loop, trace)
        self.loudspeaker = Station(speaks, clock, loop, trace)
        self.heard = HeardShelf()
        self.citizens = Citizens(self.microphone, self._microphone, loudspeaker, Voice())
        self.loudspeaker.on_events(self._heard)

    @property
    def stations(self) -> dict[str, Station]:
        """Both, by the names of their devices."""
        return {station.line.name: station for station in (self.microphone, self.loudspeaker)}

    async def close(self) -> None:
        """Stop everything."""
        await self.citizens.close()
        for station in self.stations.values():
            station.close()

    def _heard(self, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, SoundPlayed):
                self._microphone.overhear(event)
            elif isinstance(event, Uttered):
                self.heard.add(event)
