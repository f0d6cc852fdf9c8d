"""How the robot takes turns, as the site wants it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VoiceOptions:
    """Settings of turn taking."""

    hold_off_s: float = 0.45  # between the robot's last sound and the open microphone
    late_s: float = 1.0  # after which an answer on its way is heard to be so
    interrupted_by_voice: bool = False  # where the echo is cancelled
