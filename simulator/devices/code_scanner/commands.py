"""What a host may tell the scanner: to look, and to look no longer. It takes the commands of three makers.

Sources: Honeywell Xenon 1900 user's guide, "Serial Trigger Commands" (SYN T CR, SYN U CR; unanswered).
GROW GM65 user manual, "Command Triggered Mode" (zone 0002; AB CD in place of a check sum; answered).
GROW GM72 user manual, chapter 9, "Serial Port Instruction" (start, stop, both answers, waking).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

STALE_S = 0.5  # half a command that is not completed by then was none
ZONE_WRITTEN = bytes.fromhex("02 00 00 01 00 33 31")
ACKNOWLEDGED, REFUSED = bytes.fromhex("04 D0 00 00 FF 2C"), bytes.fromhex("05 D1 00 00 06 FF 24")


@dataclass(frozen=True, slots=True)
class Command:
    """`looks` None: it changes nothing. `obeyed`: the answer; `refused`: of one that looks by itself."""

    meaning: str
    looks: bool | None
    obeyed: bytes = b""
    refused: bytes = b""


COMMANDS: Mapping[bytes, Command] = {
    b"\x16T\r": Command("look", True),
    b"\x16U\r": Command("look no longer", False),
    bytes.fromhex("7E 00 08 01 00 02 01 AB CD"): Command("trigger on", True, ZONE_WRITTEN, ZONE_WRITTEN),
    bytes.fromhex("7E 00 08 01 00 02 00 AB CD"): Command("trigger off", False, ZONE_WRITTEN, ZONE_WRITTEN),
    bytes.fromhex("04 E4 04 00 FF 14"): Command("start decode", True, ACKNOWLEDGED, REFUSED),
    bytes.fromhex("04 E5 04 00 FF 13"): Command("stop decode", False, ACKNOWLEDGED, REFUSED),
    b"\x00": Command("wake up", None),
}


class CommandReader:
    """Finds commands in what arrives, also in pieces."""

    def __init__(self) -> None:
        self._waiting = b""
        self._heard_at = 0.0

    def read(self, data: bytes, now: float) -> Iterator[tuple[bytes, Command | None]]:
        """The commands that are complete; what is none comes with None."""
        if self._waiting and now - self._heard_at > STALE_S:
            yield self._waiting, None
            self._waiting = b""
        self._heard_at = now
        self._waiting += data
        while self._waiting and (found := self._next()):
            self._waiting = self._waiting[len(found[0]) :]
            yield found

    def _next(self) -> tuple[bytes, Command | None] | None:
        for code, command in COMMANDS.items():
            if self._waiting.startswith(code):
                return code, command
        if any(code.startswith(self._waiting) for code in COMMANDS):
            return None
        begins = [at for at in range(1, len(self._waiting)) if _may_begin(self._waiting[at:])]
        return self._waiting[: begins[0] if begins else None], None


def _may_begin(data: bytes) -> bool:
    return any(data.startswith(code) or code.startswith(data) for code in COMMANDS)
