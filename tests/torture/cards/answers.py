"""Answers that nobody meant: spoilt on the way, or sent by a chip that knows the keys and means harm."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.authentication.verdict import Level
from drivers.identity_card.chip.card_reading import read_card
from drivers.identity_card.chip.errors import CardError
from drivers.identity_card.chip.keys import AccessKey
from simulator.identity_card.apdu import Command
from simulator.identity_card.chip import Chip
from simulator.identity_card.der import BadTlv
from simulator.identity_card.lds import SECURITY_OBJECT, CardFiles, group_id
from simulator.identity_card.sod import security_object
from simulator.identity_card.tampering import with_file
from tests.support.virtual_card import can_of, mrz_key_of
from tests.torture.cards.mutations import each_tag_and_length, nodes_of, spoilt
from tests.torture.cards.reading import AT, EVERYTHING, CountedCard
from tests.torture.cards.stock import Stock

# fmt: off
_STATUSES = (
    "9000", "6100", "6110", "6282", "6300", "63C0", "63CF", "6400", "6581", "6700", "6882",
    "6982", "6983", "6985", "6987", "6988", "6A80", "6A82", "6A86", "6A88", "6B00", "6C00",
    "6C10", "6CFF", "6D00", "6E00", "6F00", "0000", "FFFF", "9001",
)
# fmt: on
STATUSES = tuple(map(bytes.fromhex, _STATUSES))
LONG = 70_000
EVIL = 99
Change = Callable[[bytes, random.Random], bytes]


class SpoiltOnTheWay(CountedCard):
    """A reader that brings one answer (the n-th, from 0) changed."""

    def __init__(self, chip: Chip, at: int, change: Change, chance: random.Random) -> None:
        super().__init__(chip)
        self._at = at
        self._change = change
        self._chance = chance

    def transmit(self, command: bytes) -> bytes:
        answer = super().transmit(command)
        return self._change(answer, self._chance) if len(self.log) == self._at + 1 else answer


class Malicious(Chip):
    """A chip that changes what it says at one command, and protects it properly."""

    def __init__(self, card: CardFiles, at: int, change: Change, chance: random.Random) -> None:
        super().__init__(card, chance)
        self._at = at
        self._change = change
        self._mood = chance

    def _do(self, command: Command) -> tuple[bytes, int]:
        data, status = super()._do(command)
        if self.commands != self._at + 1:
            return data, status
        changed = self._change(data + status.to_bytes(2, "big"), self._mood)
        return changed[:-2], int.from_bytes(changed[-2:], "big")


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one changed answer."""

    what: str
    level: Level


def changed_on_the_way(stock: Stock, readings: int, seed: int) -> Iterator[Answered]:
    """So many readings, each with one answer changed."""
    for number in range(readings):
        chance = random.Random(f"{seed} way {number}")
        card = stock.pick(chance)
        spoilt_card = SpoiltOnTheWay(Chip(card, chance), chance.randrange(20), _any_change(chance), chance)
        yield Answered(f"way {number}", _read(spoilt_card, stock.anchors))


def sent_with_harm(stock: Stock, readings: int, seed: int) -> Iterator[Answered]:
    """So many readings of chips that know the keys."""
    for number in range(readings):
        chance = random.Random(f"{seed} harm {number}")
        chip = Malicious(stock.pick(chance), chance.randrange(20), _any_change(chance), chance)
        yield Answered(f"harm {number}", _read(CountedCard(chip), stock.anchors))


def signed_with_harm(stock: Stock, readings: int, seed: int) -> Iterator[Answered]:
    """Files with wrong tags and lengths that the genuine signer has signed: read as far as it goes."""
    for number in range(readings):
        chance = random.Random(f"{seed} signed {number}")
        card = _signed_anew(stock, stock.pick(chance), chance)
        yield Answered(f"signed {number}", _read(CountedCard(Chip(card, chance)), stock.anchors))


def endless_files(stock: Stock) -> Iterator[Answered]:
    """Files that never end, as far as their lengths go."""
    for file in (0x011C, 0x011D, 0x011E, *map(group_id, (1, 2, 13, 14, 15))):
        for claimed in (0xFFFF, 0x1FFFF, 0x20000, 0x20001, 0xFFFFFF, 0xFFFFFFFF):
            card = stock.cards[0][0]
            first = card.files[file][:1]
            content = first + b"\x84" + claimed.to_bytes(4, "big") + bytes(min(claimed, LONG))
            chip = Chip(with_file(card, file, content), random.Random(1))
            yield Answered(
                f"{file:04X} {claimed:X}", _read(CountedCard(chip, max_response=256), stock.anchors)
            )


def _read(card: CountedCard, anchors: Anchors) -> Level:
    files = card.chip.card
    keys: list[AccessKey] = [can_of(files)] if files.kind.pace else []
    keys.append(mrz_key_of(files))
    try:
        read = read_card(card, keys, EVERYTHING, anchors, AT, random=random.Random(EVIL).randbytes)
    except CardError:
        return Level.UNREADABLE
    return read.verdict.level


def _any_change(chance: random.Random) -> Change:
    return chance.choice((_status, _status, _spoilt, _spoilt, _cut, _grown, _structure, _nothing, _doubled))


def _status(answer: bytes, chance: random.Random) -> bytes:
    data = answer[:-2] if chance.random() < 0.5 else b""
    return data + chance.choice(STATUSES)


def _spoilt(answer: bytes, chance: random.Random) -> bytes:
    return spoilt(answer[:-2], chance) + answer[-2:]


def _cut(answer: bytes, chance: random.Random) -> bytes:
    return (
        answer[: chance.randrange(len(answer) + 1)]
        if chance.random() < 0.5
        else answer[:-2][:40] + answer[-2:]
    )


def _grown(answer: bytes, chance: random.Random) -> bytes:
    more = chance.choice((1, 16, 255, LONG))
    return answer[:-2] + chance.randbytes(more) + answer[-2:]


def _structure(answer: bytes, chance: random.Random) -> bytes:
    body = answer[:-2]
    if not body or not _is_tlv(body):
        return _spoilt(answer, chance)
    return chance.choice(list(each_tag_and_length(body))) + answer[-2:]


def _nothing(answer: bytes, chance: random.Random) -> bytes:
    return chance.choice((b"", b"\x90", answer[:1], answer[-2:]))


def _doubled(answer: bytes, chance: random.Random) -> bytes:
    del chance
    return answer[:-2] * 2 + answer[-2:]


def _is_tlv(body: bytes) -> bool:
    try:
        return bool(nodes_of(body))
    except (BadTlv, IndexError):
        return False


def _signed_anew(stock: Stock, card: CardFiles, chance: random.Random) -> CardFiles:
    file = chance.choice([file for file in map(group_id, (1, 2, 13, 14, 15)) if file in card.files])
    content = card.files[file]
    if chance.random() < 0.5 and len(content) < 600:
        spoilt_content = chance.choice(list(each_tag_and_length(content)))
    else:
        spoilt_content = content[:2] + spoilt(content[2:], chance)
    groups = {
        number: card.files[group_id(number)] for number in range(1, 17) if group_id(number) in card.files
    }
    groups[file & 0xFF] = spoilt_content
    signer = stock.authority.signer("secp256r1-sha256")
    sod = security_object(groups | {3: b"\x63\x00"}, signer, card.kind.sod, f"{card.person.issued:%y%m%d}")
    return with_file(with_file(card, file, spoilt_content), SECURITY_OBJECT, sod)
