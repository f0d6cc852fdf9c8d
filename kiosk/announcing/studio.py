"""Makes the sound of a call: the chime, then the sentence in each language."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence

from dialogs.interfaces import Speech, SpeechFailed, TextToSpeech
from kiosk.announcing.calls import Call
from kiosk.announcing.sound import wav_of
from kiosk.announcing.words import CallLanguage, CallWords

log = logging.getLogger(__name__)

LIMIT_S = 2.0  # a chime now is better than words later: the number stands on the board
KEPT = 32  # sounds; a recall sounds as the call before


class Studio:
    """Sounds as WAV files; without `speech` the chime only."""

    def __init__(
        self,
        words: CallWords,
        languages: Sequence[CallLanguage],
        speech: TextToSpeech | None,
        chime: Callable[[], Speech],
    ) -> None:
        """`chime` is made when the first call needs it."""
        self._words = words
        self._languages = languages
        self._speech = speech
        self._chime = chime
        self._made: OrderedDict[tuple[str, ...], bytes] = OrderedDict()

    @property
    def chime(self) -> bytes:
        """The chime alone."""
        return wav_of([self._chime()])

    async def make(self, call: Call) -> tuple[bytes, bool]:
        """The sound of `call`, and whether all its words are in it."""
        sentences = tuple(self._words.sentence(call, language) for language in self._languages)
        if sentences in self._made:
            self._made.move_to_end(sentences)
            return self._made[sentences], True
        spoken = [await self._spoken(*pair) for pair in zip(sentences, self._languages, strict=True)]
        parts = [part for part in spoken if part is not None]
        wav = wav_of([self._chime(), *parts])
        whole = len(parts) == len(sentences)
        if whole:
            self._keep(sentences, wav)
        return wav, whole

    async def _spoken(self, words: str, language: CallLanguage) -> Speech | None:
        if self._speech is None:
            return None
        try:
            async with asyncio.timeout(LIMIT_S):
                return await self._speech.speech(words, language.voice)
        except (SpeechFailed, TimeoutError) as error:
            log.warning("call not spoken language=%s why=%r", language.voice.language, error)
            return None

    def _keep(self, sentences: tuple[str, ...], wav: bytes) -> None:
        self._made[sentences] = wav
        if len(self._made) > KEPT:
            self._made.popitem(last=False)
