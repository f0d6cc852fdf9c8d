"""Texts that a person has spoken, for the dialog set in use."""

from collections.abc import Mapping
from pathlib import Path

from dialogs.interfaces import Speech
from kiosk.site.recordings import recorded_texts
from kiosk.talk.dialog_set import DialogSet, InUse


class RecordedTexts:
    """Text → its recording, by language; none without a folder of a site."""

    def __init__(self, folder: Path | None, dialogs: InUse) -> None:
        self._folder = folder
        self._take(dialogs.now)
        dialogs.on_change(self._take)

    def of(self, language: str) -> Mapping[str, Speech]:
        """The recordings in `language`."""
        return self._speeches.get(language, {})

    def _take(self, dialogs: DialogSet) -> None:
        self._speeches: dict[str, Mapping[str, Speech]] = {}
        if self._folder is not None:
            for language in dialogs.responses.languages:
                self._speeches[language] = recorded_texts(self._folder, language, dialogs.responses)
