"""How a scanner is told to look: the command sets of the makers, by name. Pure.

Sources: `honeywell`: Honeywell N86XX user's guide 10-4 (SYN T CR, SYN U CR, in manual trigger mode);
Datalogic 7000 and Canmax CM-2D202 take the same. `gm65`: GROW GM65 manual V1.3 section 3.4, Newland EM3095:
bit 0 of zone 0002 in command triggered mode, AB CD in place of a check sum; answered before the code. `gm72`:
GROW GM72 manual section 9, in host mode; it sleeps, and is woken by a zero byte 50 ms before a command.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

NONE = "none"

_CUSTOM = re.compile(r"(?P<on>[0-9A-Fa-f ]+)/(?P<off>[0-9A-Fa-f ]*)")


@dataclass(frozen=True, slots=True)
class Trigger:
    """What is sent to begin and to end looking; `answers` come back on the line and are no codes."""

    on: bytes = b""
    off: bytes = b""
    wake: bytes = b""
    answers: tuple[bytes, ...] = ()


TRIGGERS: Mapping[str, Trigger] = {
    NONE: Trigger(),  # it looks by itself, always
    "honeywell": Trigger(bytes.fromhex("16 54 0D"), bytes.fromhex("16 55 0D")),
    "gm65": Trigger(
        bytes.fromhex("7E 00 08 01 00 02 01 AB CD"),
        bytes.fromhex("7E 00 08 01 00 02 00 AB CD"),
        answers=(bytes.fromhex("02 00 00 01 00 33 31"),),
    ),
    "gm72": Trigger(
        bytes.fromhex("04 E4 04 00 FF 14"),
        bytes.fromhex("04 E5 04 00 FF 13"),
        wake=b"\0",
        answers=(bytes.fromhex("04 D0 00 00 FF 2C"), bytes.fromhex("05 D1 00 00 06 FF 24")),
    ),
}


class TriggerError(ValueError):
    """A trigger that nobody knows; the message says which there are."""

    def __init__(self, name: str) -> None:
        known = ", ".join(TRIGGERS)
        super().__init__(
            f"{name!r} is no trigger of a code scanner; write {known}, or bytes: 16 54 0D/16 55 0D"
        )


def trigger_named(name: str) -> Trigger:
    """The trigger of that name, or of `on/off` bytes in hexadecimal. Raises `TriggerError`."""
    if name in TRIGGERS:
        return TRIGGERS[name]
    found = _CUSTOM.fullmatch(name)
    if found is None:
        raise TriggerError(name)
    try:
        return Trigger(bytes.fromhex(found["on"]), bytes.fromhex(found["off"]))
    except ValueError as error:
        raise TriggerError(name) from error
