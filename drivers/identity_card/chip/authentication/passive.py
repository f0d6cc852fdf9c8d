"""Passive authentication: the files are those that somebody signed, and who that was (ICAO 9303-11, 5.1)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.authentication.chain import check_chain
from drivers.identity_card.chip.authentication.checks import Check, Name, failed, not_checked, passed
from drivers.identity_card.chip.authentication.signers import (
    Moments,
    check_content,
    check_dates,
    check_form,
    check_signature,
    check_use,
    find_signer,
)
from drivers.identity_card.chip.errors import CardError
from drivers.identity_card.chip.files.sod import Sod, parse_sod


@dataclass(frozen=True, slots=True)
class Passive:
    """The checks and their evidence: hashes of what was signed and of certificates, and the signature."""

    checks: tuple[Check, ...]
    evidence: Mapping[str, str] = field(default_factory=dict)


def read_sod(raw: bytes | None, why: str = "absent") -> tuple[Sod | None, Check]:
    """The SOD and whether it could be read; `why` it was not there."""
    if raw is None:
        check = not_checked if why == "absent" else failed
        return None, check(Name.SECURITY_OBJECT, why)
    try:
        return parse_sod(raw), passed(Name.SECURITY_OBJECT)
    except CardError as error:
        return None, failed(Name.SECURITY_OBJECT, "malformed", str(error))


def authenticate_passively(sod: Sod, anchors: Anchors, moments: Moments) -> Passive:
    """Judge who signed `sod`; the hashes that it lists are judged by `check_hashes`."""
    signer, found = find_signer(sod, anchors)
    checks = [check_form(sod), check_content(sod), found]
    evidence = _evidence_of(sod)
    if signer is None:
        return Passive(tuple(checks), evidence)
    chain = check_chain(signer, anchors)
    checks += [
        check_signature(sod, signer),
        check_use(signer),
        check_dates(sod, signer, moments),
        *chain.checks,
    ]
    evidence["signer_sha256"] = signer.sha256
    if chain.anchor is not None:
        evidence["anchor_sha256"] = chain.anchor.sha256
    return Passive(tuple(checks), evidence)


def _evidence_of(sod: Sod) -> dict[str, str]:
    """No hash of a single group: whoever knows a name and a birthday could try the numbers that are left."""
    signer = sod.signed.signer
    signed = signer.attributes.raw if signer.attributes else sod.signed.content
    return {"signed_sha256": hashlib.sha256(signed).hexdigest(), "signature": signer.signature.hex()}
