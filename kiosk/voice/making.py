"""A voice over a robot's rooms."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from uuid import uuid4

from dialogs.interfaces import Voice
from dialogs.speaking import earcons
from drivers.status import Action, DeviceStatus, Fault
from kiosk.announcing.announcer import Announcer
from kiosk.announcing.studio import Studio
from kiosk.announcing.words import CallLanguage, CallWords
from kiosk.crew import Crew
from kiosk.voice.aloud import ScreenAloud
from kiosk.voice.parts import VoiceParts
from kiosk.voice.readings import Readings
from kiosk.voice.recordings import RecordedTexts
from kiosk.voice.screen_texts import ScreenTexts
from kiosk.voice.vocabulary import Vocabulary
from kiosk.web.context import WebContext
from state_machines.doors import Door, Doors
from state_machines.mouth import Mouth, Tones
from state_machines.trouble import faults_of
from state_machines.voice_options import VoiceOptions
from state_machines.voice_runner import VoiceRunner


def with_voice(context: WebContext, parts: VoiceParts, crew: Crew, stack: AsyncExitStack) -> WebContext:
    """The same rooms with a voice at work in them; `stack` ends it."""
    settings = context.config.speech
    readings = Readings(context.dialogs, settings.speaking)
    vocabulary = Vocabulary(context.config, context.dialogs, parts.hearing)
    recorded = RecordedTexts(context.config.folder, context.dialogs)
    aloud = ScreenAloud(ScreenTexts(context), readings, settings, vocabulary.of, recorded.of)
    doors = Doors(Door(parts.microphone, parts.loudspeaker))
    mouth = Mouth(parts.speaker, doors, Tones(earcons.filler, earcons.listening))
    options = VoiceOptions(interrupted_by_voice=settings.listening.interrupt == "voice")
    voice = VoiceRunner(context.visit, aloud, parts.hearing, mouth, doors, options, lambda: str(uuid4()))
    stack.push_async_callback(voice.close)
    for role, device in (("microphone", parts.microphone), ("loudspeaker", parts.loudspeaker)):
        if device is not None:
            device.on_status(_reporter(context, role))
    parts.speaker.on_change(partial(_voice_changes, context))
    for name, work in parts.works.items():
        crew.start(name, work)
    if settings.listening.recognition == "grammar":
        crew.start("vocabulary", vocabulary.run)
    announcer = _announcer(context, parts, readings)
    if announcer is not None:
        announcer.on_words(partial(_calls_change, context))
        crew.start("announcements", announcer.run)
    may_hear = settings.page_sound or parts.microphone is not None
    return replace(
        context,
        voice=voice,
        doors=doors if settings.page_sound else None,
        announcer=announcer,
        unheard=parts.unheard if may_hear else (),
    )


def _announcer(context: WebContext, parts: VoiceParts, readings: Readings) -> Announcer | None:
    """None where the board is to be silent."""
    config = context.config
    languages = [
        CallLanguage(
            Voice(language, readings.dialect(language), config.speech.speaking.rate),
            partial(readings.words, language=language),
        )
        for language in config.site.board.speak
    ]
    if not languages:
        return None
    words = CallWords(context.responses, config.counters)
    return Announcer(context.desk, Studio(words, languages, parts.speaker, earcons.chime), context.clock)


def _voice_changes(context: WebContext, available: bool, _why: str) -> None:
    context.troubles.report("speech", () if available else (Fault("speech_lost", Action.MAINTENANCE),))


def _calls_change(context: WebContext, worded: bool) -> None:
    context.troubles.report("board", () if worded else (Fault("calls_unspoken", Action.MAINTENANCE),))


def _reporter(context: WebContext, role: str) -> Callable[[DeviceStatus], None]:
    def told(status: DeviceStatus) -> None:
        context.troubles.report(role, faults_of(role, status))

    return told
