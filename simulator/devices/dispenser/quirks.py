"""How a controller behaves where manuals are silent or boards are bad; hands may change it while it runs."""

from dataclasses import dataclass


@dataclass(slots=True)
class Quirks:
    """`acks_to_lose`: answers that will not go out. `reports`: how often each result is told.

    `holds_pack`: it counts its PackNO no further.
    """

    little_endian: bool = False
    deduplicates: bool = False
    long_reports: bool = False
    talks: bool = True
    acks_to_lose: int = 0
    reports: int = 1
    holds_pack: bool = False

    def loses_ack(self) -> bool:
        """Whether this one answer is lost."""
        lost = self.acks_to_lose > 0
        self.acks_to_lose -= lost
        return lost
