"""What the page shows of hearing and speaking, as a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VoiceState:
    """One moment of the voice; `state` is a state of the turn-taking table."""

    state: str = "idle"
    partial: str = ""  # what was understood so far; may still change
    level: float = 0.0  # of the microphone, 0 to 1
    can_hear: bool = False  # there is a microphone, and a model for the language
    can_speak: bool = False
    by_page: bool = False  # through the page's own microphone and loudspeaker
