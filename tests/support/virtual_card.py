"""The simulator's card in a test's hand, without a reader: what `drivers.identity_card.chip` calls a card."""

import math
import random

from drivers.identity_card.chip.errors import CardError, Cause
from drivers.identity_card.chip.keys import Can, MrzKey
from simulator.identity_card.chip import Chip
from simulator.identity_card.faults import ChipFaults, Habits
from simulator.identity_card.kinds import KINDS, CardKind
from simulator.identity_card.lds import CardFiles, issue_card
from simulator.identity_card.people import make_person
from simulator.identity_card.pki import Authority, make_authority


class ChipCard:
    """A chip as a `Card`: answers at once; `log` keeps command and answer of every exchange."""

    def __init__(self, chip: Chip, max_response: int = 65_536) -> None:
        self.chip = chip
        self.max_response = max_response
        self.log: list[tuple[bytes, bytes]] = []

    def transmit(self, command: bytes) -> bytes:
        answer = self.chip.transmit(command, 0.0)
        if answer.gone:
            raise CardError(Cause.PULLED, "the virtual card was taken away")
        if answer.delay_s == math.inf:
            raise CardError(Cause.TIMED_OUT, "the virtual card does not answer")
        self.log.append((command, answer.data))
        return answer.data

    def reset(self) -> None:
        self.chip.reset()


def issued(kind: str | CardKind = "2021", seed: int = 1, authority: Authority | None = None) -> CardFiles:
    """A synthetic citizen's new card of one kind (`KINDS`), signed by `authority` (seed 1)."""
    chance = random.Random(seed)
    chosen = KINDS[kind] if isinstance(kind, str) else kind
    person = make_person(chance, chosen.generation)
    return issue_card(person, authority or make_authority(), chosen, chance)


def on_reader(
    card: CardFiles,
    habits: Habits | None = None,
    faults: ChipFaults | None = None,
    max_response: int = 65_536,
    seed: int = 1,
) -> ChipCard:
    """The card's chip in a test's field."""
    return ChipCard(Chip(card, random.Random(seed), habits, faults), max_response)


def can_of(card: CardFiles) -> Can:
    """The key that the number gives."""
    return Can(card.person.can)


def mrz_key_of(card: CardFiles) -> MrzKey:
    """The key that the MRZ gives."""
    mrz = card.secrets.mrz
    if mrz is None:
        raise ValueError("a card without MRZ")
    return MrzKey(mrz.document_number, mrz.birth, mrz.expiry)
