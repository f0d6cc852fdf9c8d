"""Why a key or a signature proves nothing, without being a forgery."""

from drivers.identity_card.chip.errors import CardError, Cause
from drivers.identity_card.chip.tlv import Malformed


class Unproven(CardError):
    """It cannot be judged; `why` is the code of the check."""

    why = "unsupported"

    def __init__(self, message: str) -> None:
        super().__init__(Cause.UNSUPPORTED, message)


class Weak(Unproven):
    """A key that anybody could have found: a signature with it proves nothing."""

    why = "weak_key"


class Forged(Malformed):
    """Something that only a forger writes: curve parameters of a known curve with another generator."""
