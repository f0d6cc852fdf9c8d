"""The phrases that recognisers are limited to, made anew for every dialog set."""

import asyncio
from collections.abc import Mapping, Sequence

from dialogs.interfaces import SpeechToText
from dialogs.listening.vocabulary import phrases_for
from kiosk.config.schema import Config
from kiosk.talk.dialog_set import DialogSet, InUse


class Vocabulary:
    """Phrases by language; none while they are being made, which takes a second in a thread."""

    def __init__(self, config: Config, dialogs: InUse, hearing: SpeechToText) -> None:
        self._names = [
            *(service.name for service in config.services),
            *(counter.name for counter in config.counters),
        ]
        self._dialogs = dialogs
        self._hearing = hearing
        self._phrases: Mapping[str, Sequence[str]] = {}
        self._changed = asyncio.Event()
        dialogs.on_change(lambda _: self._changed.set())
        hearing.on_change(self._changed.set)

    def of(self, language: str) -> Sequence[str]:
        """What is likely to be said in `language`."""
        return self._phrases.get(language, ())

    async def run(self) -> None:
        """Make them, and again after every change, until cancelled."""
        while True:
            self._changed.clear()
            languages = self._hearing.languages
            self._phrases = await asyncio.to_thread(self._made, self._dialogs.now, languages)
            await self._changed.wait()

    def _made(self, dialogs: DialogSet, languages: frozenset[str]) -> Mapping[str, Sequence[str]]:
        materials = dialogs.knowledge.materials
        return {
            language: phrases_for(materials[language], [name.in_language(language) for name in self._names])
            for language in languages
        }
