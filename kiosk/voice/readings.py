"""How texts are read in each language, with the words of the dialog set in use."""

from collections.abc import Mapping

from dialogs.reading import Lexicon, Reading, words_of
from kiosk.config.speech_schema import Speaking
from kiosk.talk.dialog_set import DialogSet, InUse


class Readings:
    """Text → words; a new dialog set brings its own short and foreign words."""

    def __init__(self, dialogs: InUse, settings: Speaking) -> None:
        self._settings = settings
        self._readings = self._made(dialogs.now)
        dialogs.on_change(self._take_over)

    def words(self, text: str, language: str) -> str:
        """What is spoken for `text`; "" where nothing of it can be."""
        return words_of(text, self._readings[language])

    def dialect(self, language: str) -> str:
        """The dialect of the voice, empty for a language without one."""
        return self._settings.dialect if language == "vi" else ""

    def _take_over(self, dialogs: DialogSet) -> None:
        self._readings = self._made(dialogs)

    def _made(self, dialogs: DialogSet) -> Mapping[str, Reading]:
        lexicons = dialogs.knowledge.lexicons
        return {
            language: Reading(language, self.dialect(language) or "north", lexicons.get(language, Lexicon()))
            for language in dialogs.knowledge.materials
        }
