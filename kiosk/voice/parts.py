"""What a robot's voice is made of: what speaks, what hears, its own devices."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dialogs.listening.listener import Listener
from dialogs.speaking.speaker import Speaker
from drivers.interfaces import Loudspeaker, Microphone
from kiosk.config.schema import Config
from kiosk.devices import open_loudspeaker, open_microphone
from kiosk.voice.models import found_of, models_of, tell_problems

Work = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class VoiceParts:
    """The parts of one voice."""

    speaker: Speaker
    hearing: Listener
    unheard: tuple[str, ...]  # languages of the site without a model
    microphone: Microphone | None = None
    loudspeaker: Loudspeaker | None = None

    @property
    def works(self) -> Mapping[str, Work]:
        """What must run, by its name."""
        works: dict[str, Work] = {"speaking": self.speaker.run, "listening": self.hearing.run}
        if self.microphone is not None:
            works["microphone"] = self.microphone.run
        if self.loudspeaker is not None:
            works["loudspeaker"] = self.loudspeaker.run
        return works


def open_parts(config: Config, data: Path) -> VoiceParts:
    """The real ones; nothing is started before they run."""
    microphone, loudspeaker = config.devices.microphone, config.devices.loudspeaker
    settings = config.speech.listening
    found = found_of(settings, data)
    tell_problems(found)
    return VoiceParts(
        speaker=Speaker(),
        hearing=Listener(partial(models_of, settings, data)),
        unheard=tuple(language for language in config.site.languages if language not in found.models),
        microphone=None if microphone is None else open_microphone(microphone),
        loudspeaker=None if loudspeaker is None else open_loudspeaker(loudspeaker),
    )
