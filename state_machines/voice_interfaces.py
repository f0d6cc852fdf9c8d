"""What turn taking needs from those who know texts and voices; `kiosk/` hands the real ones in."""

from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from dialogs.interfaces import Speech, Voice
from state_machines.screen import Screen


@dataclass(frozen=True, slots=True)
class Line:
    """A text to be spoken: in words, or as it was recorded."""

    words: str
    recorded: Speech | None = None


class Aloud(Protocol):
    """What a screen says, and how this visit wants to hear it."""

    async def lines(self, screen: Screen) -> Sequence[Line]:
        """The texts that are shown, in the order in which one tells them."""

    def voice(self, screen: Screen) -> Voice:
        """Language, dialect and rate."""

    def gain(self, screen: Screen) -> float:
        """Loudness, 0 to 1."""

    def quiet_s(self, screen: Screen) -> float:
        """How much silence ends an answer to what the screen asks."""

    def phrases(self, screen: Screen) -> Sequence[str]:
        """What is likely to be answered; nothing: anything may be."""


class Speaking(Protocol):
    """Words → sound, by something that can fail (dialogs.speaking.Speaker)."""

    @property
    def available(self) -> bool:
        """Whether sentences can be spoken now."""

    def on_change(self, listener: Callable[[bool, str], None]) -> None:
        """Call `listener` on the event loop with `available`, and why not, after every change."""

    def speeches(self, words: str, voice: Voice) -> AsyncGenerator[Speech, None]:
        """One sentence after the other, with the pause after it. Raises `SpeechFailed`."""
