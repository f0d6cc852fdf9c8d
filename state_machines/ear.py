"""Listens through the microphone in use, one utterance after the other; late news of old ones are dropped."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from dialogs.interfaces import Heard, SpeechToText
from state_machines.doors import Doors
from state_machines.echo import is_echo

STRANGE = "…"  # stands for words that the recogniser does not know: the robot says that it did not understand
FAINT_DB, LOUD_DB = -60.0, -10.0  # the ends of the level that is shown


class Ear:
    """`on_news` gets began, heard, nothing; partial and level change what is shown (`on_look`)."""

    def __init__(
        self, hearing: SpeechToText, doors: Doors, on_news: Callable[[str], None], on_look: Callable[[], None]
    ) -> None:
        self.sentence = Heard(0, "final")  # the last whole one
        self.prompt = ""  # what the robot said before, which is no answer to itself
        self.partial = ""
        self.level = 0.0
        self._hearing = hearing
        self._doors = doors
        self._on_news = on_news
        self._on_look = on_look
        self._utterance = 0
        self._is_open = False
        self._opened_at = 0.0
        self._began_after_s = 0.0
        hearing.on_heard(self._heard)
        doors.on_audio(self._sounds)

    def hears(self, language: str) -> bool:
        """There is a microphone, and a model for `language`."""
        return self._doors.ear is not None and language in self._hearing.languages

    def open(self, language: str, quiet_s: float, phrases: Sequence[str]) -> None:
        """Listen for a new sentence; `quiet_s` of silence end it."""
        self._utterance += 1
        self._is_open = True
        self._opened_at = asyncio.get_running_loop().time()
        self.partial, self.level = "", 0.0
        self._hearing.listen(self._utterance, language, quiet_s, phrases)

    def close(self) -> None:
        """Hear nothing of what follows; safe to repeat."""
        if self._is_open:
            self._is_open = False
            self._hearing.stop()

    def finish(self) -> None:
        """“That was all”: the sentence ends here."""
        if self._is_open:
            self._hearing.finish()

    def _sounds(self, pcm: bytes) -> None:
        if self._is_open:
            self._hearing.feed(pcm)

    def _heard(self, heard: Heard) -> None:
        if heard.utterance != self._utterance or not self._is_open:
            return
        match heard.kind:
            case "began":
                self._began_after_s = asyncio.get_running_loop().time() - self._opened_at
                self._on_news("began")
            case "partial":
                self.partial = heard.text
                self._on_look()
            case "level":
                self.level = _loudness(heard.level_db)
                self._on_look()
            case "nothing" if not heard.is_sure:
                self.sentence = replace(heard, text=STRANGE)
                self._on_news("heard")
            case "final" if heard.text and not is_echo(heard.text, self.prompt, self._began_after_s):
                self.sentence = heard
                self.partial = heard.text
                self._on_news("heard")
            case _:
                self._on_news("nothing")


def _loudness(level_db: float | None) -> float:
    """A level as the screen shows it, 0 to 1."""
    above = FAINT_DB if level_db is None else level_db
    return round(min(1.0, max(0.0, (above - FAINT_DB) / (LOUD_DB - FAINT_DB))), 2)
