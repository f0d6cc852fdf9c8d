"""Whether an installed authority stands behind the signer (ICAO 9303-12, 7.1; two levels, no more).

Whether the authority has revoked the signer is not asked: the robot reads cards without a network.
"""

from dataclasses import dataclass

from drivers.identity_card.chip.authentication.anchors import Anchors, unfit
from drivers.identity_card.chip.authentication.checks import (
    Check,
    Name,
    Outcome,
    failed,
    judged,
    not_checked,
    passed,
)
from drivers.identity_card.chip.pki.certificates import Certificate
from drivers.identity_card.chip.pki.public_keys import need_signer_strength

NO_ANCHOR = "no_anchor"  # nothing installed that could be the issuer: the normal case today
OTHER_KEY = "other_key_of_issuer"  # its name is installed, with another key: a newer one, or a forger's


@dataclass(frozen=True, slots=True)
class Chain:
    """The checks, and the certificate that the chain ends in."""

    checks: tuple[Check, ...]
    anchor: Certificate | None = None


def check_chain(signer: Certificate, anchors: Anchors) -> Chain:
    """The chain from `signer` to an installed certificate: itself, or its issuer's."""
    if anchors.has(signer):
        return Chain((passed(Name.CHAIN, "pinned", str(signer.subject)),), signer)
    issuers = anchors.issuers_of(signer)
    if not issuers:
        why = OTHER_KEY if anchors.called_as_issuer_of(signer) else NO_ANCHOR
        return Chain((not_checked(Name.CHAIN, why, str(signer.issuer)),))
    checks = [(issuer, _signed_by(signer, issuer)) for issuer in issuers]
    for issuer, check in checks:
        if check.outcome is Outcome.PASSED:
            return Chain((check, _dates(signer, issuer)), issuer)
    return Chain((checks[0][1],))


def _signed_by(signer: Certificate, issuer: Certificate) -> Check:
    why = unfit(issuer)
    if why:
        return not_checked(Name.CHAIN, why, f"installed, but not as an authority: {issuer.subject}")

    def signs() -> bool:
        need_signer_strength(issuer.key)
        return signer.signed_by(issuer.key)

    check = judged(Name.CHAIN, signs, "forged")
    return passed(Name.CHAIN, "authority", str(issuer.subject)) if check.outcome is Outcome.PASSED else check


def _dates(signer: Certificate, issuer: Certificate) -> Check:
    """An authority gives certificates within its own validity, and none that outlives it."""
    told = f"authority valid {issuer.not_before:%Y-%m-%d} to {issuer.not_after:%Y-%m-%d}"
    if not issuer.valid_at(signer.not_before):
        return failed(Name.CHAIN_DATES, "signer_outside", told)
    if signer.not_after > issuer.not_after:
        return failed(Name.CHAIN_DATES, "signer_outlives", told)
    return passed(Name.CHAIN_DATES, "", told)
