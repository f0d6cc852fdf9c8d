"""`python -m dialogs.listening.child [SENSITIVITY]`: hears in a process of its own.

Takes: load {language, folder}; phrases {id, forget: another id or null} with the lines in the blob;
listen {utterance, language, quiet_s, phrases: id or null}; audio {utterance} with the sound in the blob;
finish {utterance}; stop; ping.
Gives: hello; loaded {language, takes_grammar}; failed {language, why}; taken {utterance, bytes}; pong;
began, partial {text}, final {text, is_sure}, nothing {is_sure}, level {level_db}, each with its utterance.
Sound is kept in memory, and no longer than it is needed.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from dialogs.listening.grammar import BadGrammar
from dialogs.listening.hearing import Hearing, News
from dialogs.listening.models.errors import ModelError
from dialogs.listening.recogniser import CannotLoad, SpeechModel
from dialogs.listening.vad import VoiceActivity
from dialogs.workers.child import Pipe

Message = dict[str, Any]


class Child:
    """Answers messages until there are no more."""

    def __init__(self, pipe: Pipe, sensitivity: str) -> None:
        self._pipe = pipe
        self._activity = VoiceActivity(sensitivity)
        self._models: dict[str, SpeechModel] = {}
        self._phrases: dict[int, list[str]] = {}
        self._grammars: dict[tuple[str, int], str | None] = {}
        self._hearing: Hearing | None = None
        self._utterance = -1
        self._answers: dict[str, Callable[[Message, bytes], None]] = {
            "load": self._load,
            "phrases": self._take_phrases,
            "listen": self._listen,
            "audio": self._audio,
            "finish": self._finish,
            "stop": self._stop,
            "ping": self._pong,
        }

    def run(self) -> None:
        """Greet, then answer."""
        self._pipe.write({"kind": "hello"})
        while (frame := self._pipe.read()) is not None:
            message, blob = frame
            self._answers[message["kind"]](message, blob)

    def _load(self, message: Message, blob: bytes) -> None:
        language = message["language"]
        try:
            model = SpeechModel(Path(message["folder"]))
        except (ModelError, CannotLoad) as error:
            self._pipe.write({"kind": "failed", "language": language, "why": str(error)})
            return
        self._models[language] = model
        self._pipe.write({"kind": "loaded", "language": language, "takes_grammar": model.takes_grammar})

    def _take_phrases(self, message: Message, blob: bytes) -> None:
        forgotten = message["forget"]
        self._phrases.pop(forgotten, None)
        self._grammars = {key: made for key, made in self._grammars.items() if key[1] != forgotten}
        self._phrases[message["id"]] = blob.decode().splitlines()

    def _listen(self, message: Message, blob: bytes) -> None:
        self._hearing = None
        self._utterance = message["utterance"]
        model = self._models[message["language"]]
        grammar = self._grammar(message["language"], message["phrases"])
        self._hearing = Hearing(model.recogniser(grammar), self._activity, message["quiet_s"])

    def _grammar(self, language: str, phrases: int | None) -> str | None:
        """The grammar of phrases that were sent before; a bad one is told and left out."""
        if phrases is None:
            return None
        key = (language, phrases)
        if key not in self._grammars:
            try:
                self._grammars[key] = self._models[language].grammar(self._phrases[phrases])
            except BadGrammar as error:
                print(f"grammar left out: {error}", file=sys.stderr)  # noqa: T201 - the parent's log
                self._grammars[key] = None
        return self._grammars[key]

    def _audio(self, message: Message, blob: bytes) -> None:
        if self._hearing is not None and message["utterance"] == self._utterance:
            self._tell(self._hearing.feed(blob))
        self._pipe.write({"kind": "taken", "utterance": message["utterance"], "bytes": len(blob)})

    def _finish(self, message: Message, blob: bytes) -> None:
        if self._hearing is not None and message["utterance"] == self._utterance:
            self._tell(self._hearing.finish())

    def _stop(self, message: Message, blob: bytes) -> None:
        self._hearing = None

    def _pong(self, message: Message, blob: bytes) -> None:
        self._pipe.write({"kind": "pong"})

    def _tell(self, news: Iterable[News]) -> None:
        for piece in news:
            self._pipe.write({**piece, "utterance": self._utterance})
        if self._hearing is not None and self._hearing.is_over:
            self._hearing = None


def main() -> None:
    """Run until the parent is gone."""
    pipe = Pipe.take()
    Child(pipe, *sys.argv[1:2] or ["normal"]).run()


if __name__ == "__main__":
    main()
