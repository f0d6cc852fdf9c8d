"""What the base is asked for and answers in its next frame. Pure."""

from simulator.devices.mobile_base.commands import (
    FIRMWARE_VERSION,
    GET_CONTROLLER,
    HARDWARE_VERSION,
    REQUEST_EXTRA,
    UNIQUE_ID,
    Command,
)
from simulator.devices.mobile_base.feedback import (
    FIRMWARE_INFO,
    HARDWARE_INFO,
    encode_answer,
    encode_controller,
    encode_unique_id,
)
from simulator.devices.mobile_base.options import Firmware

FACTORY_GAINS = (100_000, 100, 2000)
FACTORY = 0


class Requests:
    """Collects what is asked for; several times in a frame is once."""

    def __init__(self, unique_id: tuple[int, int, int], firmware: Firmware) -> None:
        self.controller: tuple[int, ...] = (FACTORY, *FACTORY_GAINS)
        self._unique_id = unique_id
        self._firmware = firmware
        self._flags = 0
        self._gains_wanted = False

    def hear(self, command: Command) -> None:
        """A request, or new gains."""
        if command.id == REQUEST_EXTRA:
            self._flags |= command.values[0]
        elif command.id == GET_CONTROLLER:
            self._gains_wanted = True
        else:
            type_, *gains = command.values
            self.controller = (type_, *(FACTORY_GAINS if type_ == FACTORY else gains))

    def take(self) -> dict[str, bytes]:
        """The sub-payloads that are due, by what they mean; they are due no longer."""
        if not self._flags and not self._gains_wanted:
            return {}
        answers = {}
        if self._flags & HARDWARE_VERSION:
            answers["hardware version"] = encode_answer(HARDWARE_INFO, self._firmware.hardware)
        if self._flags & FIRMWARE_VERSION:
            answers["firmware version"] = encode_answer(FIRMWARE_INFO, self._firmware.firmware)
        if self._flags & UNIQUE_ID:
            answers["unique id"] = encode_unique_id(self._unique_id)
        if self._gains_wanted:
            answers["controller gains"] = encode_controller(self.controller)
        self._flags, self._gains_wanted = 0, False
        return answers
