"""UTCTime and GeneralizedTime of DER (RFC 5280, 4.1.2.5)."""

import re
from datetime import UTC, datetime

from drivers.identity_card.chip.pki.der import GENERALIZED_TIME, UTC_TIME
from drivers.identity_card.chip.tlv import Malformed, Tlv

_FIRST_YEAR_OF_1900 = 50  # of two digits
_DIGITS = {UTC_TIME: 12, GENERALIZED_TIME: 14}


def parse_time(item: Tlv) -> datetime:
    """The moment, in UTC. Raises `Malformed`."""
    text = item.value.decode("latin-1")
    if not re.fullmatch(rf"[0-9]{{{_DIGITS.get(item.tag, 0)}}}Z", text):
        raise Malformed(f"tag {item.tag:X} with {len(text)} characters is no moment in UTC")
    if item.tag == UTC_TIME:
        text = ("19" if int(text[:2]) >= _FIRST_YEAR_OF_1900 else "20") + text
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise Malformed("a moment that no calendar has") from None
