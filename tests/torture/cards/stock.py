"""Genuine cards of many kinds, issued once: what is tampered with, and what must be believed as it is."""

import random
from dataclasses import dataclass, replace
from functools import cache

from drivers.identity_card.chip.authentication.anchors import Anchors
from simulator.identity_card.data_group_13 import PersonalForm
from simulator.identity_card.kinds import KINDS, Agreement, CardKind
from simulator.identity_card.lds import CardFiles, issue_card
from simulator.identity_card.pace import PaceOffer
from simulator.identity_card.people import make_person
from simulator.identity_card.pki import ALGORITHMS, Authority, make_authority
from simulator.identity_card.portrait import portrait
from simulator.identity_card.security_infos import InfoForm
from simulator.identity_card.sod import SodForm
from simulator.identity_card.suites import AES128, AES192, AES256, DES3

IMAGE_BYTES = 1500
SLOW_KEYS = ("rsa3", "rsa4", "pss3", "pss4")  # making one takes seconds
AGREEMENTS = (
    (Agreement(),),
    (Agreement(AES256, "brainpoolP384r1", 1),),
    (Agreement(DES3, "secp256r1"),),
    (Agreement(AES128, "secp256r1", 1), Agreement(AES192, "brainpoolP256r1", 2)),
    (),
)
ACTIVES = ("brainpoolP256r1-sha256", "rsa1024-sha1", "secp256r1-sha1", "rsa1024-sha256", "", "rsa2048-sha256")
OFFERS = ((PaceOffer(AES128, 13),), (PaceOffer(DES3, 12),), (PaceOffer(AES256, 15),), ())
EVERY = 6  # of the quick stock so many cards are opened by BAC for one by PACE, which takes ten times as long
SODS = (
    SodForm(),
    SodForm("sha1", 1),
    SodForm("sha512", time=False),
    SodForm("sha384", by_key_id=True),
    SodForm("sha224", attributes=False),
    SodForm(plain_algorithm=True),
)
PERSONALS = (
    PersonalForm(),
    PersonalForm(parents="nested"),
    PersonalForm(no_old_number="missing", unknown=((17, "A+"),)),
)


@dataclass(frozen=True, slots=True)
class Stock:
    """Kinds of cards, some citizens' cards of each; all by one authority."""

    authority: Authority
    anchors: Anchors
    cards: tuple[tuple[CardFiles, ...], ...]

    def pick(self, chance: random.Random) -> CardFiles:
        """Any genuine card."""
        return chance.choice(chance.choice(self.cards))

    def pair(self, chance: random.Random) -> tuple[CardFiles, CardFiles]:
        """Two citizens' cards of one kind."""
        one, other = chance.sample(chance.choice(self.cards), 2)
        return one, other


def kinds(is_quick: bool) -> list[CardKind]:
    """Every signature algorithm once, with ways of authentication and forms that go round beside it."""
    found = []
    for at, algorithm in enumerate(ALGORITHMS):
        if is_quick and algorithm.startswith(SLOW_KEYS):
            continue
        agreement, active = AGREEMENTS[at % len(AGREEMENTS)], ACTIVES[at % len(ACTIVES)]
        kind = replace(
            KINDS["2024" if at % 2 else "2021"],
            signer=algorithm,
            agreement=agreement,
            active=active or ("" if agreement else "rsa1024-sha1"),
            pace=() if is_quick and at % EVERY else OFFERS[at // EVERY % len(OFFERS)],
            sod=SODS[at // 2 % len(SODS)],
            personal=PERSONALS[at % len(PERSONALS)],
            infos=InfoForm(explicit=at % 3 == 0, unknown=at % 4 == 0),
        )
        found.append(kind)
    return found


@cache
def stock(is_quick: bool = True, people: int = 2) -> Stock:
    """The stock of one run; `is_quick` leaves out keys that take long to make."""
    chance = random.Random(20)
    authority = make_authority()
    image = portrait(chance, most_bytes=IMAGE_BYTES)
    cards = tuple(
        tuple(
            issue_card(make_person(chance, kind.generation), authority, kind, chance, image)
            for _ in range(people)
        )
        for kind in kinds(is_quick)
    )
    return Stock(authority, Anchors.of([authority.csca_der]), cards)
