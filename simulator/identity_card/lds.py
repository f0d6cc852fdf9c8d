"""Issuing a card: a person, a signer and a kind give the files and the secrets of one chip."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from simulator.identity_card.curves import curve_named
from simulator.identity_card.data_group_13 import data_group_13
from simulator.identity_card.data_groups import common, data_group_1, data_group_2, data_group_15
from simulator.identity_card.kinds import Agreement, CardKind
from simulator.identity_card.mrz import birth_field, expiry_field, mrz_lines, passport_lines, passport_number
from simulator.identity_card.people import Person
from simulator.identity_card.pki import Authority
from simulator.identity_card.portrait import portrait
from simulator.identity_card.secrets import AgreementKey, CurveSecret, MrzSecret, RsaSecret, Secrets
from simulator.identity_card.security_infos import card_access, data_group_14
from simulator.identity_card.signatures import rsa_key, scalar_of
from simulator.identity_card.sod import security_object

CARD_ACCESS, SECURITY_OBJECT, COMMON = 0x011C, 0x011D, 0x011E
FINGERPRINTS = 3  # there, but for nobody without the state's own key


@dataclass(frozen=True, slots=True)
class CardFiles:
    """A card as it leaves the office: files by their identifier, and what the chip keeps to itself."""

    person: Person
    kind: CardKind
    files: Mapping[int, bytes]
    secrets: Secrets


def group_id(number: int) -> int:
    """The file identifier of a data group."""
    return 0x0100 | number


def issue_card(
    person: Person,
    authority: Authority,
    kind: CardKind,
    chance: random.Random,
    image: bytes | None = None,
    ended: bool = False,
) -> CardFiles:
    """One card. `image`: a portrait drawn before; `ended`: by a signer whose time was over."""
    secrets = make_secrets(person, kind, chance)
    if kind.personality == "bank_card":
        return CardFiles(person, kind, {}, secrets)
    picture = image or portrait(chance, kind.image, kind.image_bytes)
    groups = _groups(person, kind, secrets, picture)
    hashed = groups | {FINGERPRINTS: chance.randbytes(64)}
    signer = authority.signer(kind.signer, ended)
    files = {group_id(number): content for number, content in groups.items()}
    files[COMMON] = common(tuple(sorted(hashed)), "0108" if kind.sod.version else "0107")
    files[SECURITY_OBJECT] = security_object(hashed, signer, kind.sod, f"{person.issued:%y%m%d}")
    files[CARD_ACCESS] = card_access(kind.pace, secrets, kind.infos)
    return CardFiles(person, kind, files, secrets)


def make_secrets(person: Person, kind: CardKind, chance: random.Random) -> Secrets:
    """The passwords of the person's card, and new keys."""
    passport = kind.personality == "passport"
    number = passport_number(person) if passport else person.number[-9:]
    return Secrets(
        can=person.can if kind.by_can else "",
        mrz=MrzSecret(number, birth_field(person), expiry_field(person)),
        agreement=tuple(_agreement(wanted, chance) for wanted in kind.agreement),
        active=_active(kind.active, chance),
    )


def _groups(person: Person, kind: CardKind, secrets: Secrets, picture: bytes) -> dict[int, bytes]:
    passport = kind.personality == "passport"
    groups = {
        1: data_group_1(passport_lines(person) if passport else mrz_lines(person)),
        2: data_group_2(picture, kind.image, person),
    }
    if not passport:
        groups[13] = data_group_13(person, kind.personal)
    if secrets.agreement or isinstance(secrets.active, CurveSecret):
        groups[14] = data_group_14(kind.pace, secrets, kind.infos)
    if secrets.active is not None:
        groups[15] = data_group_15(secrets.active)
    return groups


def _agreement(wanted: Agreement, chance: random.Random) -> AgreementKey:
    curve = curve_named(wanted.curve)
    return AgreementKey(curve, scalar_of(str(chance.random()), curve.n), wanted.suite, wanted.number)


def _active(name: str, chance: random.Random) -> RsaSecret | CurveSecret | None:
    if not name:
        return None
    kind, digest = name.split("-")
    if kind.startswith("rsa"):
        numbers = rsa_key(int(kind[3:]), f"active {chance.randrange(2)}").private_numbers()
        return RsaSecret((numbers.p, numbers.q), numbers.d, digest)
    curve = curve_named(kind)
    return CurveSecret(curve, scalar_of(str(chance.random()), curve.n), digest)
