"""What one child is told: the utterance, the phrases it does not know yet, sound, the end.

Responsible for: sending phrases once, never raising: whoever receives from the child learns of its loss.
Not responsible for: which utterance, and how much sound (listener.py, feed.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogs.workers.worker import Worker, WorkerLost

MOST_GRAMMARS = 8  # the child keeps: one for each question in use


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is listened to, and how."""

    number: int
    language: str
    quiet_s: float
    phrases: tuple[str, ...]


class Dictation:
    """The way to one child."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._phrases: dict[tuple[str, ...], int] = {}  # what the child knows, the last used last
        self._last_id = 0
        self.is_lost = False

    @property
    def pid(self) -> int | None:
        """The child's process."""
        return self._worker.pid

    def listen(self, utterance: Utterance) -> None:
        """Begin it."""
        message = {
            "kind": "listen",
            "utterance": utterance.number,
            "language": utterance.language,
            "quiet_s": utterance.quiet_s,
            "phrases": self._id_of(utterance.phrases) if utterance.phrases else None,
        }
        self._send(message)

    def audio(self, utterance: Utterance, pcm: bytes) -> None:
        """A piece of sound."""
        self._send({"kind": "audio", "utterance": utterance.number}, pcm)

    def finish(self, utterance: Utterance) -> None:
        """Its end."""
        self._send({"kind": "finish", "utterance": utterance.number})

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._send({"kind": "stop"})

    def _id_of(self, phrases: tuple[str, ...]) -> int:
        """Send them unless the child knows them; their id."""
        known = self._phrases.pop(phrases, None)
        if known is None:
            forgotten = None
            if len(self._phrases) >= MOST_GRAMMARS:
                forgotten = self._phrases.pop(next(iter(self._phrases)))
            known = self._last_id = self._last_id + 1
            lines = "\n".join(" ".join(phrase.split()) for phrase in phrases)
            self._send({"kind": "phrases", "id": known, "forget": forgotten}, lines.encode())
        self._phrases[phrases] = known
        return known

    def _send(self, message: Mapping[str, Any], blob: bytes = b"") -> None:
        if self.is_lost:
            return
        try:
            self._worker.send(message, blob)
        except WorkerLost:
            self.is_lost = True
