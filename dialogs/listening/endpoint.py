"""Where one utterance begins and ends: counts samples, knows no clock and no sound."""

from dataclasses import dataclass
from enum import StrEnum

from dialogs.listening.audio import RATE_HZ


class Event(StrEnum):
    """What the last samples have decided."""

    BEGAN = "began"
    ENDED = "ended"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds (facts sheet, section 4.3: least speech 0.15–0.2 s, longest 15–20 s)."""

    least_speech_s: float = 0.16
    gap_s: float = 0.1  # so much silence within the first speech is a stop sound, not its end
    longest_s: float = 20.0


class Endpoint:
    """The state of one utterance."""

    def __init__(self, quiet_s: float, limits: Limits = Limits(), rate_hz: int = RATE_HZ) -> None:
        """`quiet_s` of silence end the utterance."""
        self._quiet = round(quiet_s * rate_hz)
        self._least_speech = round(limits.least_speech_s * rate_hz)
        self._gap = round(limits.gap_s * rate_hz)
        self._longest = round(limits.longest_s * rate_hz)
        self._spoken = 0  # samples of speech before it counts as begun
        self._silent = 0  # samples since the last speech
        self._length = 0  # samples since it began
        self.has_begun = False
        self.is_over = False

    def hear(self, samples: int, is_speech: bool) -> Event | None:
        """Take `samples` more, speech or not; what that decided. Nothing is decided after the end."""
        self._silent = 0 if is_speech else self._silent + samples
        if self.is_over:
            return None
        return self._go_on(samples) if self.has_begun else self._wait(samples, is_speech)

    def _wait(self, samples: int, is_speech: bool) -> Event | None:
        if is_speech:
            self._spoken += samples
        elif self._silent > self._gap:
            self._spoken = 0
        if self._spoken < self._least_speech:
            return None
        self.has_begun = True
        self._length = self._spoken
        return Event.BEGAN

    def _go_on(self, samples: int) -> Event | None:
        self._length += samples
        if self._silent >= self._quiet:
            self.is_over = True
            return Event.ENDED
        if self._length >= self._longest:
            self.is_over = True
            return Event.TOO_LONG
        return None
