"""What a forger may do with the files of a genuine card: each way makes a card that must not be believed."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from simulator.identity_card.chip import Chip
from simulator.identity_card.data_group_13 import data_group_13
from simulator.identity_card.data_groups import common, data_group_1
from simulator.identity_card.lds import CARD_ACCESS, COMMON, SECURITY_OBJECT, CardFiles, group_id
from simulator.identity_card.mrz import mrz_lines
from simulator.identity_card.tampering import (
    cloned,
    flipped,
    swapped,
    with_file,
    with_huge_length,
    without_file,
)
from tests.torture.cards.stock import Stock

SIGNED = (1, 2, 13, 14, 15)
TRIES = 50


@dataclass(frozen=True, slots=True)
class Case:
    """One tampered card. `needs_anchor`: nothing but the installed certificate can tell.

    `is_stranger`: the office has no certificate of the name of its issuer: "issuer unknown" is the truth.
    """

    card: CardFiles
    needs_anchor: bool = False
    is_stranger: bool = False
    chip: Callable[[CardFiles, random.Random], Chip] = field(default=Chip)


Tamper = Callable[[Stock, random.Random], Case]


def files_of(card: CardFiles) -> list[int]:
    """The groups that the card has and the robot reads."""
    return [group_id(number) for number in SIGNED if group_id(number) in card.files]


def flip_in_a_group(stock: Stock, chance: random.Random) -> Case:
    card = stock.pick(chance)
    file = chance.choice(files_of(card))
    return Case(flipped(card, file, chance.randrange(len(card.files[file])), 1 << chance.randrange(8)))


def flip_in_the_security_object(stock: Stock, chance: random.Random) -> Case:
    card = stock.pick(chance)
    place = chance.randrange(len(card.files[SECURITY_OBJECT]))
    return Case(flipped(card, SECURITY_OBJECT, place, 1 << chance.randrange(8)), needs_anchor=True)


def flip_in_the_contents(stock: Stock, chance: random.Random) -> Case:
    card = stock.pick(chance)
    return Case(flipped(card, COMMON, chance.randrange(len(card.files[COMMON])), 1 << chance.randrange(8)))


def flip_in_card_access(stock: Stock, chance: random.Random) -> Case:
    """Nobody signs EF.CardAccess, but DG14 repeats it."""
    cards = [row[0] for row in stock.cards if group_id(14) in row[0].files and row[0].kind.pace]
    card = chance.choice(cards)
    content = card.files[CARD_ACCESS]
    return Case(flipped(card, CARD_ACCESS, chance.randrange(len(content)), 1 << chance.randrange(8)))


def garbage_in_a_group(stock: Stock, chance: random.Random) -> Case:
    card = stock.pick(chance)
    file = chance.choice(files_of(card))
    content = card.files[file]
    at, size = chance.randrange(len(content)), chance.randint(2, 32)
    spoilt = content[:at] + chance.randbytes(size) + content[at + size :]
    return Case(with_file(card, file, spoilt + content[len(spoilt) :]))


def cut_a_group(stock: Stock, chance: random.Random) -> Case:
    card = stock.pick(chance)
    file = chance.choice([*files_of(card), SECURITY_OBJECT])
    return Case(with_file(card, file, card.files[file][: chance.randrange(1, len(card.files[file]))]))


def huge_length(stock: Stock, chance: random.Random) -> Case:
    card = stock.pick(chance)
    claimed = chance.choice((0xFFFFFFFF, 0x7FFFFFFF, 0x20001, 0x8000))
    return Case(with_huge_length(card, chance.choice([*files_of(card), SECURITY_OBJECT]), claimed))


def group_of_another(stock: Stock, chance: random.Random) -> Case:
    card, donor = stock.pair(chance)
    return Case(swapped(card, donor, frozenset((chance.choice(_differing(card, donor)),))))


def object_of_another(stock: Stock, chance: random.Random) -> Case:
    card, donor = stock.pair(chance)
    return Case(swapped(card, donor, frozenset((SECURITY_OBJECT,))))


def person_of_another(stock: Stock, chance: random.Random) -> Case:
    card, donor = stock.pair(chance)
    return Case(swapped(card, donor, frozenset(map(group_id, (1, 2, 13)))))


def group_gone(stock: Stock, chance: random.Random) -> Case:
    card = stock.pick(chance)
    gone = chance.choice([*files_of(card), SECURITY_OBJECT])
    return Case(without_file(card, gone))


def keys_hidden(stock: Stock, chance: random.Random) -> Case:
    """A copy without private keys that says nothing of them, neither in the files nor in the contents."""
    card = cloned(stock.pick(chance), chance)
    for number in (14, 15):
        card = without_file(card, group_id(number))
    return Case(with_file(card, COMMON, common((1, 2, 3, 13))))


def copy_without_keys(stock: Stock, chance: random.Random) -> Case:
    return Case(cloned(stock.pick(chance), chance))


def copy_with_its_own_keys(stock: Stock, chance: random.Random) -> Case:
    """The files of one card with the key files and the keys of another."""
    card, donor = stock.pair(chance)
    while card.secrets.active == donor.secrets.active and card.secrets.agreement == donor.secrets.agreement:
        card, donor = stock.pair(chance)
    keys = frozenset(map(group_id, (14, 15))) & donor.files.keys()
    secrets = replace(donor.secrets, mrz=card.secrets.mrz, can=card.secrets.can)
    return Case(replace(swapped(card, donor, keys), secrets=secrets))


def copy_with_half_the_keys(stock: Stock, chance: random.Random) -> Case:
    """One of two private keys is the original's."""
    for _ in range(TRIES):
        card = stock.pick(chance)
        if card.secrets.agreement and card.secrets.active:
            break
    copy = cloned(card, chance)
    if chance.random() < 0.5:
        return Case(replace(copy, secrets=replace(copy.secrets, active=card.secrets.active)))
    return Case(replace(copy, secrets=replace(copy.secrets, agreement=card.secrets.agreement)))


def renamed(stock: Stock, chance: random.Random) -> Case:
    """Another name written into DG13, or another zone into DG1; nothing signed anew."""
    card, other = stock.pair(chance)
    person = replace(card.person, name=other.person.name, residence=other.person.residence)
    if chance.random() < 0.5:
        return Case(with_file(card, group_id(13), data_group_13(person, card.kind.personal)))
    lines = mrz_lines(replace(other.person, number=card.person.number))
    return Case(with_file(card, group_id(1), data_group_1(lines)))


def contents_lie(stock: Stock, chance: random.Random) -> Case:
    card = stock.pick(chance)
    groups = {number for number in (*SIGNED, 3) if group_id(number) in card.files or number == 3}
    lie = groups ^ set(chance.sample(sorted(groups | {11, 12}), chance.randint(1, 3)))
    return Case(with_file(card, COMMON, common(tuple(sorted(lie)))))


def _differing(card: CardFiles, donor: CardFiles) -> list[int]:
    return [file for file in files_of(card) if card.files[file] != donor.files[file]]
