"""A chip that says the same to everything but READ BINARY, and counts how often its power went away."""

from dataclasses import dataclass

from simulator.devices.card_reader.slot import Card

ATR = bytes.fromhex("3B80800101")


@dataclass(frozen=True)
class Said:
    data: bytes
    delay_s: float = 0.0


class StubChip:
    """READ BINARY gives as many bytes as it is asked for; all else gives 6A82."""

    atr = ATR

    def __init__(self, delay_s: float = 0.0) -> None:
        self.resets = 0
        self.heard: list[bytes] = []
        self._delay_s = delay_s

    def reset(self) -> None:
        self.resets += 1

    def transmit(self, command: bytes, now: float) -> Said:
        self.heard.append(command)
        if command[1] != 0xB0:
            return Said(b"\x6a\x82", self._delay_s)
        count = int.from_bytes(command[5:7], "big") if len(command) == 7 else command[4] or 256
        return Said(bytes(number % 256 for number in range(count)) + b"\x90\x00", self._delay_s)

    def flip(self, short_id: int, offset: int) -> bool:
        return short_id > 0 and offset <= 100


def deal(kind: str, citizen: int) -> Card:
    """A card with a stub for a chip; `slow` ones take two seconds."""
    return Card(kind, f"Citizen {citizen}", StubChip(2.0 if kind == "slow" else 0.0))
