"""Cards that answer anything at all: typed errors only, and an end to every reading."""

import random

from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.errors import CardError
from drivers.identity_card.chip.keys import Can, MrzKey
from drivers.identity_card.chip.session import open_chip
from simulator.identity_card.kinds import CardKind
from simulator.identity_card.pace import PaceOffer
from simulator.identity_card.suites import AES128
from tests.support.virtual_card import ChipCard, can_of, issued, mrz_key_of, on_reader

MOST_COMMANDS = 2000
FILES = (ElementaryFile.DG1, ElementaryFile.COM, ElementaryFile.DG13)
SMALL = CardKind(pace=(PaceOffer(AES128, 8),), agreement=(), active="")
KEYS = [Can("012345"), MrzKey("099012345", "950817", "350817")]


class LyingCard:
    """Answers what `chance` makes of the genuine answer, or of nothing."""

    def __init__(self, genuine: ChipCard | None, chance: random.Random, lies: float) -> None:
        self.max_response = chance.choice((256, 65_536))
        self._genuine = genuine
        self._chance = chance
        self._lies = lies
        self._commands = 0

    def reset(self) -> None:
        if self._genuine is not None:
            self._genuine.reset()

    def transmit(self, command: bytes) -> bytes:
        self._commands += 1
        assert self._commands < MOST_COMMANDS, "a reading without end"
        if self._genuine is None:
            return self._anything()
        answer = self._genuine.transmit(command)
        return self._garbled(answer) if self._chance.random() < self._lies else answer

    def _anything(self) -> bytes:
        status = self._chance.choice(
            (b"\x90\x00", b"\x62\x82", b"\x61\x10", b"\x6c\x20", b"\x6a\x82", b"\x63\x00")
        )
        return self._chance.randbytes(self._chance.choice((0, 1, 8, 16, 54, 300))) + status

    def _garbled(self, answer: bytes) -> bytes:
        data = bytearray(answer)
        for _ in range(self._chance.randrange(1, 4)):
            data[self._chance.randrange(len(data))] = self._chance.randrange(256)
        if self._chance.random() < 0.3:
            del data[self._chance.randrange(len(data)) :]
        return bytes(data)


def read(card: LyingCard, keys) -> None:
    chip = open_chip(card, keys)
    for file in FILES:
        chip.read(file)


def failures(count: int, make) -> int:
    """How many of `count` readings ended with a `CardError`; any other error fails the test."""
    failed = 0
    for seed in range(count):
        card, keys = make(random.Random(seed))
        try:
            read(card, keys)
        except CardError:
            failed += 1
    return failed


def test_five_thousand_cards_that_answer_noise_are_refused():
    assert failures(5000, lambda chance: (LyingCard(None, chance, 1.0), KEYS)) == 5000


def test_garbled_answers_of_a_card_with_bac():
    card = issued("bac_only")
    keys = [mrz_key_of(card)]
    assert failures(2000, lambda chance: (LyingCard(on_reader(card), chance, 0.1), keys)) > 500


def test_garbled_answers_of_a_card_with_pace():
    card = issued(SMALL)
    keys = [can_of(card), mrz_key_of(card)]
    assert failures(150, lambda chance: (LyingCard(on_reader(card), chance, 0.1), keys)) > 50
