"""One slot of the reader: the card that lies in it, and the reader's electricity through its chip. Pure."""

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from simulator.devices.card_reader.commands import status_word
from simulator.devices.card_reader.frames import Frames

KEPT_STATUS_WORDS = 8


class Answer(Protocol):
    """What a chip says, and how long it took over it."""

    @property
    def data(self) -> bytes:
        """The response APDU."""

    @property
    def delay_s(self) -> float:
        """Simulated seconds; infinite = it never comes."""


class Chip(Protocol):
    """The chip of a card; it has lost all it knew of a session after `reset`."""

    @property
    def atr(self) -> bytes:
        """What it says of itself when it gets power."""

    def reset(self) -> None:
        """Its power went away, and came back."""

    def transmit(self, command: bytes, now: float) -> Answer:
        """Answer a command APDU at `now`, in simulated seconds."""

    def flip(self, short_id: int, offset: int) -> bool:
        """Change a byte of a file, from the next power-up on; whether there is such a byte."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card in somebody's hand: its kind, the synthetic name of its holder, its chip."""

    kind: str
    holder: str
    chip: Chip


@dataclass(slots=True)
class Slot:
    """`pull_at` n = the card is taken away instead of answering the n-th command from its laying on.

    `laying` counts how often a card was laid there.
    `answer` is the response that the chip has ready at `answers_at`, in simulated seconds.
    """

    card: Card | None = None
    laying: int = 0
    wrong_side: bool = False
    pull_at: int = 0
    commands: int = 0
    connected: bool = False
    answers_at: float | None = None
    answer: bytes = b""
    frames: Frames = field(default_factory=Frames)
    status_words: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT_STATUS_WORDS))

    @property
    def feels(self) -> Card | None:
        """The card the reader can speak to: its field does not reach through to the back."""
        return None if self.wrong_side else self.card

    def connect(self, connected: bool) -> None:
        """The daemon speaks to it from now on, or no longer: either way it begins anew."""
        self.connected = connected
        self.frames.clear()
        self.reset()

    def reset(self) -> None:
        """Its chip loses its power: what it was about to say is never said."""
        self.answers_at = None
        if self.card is not None:
            self.card.chip.reset()

    def think(self, answer: Answer, now: float) -> None:
        """The chip will have answered after a while, or never."""
        if math.isinf(answer.delay_s):
            self.answers_at = None
            return
        self.answer, self.answers_at = answer.data, now + answer.delay_s
        self.status_words.append(status_word(answer.data))

    def said(self, now: float) -> tuple[float, bytes] | None:
        """When it answered and what, if it has by `now`; told once."""
        at = self.answers_at
        if at is None or at > now:
            return None
        self.answers_at = None
        return at, self.answer

    def lay(self, card: Card) -> None:
        """Put this card there; one that lies there is taken first."""
        self.take()
        self.card = card
        self.laying += 1

    def take(self) -> Card | None:
        """Take the card away; returns it, if there was one."""
        self.reset()
        card, self.card = self.card, None
        self.wrong_side, self.pull_at, self.commands = False, 0, 0
        self.status_words.clear()
        return card

    def state(self, reader: str) -> dict[str, object]:
        """What can be seen of it, and what it counted."""
        words: Sequence[str] = tuple(self.status_words)
        return {
            "reader": reader,
            "card": self.card.kind if self.card else None,
            "holder": self.card.holder if self.card else None,
            "side": None if self.card is None else "wrong" if self.wrong_side else "right",
            "felt": self.feels is not None and self.connected,
            "commands": self.commands,
            "pull_at": self.pull_at or None,
            "status_words": list(words),
        }
