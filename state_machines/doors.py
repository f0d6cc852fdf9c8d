"""The ways sound comes in and goes out: the robot's own devices, and the page's while one is open."""

from collections.abc import Callable
from dataclasses import dataclass

from drivers.interfaces import Loudspeaker, Microphone


@dataclass(frozen=True, slots=True, eq=False)
class Door:
    """A microphone and a loudspeaker that belong together."""

    microphone: Microphone | None = None
    loudspeaker: Loudspeaker | None = None
    echo_cancelled: bool = False  # the microphone does not hear the loudspeaker
    by_page: bool = False


class Doors:
    """All open doors; of each kind of device the one that was opened last counts."""

    def __init__(self, *doors: Door) -> None:
        self._doors: list[Door] = []
        self._audio_listeners: list[Callable[[bytes], None]] = []
        self._change_listeners: list[Callable[[], None]] = []
        for door in doors:
            self.open(door)

    def open(self, door: Door) -> None:
        """Use `door` from now on."""
        self._doors.append(door)
        if door.microphone is not None:
            door.microphone.on_audio(lambda pcm: self._heard(door, pcm))
            door.microphone.on_status(self._changed)
        if door.loudspeaker is not None:
            door.loudspeaker.on_status(self._changed)
        self._changed()

    def close(self, door: Door) -> None:
        """Use it no more; safe to repeat."""
        if door in self._doors:
            self._doors.remove(door)
            self._changed()

    def on_audio(self, listener: Callable[[bytes], None]) -> None:
        """Call `listener` with what the microphone in use hears: 16 kHz, S16LE."""
        self._audio_listeners.append(listener)

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever a door opens or closes, or a device of one changes."""
        self._change_listeners.append(listener)

    @property
    def ear(self) -> Door | None:
        """The door whose microphone is in use."""
        return next((door for door in reversed(self._doors) if _usable(door.microphone)), None)

    @property
    def mouth(self) -> Door | None:
        """The door whose loudspeaker is in use."""
        return next((door for door in reversed(self._doors) if _usable(door.loudspeaker)), None)

    def _heard(self, door: Door, pcm: bytes) -> None:
        if door is self.ear:
            for listener in self._audio_listeners:
                listener(pcm)

    def _changed(self, *_what: object) -> None:
        for listener in self._change_listeners:
            listener()


def _usable(device: Microphone | Loudspeaker | None) -> bool:
    return device is not None and device.status.usable
