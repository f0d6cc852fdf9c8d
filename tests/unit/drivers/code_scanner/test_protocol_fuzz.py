"""Twenty thousand inputs from seeds: no error, bounded memory, whole codes whatever the wire does."""

import random

import pytest

from drivers.code_scanner.serial.protocol import LIMIT_BYTES, CodeProtocol, Ending
from drivers.code_scanner.serial.triggers import TRIGGERS
from drivers.interfaces import ScannedCode
from tests.unit.drivers.code_scanner.cards import some_card

SEEDS, INPUTS = 20, 1000
PROBLEMS = {"", "not_text", "control_characters", "too_long", "incomplete"}
ENDS = {Ending.CR: b"\r", Ending.LF: b"\n", Ending.CRLF: b"\r\n"}
WORDS = [
    b"\r",
    b"\n",
    b"\0",
    b"|",
    b"\xe1\xbb\x85",
    b"\xff",
    b"]Q1",
    "ễ".encode("utf-16-le"),
    b"099304005678|",
]


def noise(chance: random.Random) -> bytes:
    """Anything: bytes, pieces of codes, too much of one thing."""
    kind = chance.randrange(4)
    if kind == 0:
        return chance.randbytes(chance.randrange(60))
    if kind == 1:
        return b"".join(chance.choices(WORDS, k=chance.randrange(12)))
    if kind == 2:
        return chance.choice(WORDS) * chance.randrange(3 * LIMIT_BYTES // 2)
    return some_card(chance).encode()[chance.randrange(40) :]


def is_well_formed(code: ScannedCode) -> bool:
    fits = len(code.text.encode()) <= 3 * LIMIT_BYTES  # a letter of the old sets may take three bytes
    return fits and code.problem in PROBLEMS and bool(code.text) == (not code.problem)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_comes_it_answers_with_codes_and_problems(seed):
    chance, now = random.Random(seed), 0.0
    protocol = CodeProtocol(chance.choice(list(Ending)), TRIGGERS[chance.choice(list(TRIGGERS))].answers)
    for _ in range(INPUTS):
        now += chance.choice((0.0, 0.001, 0.06, 0.3, 1.5))
        told = protocol.lapse(now) + protocol.feed(noise(chance), now)
        assert all(map(is_well_formed, told))
        assert len(protocol._waiting) <= LIMIT_BYTES
        assert (protocol.due is None) or protocol.due > now
        if chance.random() < 0.02:
            protocol.begin()
            protocol.settled()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_whole_code_is_told_once_and_in_order_however_the_wire_cuts_it(seed):
    chance, now, told = random.Random(1000 + seed), 0.0, []
    ending = chance.choice(list(ENDS))
    protocol = CodeProtocol(chance.choice((ending, Ending.ANY)))
    cards = list(dict.fromkeys(some_card(chance) for _ in range(INPUTS // 20)))
    wire = b"".join(card.encode() + ENDS[ending] for card in cards)
    while wire:
        length = chance.randint(1, 200)
        now += chance.choice((0.0, 0.01, 0.1))
        told += protocol.lapse(now) + protocol.feed(wire[:length], now)
        wire = wire[length:]
    assert told == [ScannedCode(card) for card in cards]


@pytest.mark.parametrize("seed", range(SEEDS))
def test_after_any_noise_the_next_code_is_read(seed):
    chance, now = random.Random(2000 + seed), 0.0
    protocol = CodeProtocol(Ending.CR)
    for _ in range(INPUTS // 20):
        protocol.feed(noise(chance), now)
        protocol.lapse(now + 1.5)
        card = some_card(chance)
        assert protocol.feed(card.encode() + b"\r", now + 1.6) == [ScannedCode(card)]
        now += 5
