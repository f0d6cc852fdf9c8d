"""Speaks text after text through the loudspeaker in use."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from dialogs.interfaces import Speech, SpeechFailed, Voice
from drivers.interfaces import Sound
from state_machines.doors import Doors
from state_machines.voice_interfaces import Line, Speaking

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tones:
    """Small sounds that are no words, made when they are first wanted."""

    filler: Callable[[], Speech]  # the answer is on its way
    ready: Callable[[], Speech]  # now it is your turn


class Mouth:
    """One sentence at a time; what cannot be spoken is left out, it stands on the screen."""

    def __init__(self, speaking: Speaking, doors: Doors, tones: Tones) -> None:
        self._speaking = speaking
        self._doors = doors
        self._tones = tones
        self._filling: asyncio.Task[bool] | None = None

    @property
    def can_speak(self) -> bool:
        """There is a voice, and a loudspeaker."""
        return self._speaking.available and self._doors.mouth is not None

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` on the event loop when the voice is lost, or back."""
        self._speaking.on_change(lambda *_: listener())

    async def say(self, lines: Sequence[Line], voice: Voice, gain: float, *, ends_with_cue: bool) -> None:
        """Say `lines`, to the end or until somebody stops it; the cue asks for an answer."""
        for line in lines:
            if not await self._said(line, voice, gain):
                return
        if ends_with_cue:
            await self._play(self._tones.ready(), gain)

    def stop(self) -> None:
        """Be silent within 50 ms."""
        if self._doors.mouth is not None and self._doors.mouth.loudspeaker is not None:
            self._doors.mouth.loudspeaker.stop()

    def fill(self, gain: float) -> None:
        """A soft tone: the answer is on its way."""
        self._filling = asyncio.get_running_loop().create_task(self._play(self._tones.filler(), gain))

    async def close(self) -> None:
        """Be silent; leave no task."""
        self.stop()
        if self._filling is not None:
            self._filling.cancel()
            await asyncio.gather(self._filling, return_exceptions=True)

    async def _said(self, line: Line, voice: Voice, gain: float) -> bool:
        """False: somebody has stopped it."""
        if line.recorded is not None:
            return await self._play(line.recorded, gain)
        try:
            async with aclosing(self._speaking.speeches(line.words, voice)) as speeches:
                async for speech in speeches:
                    if not await self._play(speech, gain):
                        return False
        except SpeechFailed as why:
            log.info("not spoken: %s", why)
        return True

    async def _play(self, speech: Speech, gain: float) -> bool:
        door = self._doors.mouth
        if door is None or door.loudspeaker is None:
            return False
        return await door.loudspeaker.play(Sound(speech.rate_hz, speech.pcm), gain)
