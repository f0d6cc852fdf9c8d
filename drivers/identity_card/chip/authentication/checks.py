"""One thing that was looked at, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from drivers.identity_card.chip.errors import CardError
from drivers.identity_card.chip.pki.errors import Forged, Unproven


class Outcome(StrEnum):
    """What came of a check."""

    PASSED = "passed"
    FAILED = "failed"  # a contradiction
    NOT_CHECKED = "not_checked"  # `why` says why it could not be


class Name(StrEnum):
    """The checks, but those of the hashes: `hash_dg1` to `hash_dg16`."""

    SECURITY_OBJECT = "security_object"  # EF.SOD can be read
    CONTENT = "content"  # the signed attributes are those of this list of hashes
    SIGNER = "signer"  # the signer's certificate is there
    SIGNATURE = "signature"
    SIGNER_DATES = "signer_dates"
    SIGNER_USE = "signer_use"  # the certificate is one for signing documents
    CHAIN = "chain"  # the certificate is of an authority that is installed here
    CHAIN_DATES = "chain_dates"
    FORM = "form"  # of the SOD, where nobody signed it
    ACCESS = "access"  # EF.CardAccess, which is not signed, offers what DG14 says
    CONTENTS = "contents"  # EF.COM, which is not signed, says what the SOD says
    NUMBER = "number"  # DG1 and DG13 name one person
    CHIP_AUTHENTICATION = "chip_authentication"
    ACTIVE_AUTHENTICATION = "active_authentication"
    ORIGINAL = "original"  # the chip proved by one of the two that it is no copy


HASH = "hash_dg"


@dataclass(frozen=True, slots=True)
class Check:
    """`why` is a code, `detail` for a technician; neither holds personal data."""

    name: str
    outcome: Outcome
    why: str = ""
    detail: str = ""


def passed(name: str, why: str = "", detail: str = "") -> Check:
    """A check that holds."""
    return Check(name, Outcome.PASSED, why, detail)


def failed(name: str, why: str, detail: str = "") -> Check:
    """A contradiction."""
    return Check(name, Outcome.FAILED, why, detail)


def not_checked(name: str, why: str, detail: str = "") -> Check:
    """A check that could not be made."""
    return Check(name, Outcome.NOT_CHECKED, why, detail)


def judged(name: str, holds: Callable[[], bool], why: str) -> Check:
    """The check whether `holds`; what cannot be judged is not checked, what is no such thing failed."""
    try:
        return passed(name) if holds() else failed(name, why)
    except Unproven as error:
        return not_checked(name, error.why, str(error))
    except Forged as error:
        return failed(name, "forged_key", str(error))
    except CardError as error:
        return failed(name, "malformed", str(error))
