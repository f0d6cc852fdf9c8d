"""The verdict: how far a card may be believed, from the checks that were made.

The first row that fits counts; the words in brackets are the names and codes of checks.

altered
    A contradiction: the SOD is not what the standard says, a hash differs or is not listed, the signature or
    the signed attributes fail, the certificate is not the signer's, its dates or use are wrong, an installed
    authority that it names did not sign it, or the two numbers differ. Changed, or never genuine.
copied
    Chip or active authentication fails, or a key that was signed cannot be read [key_missing]: the files of
    one card on the chip of another.
unverified
    A check that is needed could not be made: nothing is signed, the algorithm is unknown [unsupported],
    anybody could have signed [weak_key], the signer's dates cannot be judged, the installed certificate is no
    authority's, the signer names an installed authority but a key of it that is not installed
    [other_key_of_issuer]; the chip offers no proof that it is no copy [not_offered]; or what nobody signed
    (EF.COM, EF.CardAccess, the frame of the SOD) contradicts what was. Read, and no more than that.
authentic
    All holds, and the signer is an installed authority's, or installed itself. Genuine, as far as the
    installed certificates are.
intact_issuer_unknown
    All holds, and no certificate is installed that could be the issuer's [no_anchor].
    Unaltered since it was signed and an original chip; by whom is unknown: a forger who plays a state of his
    own gets here too.
unreadable
    No judgement of the card: it could not be read (`cause`).

A chip without keys (neither DG14 nor DG15 signed) can be copied by whoever reads it: it is never more than
`unverified`, whoever signed it. A group that is signed and was not asked for, or is closed to us (DG3),
changes nothing. A signer whose time is over is right if the card was signed within it. A check that is
missing counts as not made.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from drivers.identity_card.chip.authentication.chain import NO_ANCHOR
from drivers.identity_card.chip.authentication.checks import HASH, Check, Name, Outcome
from drivers.identity_card.chip.errors import Cause


class Level(StrEnum):
    """How far a card may be believed; keys of what staff and citizens are told."""

    AUTHENTIC = "authentic"
    INTACT_ISSUER_UNKNOWN = "intact_issuer_unknown"
    COPIED = "copied"
    ALTERED = "altered"
    UNREADABLE = "unreadable"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`evidence`: hashes, challenges and signatures in hexadecimal, for the audit log; no personal data."""

    level: Level
    checks: tuple[Check, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)
    cause: Cause | None = None


_OF_THE_CHIP = frozenset((Name.CHIP_AUTHENTICATION, Name.ACTIVE_AUTHENTICATION, Name.ORIGINAL))
_UNSIGNED = frozenset((Name.FORM, Name.ACCESS, Name.CONTENTS))
_NEEDED = frozenset(
    (
        Name.SECURITY_OBJECT,
        Name.CONTENT,
        Name.SIGNER,
        Name.SIGNATURE,
        Name.SIGNER_DATES,
        Name.SIGNER_USE,
        Name.ORIGINAL,
    )
)
NOT_READ = "not_read"


def unreadable(cause: Cause) -> Verdict:
    """Of a card that could not be read."""
    return Verdict(Level.UNREADABLE, cause=cause)


def unverified() -> Verdict:
    """Of a printed code or typed text: nothing proves it."""
    return Verdict(Level.UNVERIFIED)


def judge(checks: Iterable[Check], evidence: Mapping[str, str]) -> Verdict:
    """The verdict of a card that was read."""
    known = tuple(checks)
    return Verdict(_level(known), known, dict(evidence))


def _level(checks: tuple[Check, ...]) -> Level:
    failed = {check.name for check in checks if check.outcome is Outcome.FAILED}
    if failed - _OF_THE_CHIP - _UNSIGNED:
        return Level.ALTERED
    if failed & _OF_THE_CHIP:
        return Level.COPIED
    if failed or not _is_proved(checks):
        return Level.UNVERIFIED
    return _by_issuer({check.name: check for check in checks})


def _is_proved(checks: tuple[Check, ...]) -> bool:
    """Everything that is needed holds, and every group that was read has its hash."""
    passed = {check.name for check in checks if check.outcome is Outcome.PASSED}
    unhashed = [
        check for check in checks if check.name.startswith(HASH) and check.outcome is not Outcome.PASSED
    ]
    return passed >= _NEEDED and all(check.why == NOT_READ for check in unhashed)


def _by_issuer(checks: Mapping[str, Check]) -> Level:
    chain, dates = checks.get(Name.CHAIN), checks.get(Name.CHAIN_DATES)
    if chain is None:
        return Level.UNVERIFIED
    if chain.outcome is Outcome.PASSED and (dates is None or dates.outcome is Outcome.PASSED):
        return Level.AUTHENTIC
    return Level.INTACT_ISSUER_UNKNOWN if chain.why == NO_ANCHOR else Level.UNVERIFIED
