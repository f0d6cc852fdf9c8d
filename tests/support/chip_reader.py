"""A card reader (drivers.interfaces.CardReader) with the simulator's chips on it, in one process."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.card_reading import CardRead, Part, Step, read_card
from drivers.identity_card.chip.errors import CardError, Cause
from drivers.identity_card.chip.keys import AccessKey
from drivers.interfaces import CardPresence
from tests.support.cards import FakeReader
from tests.support.virtual_card import ChipCard

AT = datetime(2026, 11, 30, tzinfo=UTC)


@dataclass
class ChipReader(FakeReader):
    """Reads what lies there as the robot does; `readings` remembers what was asked."""

    anchors: Anchors = field(default_factory=Anchors)
    card: ChipCard | None = None
    readings: list[frozenset[Part]] = field(default_factory=list)

    def lay_chip(self, card: ChipCard) -> None:
        """A card is laid on the reader."""
        self.card = card
        self.lay()

    def take(self) -> None:
        self.card = None
        self.lay(CardPresence.NONE)

    async def read(
        self, keys: Sequence[AccessKey], wanted: frozenset[Part], progress: Callable[[Step, float], None]
    ) -> CardRead:
        self.readings.append(wanted)
        if self.card is None:
            raise CardError(Cause.NO_CARD, "no card lies on the reader")
        return read_card(self.card, keys, wanted, self.anchors, AT, progress)
