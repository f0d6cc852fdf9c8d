"""What somebody who looks on is told of a frame: what is otherwise than in the one before. Pure."""

from collections.abc import Iterator

from simulator.devices.events import Event, Happened
from simulator.devices.mobile_base.feedback import Feedback

_SIDES = ((4, "left"), (2, "centre"), (1, "right"))
_DROPS = ((2, "left"), (1, "right"))
_CURRENTS = ((1, "left"), (2, "right"))
_BUTTONS = ((1, "0"), (2, "1"), (4, "2"))
_CHARGER = {
    0x00: "discharging",
    0x02: "dock charged",
    0x06: "dock charging",
    0x12: "adapter charged",
    0x16: "adapter charging",
}
_WATCHED = (
    ("bumper", _SIDES),
    ("cliff", _SIDES),
    ("wheel_drop", _DROPS),
    ("over_current", _CURRENTS),
    ("buttons", _BUTTONS),
)


def changes(before: Feedback, told: Feedback, at: float) -> Iterator[Event]:
    """Events named bumper, cliff, wheel_drop, over_current, buttons and charger; "none": nothing any more."""
    for name, bits in _WATCHED:
        value = getattr(told, name)
        if value != getattr(before, name):
            yield Happened(at, name, ", ".join(side for bit, side in bits if value & bit) or "none")
    if told.charger != before.charger:
        yield Happened(at, "charger", _CHARGER[told.charger])
