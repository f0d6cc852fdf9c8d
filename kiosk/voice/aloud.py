"""A screen in spoken words, in the voice of its visit (state_machines.voice_interfaces.Aloud)."""

from collections.abc import Callable, Mapping, Sequence

from dialogs.interfaces import Speech, Voice
from kiosk.config.speech_schema import SpeechSettings
from kiosk.voice.readings import Readings
from kiosk.voice.screen_texts import ScreenTexts
from state_machines.screen import Screen
from state_machines.voice_interfaces import Line

PACE = 0.8  # of the rate, a step down
LOUDNESS = 1.25  # of the gain, a step up: about 4 dB
PATIENT, BRISK = 1.6, 0.75  # of the usual silence: who says a number makes pauses, a yes is short
QUIET = {"number": PATIENT, "date": PATIENT, "text": PATIENT, "": BRISK}  # by the slot that is asked for

Phrases = Callable[[str], Sequence[str]]  # language → what may be answered
Recorded = Callable[[str], Mapping[str, Speech]]  # language → texts that a person has spoken


class ScreenAloud:
    """How one robot says its screens."""

    def __init__(
        self,
        texts: ScreenTexts,
        readings: Readings,
        settings: SpeechSettings,
        phrases: Phrases,
        recorded: Recorded,
    ) -> None:
        self._texts = texts
        self._readings = readings
        self._settings = settings
        self._phrases = phrases
        self._recorded = recorded

    async def lines(self, screen: Screen) -> Sequence[Line]:
        """The texts that are shown, in the order in which one tells them."""
        language = screen.language
        recorded = self._recorded(language)
        lines = [
            Line(self._readings.words(text, language), recorded.get(text))
            for text in await self._texts.of(screen)
        ]
        return [line for line in lines if line.words or line.recorded]

    def voice(self, screen: Screen) -> Voice:
        """Language, dialect and rate."""
        speaking = self._settings.speaking
        dialect = self._readings.dialect(screen.language)
        return Voice(screen.language, dialect, round(speaking.rate * PACE**-screen.pace))

    def gain(self, screen: Screen) -> float:
        """Loudness, 0 to 1."""
        return min(1.0, self._settings.speaking.volume / 100 * LOUDNESS**screen.loudness)

    def quiet_s(self, screen: Screen) -> float:
        """How much silence ends an answer to what the screen asks."""
        asks = screen.talk.turn.asks if screen.talk else "anything"
        return self._settings.listening.quiet_s * QUIET.get(asks, 1.0)

    def phrases(self, screen: Screen) -> Sequence[str]:
        """What is likely to be answered; nothing: anything may be."""
        if self._settings.listening.recognition == "open":
            return ()
        return self._phrases(screen.language)
