"""What a base is told besides its wheels, when it is due. Pure."""

import math
from collections import deque
from dataclasses import dataclass

from drivers.mobile_base.kobuki.protocol.commands import (
    Light,
    Melody,
    encode_melody,
    encode_note,
    encode_outputs,
)

LIGHT_S = 1.0  # a base that began anew has forgotten its light
MOST_SOUNDS = 4


@dataclass(frozen=True, slots=True)
class Note:
    """A tone of 6 to 20,000 Hz, for up to 0.255 s."""

    frequency_hz: float
    duration_s: float


class Words:
    """The light, told when it changes and every second, and sounds, each told once."""

    def __init__(self) -> None:
        self._light: tuple[Light, float] = Light.OFF, -math.inf
        self._sounds: deque[bytes] = deque(maxlen=MOST_SOUNDS)

    def begin(self) -> None:
        """A new connection: no light is known, and old sounds are late."""
        self._light = Light.OFF, -math.inf
        self._sounds.clear()

    def sound(self, what: Melody | Note) -> None:
        """Sound it next. Raises ValueError for a note that the base does not have."""
        if isinstance(what, Note):
            self._sounds.append(encode_note(what.frequency_hz, what.duration_s))
        else:
            self._sounds.append(encode_melody(what))

    def due(self, light: Light, now: float) -> bytes:
        """What is to be told now; `light` is what LED 1 should show."""
        sounds = b"".join(self._sounds)
        self._sounds.clear()
        shown, told_at = self._light
        if light is shown and now - told_at < LIGHT_S:
            return sounds
        self._light = light, now
        return encode_outputs(light) + sounds
