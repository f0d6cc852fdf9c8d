"""What a host switches on the base: power sockets, digital outputs, lamps, sounds. Pure."""

from collections.abc import Mapping

from simulator.devices.mobile_base.commands import SOUND, Command, hertz, sequence

AT_START = 0x00F0
SOCKETS: Mapping[str, int] = {"3.3 V": 0x10, "5 V": 0x20, "12 V 5 A": 0x40, "12 V 1.5 A": 0x80}
COLOURS = ("off", "red", "green", "orange")
SEQUENCE_S = 1.0


class Outputs:
    """The word that holds all switches, and the sound in the air."""

    def __init__(self) -> None:
        self.word = AT_START
        self._sound = ""
        self._sounds_until = 0.0

    def play(self, command: Command, now: float) -> None:
        """Begin a sound; the one before ends."""
        if command.id == SOUND:
            note, duration_ms = command.values
            self._sound, self._sounds_until = f"{hertz(note):.0f} Hz", now + duration_ms / 1000
        else:
            self._sound, self._sounds_until = sequence(command.values[0]), now + SEQUENCE_S

    def state(self, now: float) -> dict[str, object]:
        """What can be seen and heard of it."""
        return {
            "sockets": [name for name, bit in SOCKETS.items() if self.word & bit],
            "outputs": [number for number in range(4) if self.word >> number & 1],
            "led_1": COLOURS[self.word >> 8 & 3],
            "led_2": COLOURS[self.word >> 10 & 3],
            "sound": self._sound if now < self._sounds_until else "",
        }
