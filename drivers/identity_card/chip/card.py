"""What a reader gives for a card that lies on it."""

from collections.abc import Callable
from typing import Protocol

Transmit = Callable[[bytes], bytes]  # command APDU -> answer with its two status bytes; raises CardError
SHORT_BYTES = 256
LONGEST_BYTES = 65_536


class Card(Protocol):
    """A card on a reader; one session at a time."""

    max_response: int
    """Data bytes of one answer that get through, 256 to 65,536: lowered by whoever finds that fewer do."""

    def transmit(self, command: bytes) -> bytes:
        """Send a command APDU; the answer ends with the two status bytes. Raises `CardError`."""

    def reset(self) -> None:
        """Reset the card: a new session. Raises `CardError`."""
