"""People in front of the robot: each waits for quiet if asked to, and then speaks into the room.

Responsible for: when it is said.
Not responsible for: how it sounds (voice.py), who hears it (the microphone).
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from simulator.devices.loudspeaker.loudspeaker import Loudspeaker
from simulator.devices.microphone.microphone import Microphone
from simulator.devices.microphone.room import RoomFull
from simulator.sound.noises import RATE_HZ
from simulator.sound.samples import SAMPLE_BYTES, samples_of
from simulator.speech.saying import Saying
from simulator.speech.voice import Voice, VoiceFailed
from simulator.station import Station

PATIENCE_S = 60.0  # simulated: who may never speak gives up
LOOK_S = 0.02


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something is being said, from `began` to `ends` (simulated seconds)."""

    began: float
    ends: float


class Citizens:
    """`say` waits until it is being said, `start` does not wait. `close` silences all."""

    def __init__(self, at: Station, microphone: Microphone, loudspeaker: Loudspeaker, voice: Voice) -> None:
        """`at` is the station of the `microphone`."""
        self._station = at
        self._microphone = microphone
        self._loudspeaker = loudspeaker
        self._voice = voice
        self._tasks: set[asyncio.Task[None]] = set()

    async def say(self, saying: Saying) -> Spoken:
        """Say it, when it is quiet. Raises `VoiceFailed`."""
        pcm = await self._voice.spoken(saying)
        await self._wait_for_quiet(saying.wait_for_quiet)
        return self.speak(pcm, saying.text)

    def start(self, saying: Saying, done: Callable[[str], None]) -> None:
        """Say it; `done` is called at its end, with what went wrong or nothing."""
        task = asyncio.create_task(self._say_to_the_end(saying, done))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def stop(self) -> None:
        """Who has not begun to speak does not begin."""
        for task in self._tasks:
            task.cancel()

    async def close(self) -> None:
        """Nobody speaks any more, and no process is left."""
        self.stop()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._voice.stop()

    def speak(self, pcm: bytes, what: str) -> Spoken:
        """What was synthesised before (S16LE, 16 kHz) is said now. Raises `VoiceFailed`."""
        began = self._station.clock.now()
        try:
            self._station.let(lambda now: self._microphone.hear(samples_of(pcm), now, what))
        except RoomFull as error:
            raise VoiceFailed(str(error)) from error
        return Spoken(began, began + len(pcm) / SAMPLE_BYTES / RATE_HZ)

    async def _say_to_the_end(self, saying: Saying, done: Callable[[str], None]) -> None:
        try:
            spoken = await self.say(saying)
            await self._until(lambda: spoken.ends)
        except VoiceFailed as error:
            done(str(error))
        else:
            done("")

    async def _wait_for_quiet(self, seconds: float) -> None:
        if not seconds:
            return
        patience = self._station.clock.now() + PATIENCE_S
        await self._until(lambda: min(self._quiet_since() + seconds, patience))
        if self._quiet_since() + seconds > self._station.clock.now():
            raise VoiceFailed(f"it was not quiet for {seconds:g} s within {PATIENCE_S:.0f} s")

    def _quiet_since(self) -> float:
        return max(self._loudspeaker.quiet_since, self._microphone.quiet_from)

    async def _until(self, moment: Callable[[], float]) -> None:
        """Wait for a simulated moment that may be put off."""
        while (rest := moment() - self._station.clock.now()) > 0:
            delay = self._station.clock.real_delay(self._station.clock.now() + rest)
            await asyncio.sleep(LOOK_S if delay is None else max(min(delay, LOOK_S), 0.001))
