"""The one module that touches Vosk, in the child's process alone.

Responsible for: loading a model from an explicit folder (never a download), grammars it survives, its answers
as text.
Not responsible for: voice activity, and where an utterance ends: Vosk's own end only splits the text.

Every utterance gets a recogniser of its own: `SetGrammar` after sound went in aborts the process (facts
sheet, section 1.3), and a model with i-vectors adapts to one person.
"""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import vosk  # type: ignore[import-untyped]

from dialogs.listening.audio import RATE_HZ
from dialogs.listening.grammar import UNKNOWN, grammar_json
from dialogs.listening.models.layout import inspected

QUIET_LOG = -1


class CannotLoad(Exception):
    """Vosk does not take this model; it has told why on stderr."""


@dataclass(frozen=True, slots=True)
class Text:
    """What was heard; `is_sure` where the recogniser knew every word."""

    text: str
    is_sure: bool


class SpeechModel:
    """One language's model, loaded."""

    def __init__(self, folder: Path) -> None:
        """Load it. Raises `ModelError`, `CannotLoad`; a broken model may end the process."""
        vosk.SetLogLevel(QUIET_LOG)
        self.takes_grammar = inspected(folder).takes_grammar
        try:
            self._model = vosk.Model(model_path=str(folder))
        except Exception as error:  # Vosk raises nothing more exact
            raise CannotLoad(f"{folder}: {error}") from error

    def knows(self, word: str) -> bool:
        """Whether `word` (NFC, small letters) is in its vocabulary."""
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def grammar(self, phrases: Sequence[str]) -> str | None:
        """The grammar of `phrases`; None for free recognition. Raises `BadGrammar`."""
        return grammar_json(phrases, self.knows) if phrases and self.takes_grammar else None

    def recogniser(self, grammar: str | None) -> "Recogniser":
        """A fresh one, limited to `grammar` (from `self.grammar`)."""
        limits = () if grammar is None else (grammar,)
        return Recogniser(vosk.KaldiRecognizer(self._model, RATE_HZ, *limits))


class Recogniser:
    """Hears one utterance."""

    def __init__(self, engine: "vosk.KaldiRecognizer") -> None:
        self._engine = engine
        self._heard: list[str] = []  # before Vosk's own ends

    def accept(self, pcm: bytes) -> None:
        """Take sound."""
        if self._engine.AcceptWaveform(pcm):
            self._heard.append(_field(self._engine.Result(), "text"))

    def partial(self) -> str:
        """What is heard so far; it may change."""
        return _clean(" ".join((*self._heard, _field(self._engine.PartialResult(), "partial"))))

    def final(self) -> Text:
        """What was heard; the recogniser is used up then."""
        words = _clean(" ".join((*self._heard, _field(self._engine.FinalResult(), "text"))))
        known = " ".join(word for word in words.split() if word != UNKNOWN)
        return Text(known, is_sure=known == words)


def _field(result: str, name: str) -> str:
    """A field of Vosk's answer; absent or strange ones are empty."""
    try:
        told = json.loads(result)
    except ValueError:
        return ""
    text = told.get(name, "") if isinstance(told, dict) else ""
    return text if isinstance(text, str) else ""


def _clean(text: str) -> str:
    """NFC, single spaces, small letters."""
    return " ".join(unicodedata.normalize("NFC", text.lower()).split())
