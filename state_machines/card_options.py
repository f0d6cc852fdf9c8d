"""How patient the reading of a card is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardOptions:
    """How long a reading waits, and how often a card may be laid."""

    code_wait_s: float = 30.0  # twice: then somebody has left
    card_wait_s: float = 30.0  # twice: then no chip was found
    reader_wait_s: float = 20.0
    read_limit_s: float = 40.0
    settle_s: float = 0.7  # a card that was pulled may still seem to lie there
    tries: int = 3
