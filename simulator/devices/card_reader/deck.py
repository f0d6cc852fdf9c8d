"""The cards that citizens bring: real kinds, forged ones, foreign ones, and chips that give trouble."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial

from simulator.card_holders import holder
from simulator.devices.card_reader.slot import Card
from simulator.identity_card.chip import Chip
from simulator.identity_card.faults import ChipFaults, Habits
from simulator.identity_card.kinds import KINDS as ISSUED
from simulator.identity_card.lds import CardFiles, group_id, issue_card
from simulator.identity_card.pki import make_authority
from simulator.identity_card.tampering import cloned, flipped, with_can

OUR_STATE, OTHER_STATE = 1, 2  # seeds of authorities: the other one is a forger with the same names
PERSON = group_id(13)
SOMEBODY_ELSES_CAN = "271828"

Change = Callable[[CardFiles, random.Random], CardFiles]


@dataclass(frozen=True, slots=True)
class Kind:
    """`issued`: a kind of `simulator/identity_card/kinds.py`; `change`: what was done to the card since."""

    part: str
    vi: str
    en: str
    issued: str = "2021"
    change: Change | None = None
    state: int = OUR_STATE
    signer_ended: bool = False
    habits: Habits = field(default_factory=Habits)
    faults: ChipFaults = field(default_factory=ChipFaults)
    key: str = ""


def _altered(card: CardFiles, chance: random.Random) -> CardFiles:
    return flipped(card, PERSON, -1)


def _other_can(card: CardFiles, chance: random.Random) -> CardFiles:
    return with_can(card, SOMEBODY_ELSES_CAN)


_card = partial(Kind, "card")
_forged = partial(Kind, "forged")
_foreign = partial(Kind, "foreign")
_trouble = partial(Kind, "trouble")

KINDS = {
    "2021": _card("CCCD 2021", "2021 card", key="1"),
    "2024": _card("Căn cước 2024", "2024 card", "2024", key="2"),
    "bac_only": _card("Chỉ BAC", "BAC only", "bac_only"),
    "rsa": _card("RSA", "RSA", "rsa"),
    "aes256": _card("AES-256", "AES-256", "aes256"),
    "explicit": _card("Tham số tường minh", "Explicit parameters", "explicit"),
    "jpeg2000": _card("Ảnh JPEG 2000", "JPEG 2000", "jpeg2000"),
    "unprotected": _card("Không chống sao chép", "No copy protection", "no_copy_protection"),
    "cloned": _forged("Sao chép", "Cloned", change=cloned, key="3"),
    "altered": _forged("Bị sửa", "Altered", change=_altered, key="4"),
    "expired_signer": _forged("Người ký hết hạn", "Expired signer", signer_ended=True),
    "foreign_signer": _forged("Người ký lạ", "Foreign signer", state=OTHER_STATE),
    "passport": _foreign("Hộ chiếu", "Passport", "passport"),
    "bank_card": _foreign("Thẻ ngân hàng", "Bank card", "bank_card", key="5"),
    "wrong_can": _trouble("Sai CAN", "Wrong CAN", change=_other_can),
    "slow": _trouble("Chậm", "Slow", faults=ChipFaults(slow_s=0.15)),
    "hangs": _trouble("Treo giữa chừng", "Hangs half-way", faults=ChipFaults(hang_at=10)),
    "short_length": _trouble("Chỉ APDU ngắn", "Short length only", habits=Habits(extended_length=False)),
    "large_6700": _trouble("6700", "6700", faults=ChipFaults(large_read="6700")),
    "large_6282": _trouble("6282", "6282", faults=ChipFaults(large_read="6282")),
    "large_6cxx": _trouble("6CXX", "6CXX", faults=ChipFaults(large_read="6CXX")),
    "large_6b00": _trouble("6B00", "6B00", faults=ChipFaults(large_read="6B00")),
}


def deal(kind: str, citizen: int) -> Card:
    """The card of a kind of `KINDS` that this citizen has, with its chip."""
    wanted, files = KINDS[kind], _issued(kind, citizen)
    chance = random.Random(f"{kind} of {citizen}")  # noqa: S311 (what a chip draws is worth nothing here)
    return Card(kind, files.person.name, Chip(files, chance, wanted.habits, wanted.faults))


def issuer_certificate() -> bytes:
    """The certificate to install where these cards shall be trusted: self-signed, DER."""
    return make_authority(OUR_STATE).csca_der


@lru_cache(maxsize=64)
def _issued(kind: str, citizen: int) -> CardFiles:
    wanted = KINDS[kind]
    issued = ISSUED[wanted.issued]
    person = holder(citizen, int(issued.generation)).person
    chance = random.Random(f"{wanted.issued} of {citizen}")  # noqa: S311 (synthetic cards, no secret)
    card = issue_card(person, make_authority(wanted.state), issued, chance, ended=wanted.signer_ended)
    return wanted.change(card, chance) if wanted.change else card
