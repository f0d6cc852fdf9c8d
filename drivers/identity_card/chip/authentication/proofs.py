"""What a chip did to prove that it is no copy."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from drivers.identity_card.chip.authentication.checks import Check
from drivers.identity_card.chip.errors import CardError, Cause, Refused, SessionLost

LOST = frozenset((Cause.PULLED, Cause.NO_CARD, Cause.NO_READER, Cause.NO_DAEMON, Cause.TIMED_OUT))
NOT_OFFERED = "not_offered"


@dataclass(frozen=True, slots=True)
class Proof:
    """The check and its evidence: challenges, signatures, hashes of public keys."""

    check: Check
    evidence: Mapping[str, str] = field(default_factory=dict)


def need_card(error: CardError) -> None:
    """Raise `error` again if the card or the reader is gone: a proof fails by what the chip says only."""
    if error.cause in LOST:
        raise error


def told(error: CardError) -> str:
    """How the chip failed: it refused, or it did not have the keys."""
    return "refused" if isinstance(error, Refused | SessionLost) else "wrong_keys"
