"""Kinds of cards: what an issuer decided once for a batch."""

from dataclasses import dataclass
from typing import Literal

from simulator.identity_card.data_group_13 import PersonalForm
from simulator.identity_card.pace import PaceOffer
from simulator.identity_card.people import Generation
from simulator.identity_card.portrait import USUAL_BYTES, ImageKind
from simulator.identity_card.security_infos import InfoForm
from simulator.identity_card.sod import SodForm
from simulator.identity_card.suites import AES128, AES256, DES3, Suite

Personality = Literal["identity", "passport", "bank_card"]
BRAINPOOL_256, SECP_256, SECP_521 = 13, 12, 18
USUAL_SOD, USUAL_INFOS, USUAL_PERSONAL = SodForm(), InfoForm(), PersonalForm()


@dataclass(frozen=True, slots=True)
class Agreement:
    """One key of chip authentication to be made."""

    suite: Suite = AES128
    curve: str = "brainpoolP256r1"
    number: int | None = None


@dataclass(frozen=True, slots=True)
class CardKind:
    """One batch. `active`: `rsa1024-sha1` … `rsa2048-sha256`, `brainpoolP256r1-sha256` …, or "" for none."""

    generation: Generation = "2021"
    personality: Personality = "identity"
    pace: tuple[PaceOffer, ...] = (PaceOffer(AES128, BRAINPOOL_256),)
    bac: bool = True
    by_can: bool = True
    signer: str = "brainpoolP256r1-sha256"
    agreement: tuple[Agreement, ...] = (Agreement(),)
    active: str = "brainpoolP256r1-sha256"
    image: ImageKind = "jpeg"
    image_bytes: int = USUAL_BYTES
    sod: SodForm = USUAL_SOD
    infos: InfoForm = USUAL_INFOS
    personal: PersonalForm = USUAL_PERSONAL


KINDS = {
    "2021": CardKind(),
    "2024": CardKind(generation="2024", personal=PersonalForm(unknown=((17, "A+"), (18, "Hà Nội")))),
    "bac_only": CardKind(pace=(), active="rsa1024-sha1", signer="rsa2048-sha256"),
    "pace_only": CardKind(bac=False),
    "rsa": CardKind(signer="rsa2048-sha256", active="rsa2048-sha256", agreement=()),
    "rsa_pss": CardKind(signer="pss2048-sha256", active="rsa1024-sha256"),
    "explicit": CardKind(signer="brainpoolP256r1-explicit-sha256", infos=InfoForm(explicit=True)),
    "aes256": CardKind(
        pace=(PaceOffer(AES256, SECP_521),), agreement=(Agreement(AES256, "secp521r1"),), active=""
    ),
    "3des": CardKind(pace=(PaceOffer(DES3, SECP_256),), agreement=(Agreement(DES3, "secp256r1"),)),
    "jpeg2000": CardKind(image="jpeg2000"),
    "no_copy_protection": CardKind(agreement=(), active=""),
    "passport": CardKind(personality="passport", by_can=False),
    "bank_card": CardKind(personality="bank_card"),
}
