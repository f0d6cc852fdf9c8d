"""Who a base says it is, and whether this driver knows it. Pure."""

from drivers.errors import DeviceError
from drivers.mobile_base.kobuki.protocol.feedback import Feedback, Sample, Version

FIRMWARE_MAJOR = 1


class WrongFirmware(DeviceError):
    """A base that speaks otherwise than this driver knows."""


class Identity:
    """Gathers what a base tells of itself, over several frames."""

    def __init__(self) -> None:
        self.hardware: Version | None = None
        self.firmware: Version | None = None
        self.unique_id: Sample | None = None
        self.gains: Sample | None = None

    @property
    def is_whole(self) -> bool:
        """True when it told all that it must."""
        return None not in (self.hardware, self.firmware, self.unique_id)

    def add(self, said: Feedback) -> None:
        """What else a frame tells."""
        self.hardware = said.hardware or self.hardware
        self.firmware = said.firmware or self.firmware
        self.unique_id = said.unique_id or self.unique_id
        self.gains = said.gains or self.gains

    def check(self) -> None:
        """Raises `WrongFirmware` for one that is too new, or unknown."""
        if self.firmware is None or self.firmware[0] != FIRMWARE_MAJOR:
            raise WrongFirmware(
                f"the base has firmware {version_text(self.firmware)}; this driver knows {FIRMWARE_MAJOR}.x.x"
            )

    def figures(self) -> dict[str, object]:
        """For a technician."""
        return {
            "hardware": version_text(self.hardware),
            "firmware": version_text(self.firmware),
            "unique_id": "-".join(f"{word:08x}" for word in self.unique_id or ()),
            "gains": [gain / 1000 for gain in self.gains or ()],
        }


def version_text(version: Version | None) -> str:
    """As people write it; empty when it was not told."""
    return ".".join(map(str, version or ()))
