"""What others need from the dialogs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dialogs.flows.state import Action, Choice, Conversation, Say, Turn, UnknownChoice

__all__ = [
    "Action",
    "Choice",
    "Conversation",
    "Heard",
    "Responses",
    "Say",
    "Speech",
    "SpeechFailed",
    "SpeechToText",
    "Talks",
    "TextToSpeech",
    "Turn",
    "UnknownChoice",
    "Voice",
]

SAMPLE_BYTES = 2  # mono, signed 16 bit, little-endian: everywhere


class Responses(Protocol):
    """Every text the robot shows or says."""

    def text(self, language: str, key: str, **slots: object) -> str:
        """The text of `key` with its slots filled, Vietnamese for want of another. Raises `UnknownText`."""


class Talks(Protocol):
    """The flows at work (dialogs.flows.talk.Talk): every input gives a new conversation with its turn."""

    def begin(self, language: str, values: Mapping[str, str] | None = None) -> Conversation:
        """Somebody has come."""

    def chose(self, now: Conversation, value: str) -> Conversation:
        """A choice is touched. Raises `UnknownChoice`."""

    def said(self, now: Conversation, text: str, sure: bool = True) -> Conversation:
        """A sentence is spoken or typed; `sure`: every word of it was understood."""

    def asked(self, now: Conversation, procedure: str, topic: str = "") -> Conversation:
        """A procedure is picked from what a search has found."""

    def silent(self, now: Conversation) -> Conversation:
        """Nothing was said or touched for a while."""

    def done(self, now: Conversation, outcome: str, values: Mapping[str, str] | None = None) -> Conversation:
        """The action of the turn has ended."""

    def back(self, now: Conversation) -> Conversation:
        """One question back; before the first one the conversation is over."""

    def in_language(self, now: Conversation, language: str) -> Conversation:
        """Go on in another language."""

    def command(self, language: str, text: str) -> str:
        """The command in a sentence that no question stands behind; empty for anything else."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How a sentence is spoken.

    `language` is vi or en; `dialect` is north, central or south in Vietnamese, and empty otherwise;
    `rate` is in words a minute as pyttsx3 counts them, 80..300.
    """

    language: str
    dialect: str
    rate: int


@dataclass(frozen=True, slots=True)
class Speech:
    """Sound: mono, signed 16 bit, little-endian."""

    rate_hz: int
    pcm: bytes

    @property
    def duration_s(self) -> float:
        """How long it lasts."""
        return len(self.pcm) / (SAMPLE_BYTES * self.rate_hz)


class SpeechFailed(Exception):
    """A sentence cannot be spoken now; why."""


class TextToSpeech(Protocol):
    """Words → sound."""

    async def speech(self, words: str, voice: Voice) -> Speech:
        """`words`, as dialogs.reading writes them, spoken; bounded in time. Raises `SpeechFailed`."""


@dataclass(frozen=True, slots=True)
class Heard:
    """News of one utterance: `kind` is began, partial, level, final or nothing (long silence or noise).

    `text` is NFC in lower case with single spaces; only a partial may hold "[unk]". `is_sure` is false
    where the recogniser met words it does not know. A level is what the microphone gives, for the screen.
    """

    utterance: int
    kind: str
    text: str = ""
    is_sure: bool = True
    level_db: float | None = None  # below full scale: -100 is silence, speech is about -40 to -10


class SpeechToText(Protocol):
    """Sound → what was said."""

    @property
    def languages(self) -> frozenset[str]:
        """Those for which a model is loaded in a worker that lives."""

    def listen(self, utterance: int, language: str, quiet_s: float, phrases: Sequence[str] = ()) -> None:
        """Begin a new utterance and forget the old one; `quiet_s` of silence end it.

        `phrases` are what is likely to be said; without any the model's own language counts.
        """

    def feed(self, pcm: bytes) -> None:
        """Sound of the microphone, 16 kHz, any length; never waits; dropped when not listening."""

    def stop(self) -> None:
        """Listen no more; nothing more is told of the utterance."""

    def finish(self) -> None:
        """The citizen has touched "done": tell what there is as final."""

    def on_heard(self, listener: Callable[[Heard], None]) -> None:
        """Call `listener` on the event loop with all that is heard."""

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` on the event loop when `languages` has changed."""

    async def run(self) -> None:
        """Keep the recogniser alive until cancelled."""
