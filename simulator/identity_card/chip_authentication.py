"""Chip authentication version 1 from the chip's side (TR-03110-1 §3.4, ICAO 9303-11 §6.2)."""

from simulator.identity_card.apdu import BAD_DATA, NO_SUCH_REFERENCE, Refused
from simulator.identity_card.curves import BadPoint
from simulator.identity_card.der import oid_value
from simulator.identity_card.messaging import Session
from simulator.identity_card.secrets import AgreementKey
from simulator.identity_card.security_infos import agreement_oid
from simulator.identity_card.suites import CHECKSUM, DES3, ENCRYPTION


def chosen_key(keys: tuple[AgreementKey, ...], named: dict[int, bytes]) -> AgreementKey:
    """The key that MSE:Set AT names by protocol and number. Raises `Refused` (6A80, 6A88)."""
    offered = [key for key in keys if oid_value(agreement_oid(key)) == named.get(0x80)]
    if not offered:
        raise Refused(BAD_DATA)
    return _numbered(offered, named.get(0x84))


def old_style_key(keys: tuple[AgreementKey, ...], named: dict[int, bytes]) -> AgreementKey:
    """The key of MSE:Set KAT, which is for 3DES alone. Raises `Refused` (6A88)."""
    return _numbered([key for key in keys if key.suite is DES3], named.get(0x84))


def agreed_session(key: AgreementKey, theirs: bytes) -> Session:
    """The new session after the terminal's public key. Raises `Refused` (6A80)."""
    try:
        shared = key.curve.encode(key.curve.times(key.scalar, key.curve.decode(theirs)))
    except BadPoint as error:
        raise Refused(BAD_DATA) from error
    secret, suite = shared[1 : 1 + key.curve.size], key.suite
    keys = suite.derive(secret, ENCRYPTION), suite.derive(secret, CHECKSUM)
    return Session(suite, *keys, bytes(suite.block))


def _numbered(keys: list[AgreementKey], number: bytes | None) -> AgreementKey:
    wanted = None if number is None else int.from_bytes(number, "big")
    for key in keys:
        if wanted == key.number or wanted is None:
            return key
    raise Refused(NO_SUCH_REFERENCE)
