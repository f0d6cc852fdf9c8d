"""PACE with ECDH and generic mapping from the chip's side (ICAO 9303-11 §4.4)."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from simulator.identity_card.apdu import (
    BAD_DATA,
    CONDITIONS,
    NO_SUCH_REFERENCE,
    WRONG_KEY,
    Chance,
    Command,
    Refused,
)
from simulator.identity_card.curves import BadPoint, Curve, Point, curve_numbered
from simulator.identity_card.der import BadTlv, integer, oid, oid_value, read_all, sequence, tlv
from simulator.identity_card.messaging import Session
from simulator.identity_card.secrets import Secrets
from simulator.identity_card.suites import CHECKSUM, ENCRYPTION, PASSWORD, Suite

BY_MRZ, BY_CAN = b"\x01", b"\x02"
GENERIC_MAPPING = "0.4.0.127.0.7.2.2.4.2"
DYNAMIC = 0x7C


@dataclass(frozen=True, slots=True)
class PaceOffer:
    """One way of PACE that a chip offers in EF.CardAccess."""

    suite: Suite
    parameter: int  # of the standardized domain parameters, TR-03110

    @property
    def oid(self) -> str:
        """The object identifier of the protocol."""
        return f"{GENERIC_MAPPING}.{self.suite.number}"

    @property
    def info(self) -> bytes:
        """PACEInfo."""
        return sequence(oid(self.oid), integer(2), integer(self.parameter))


def chosen_offer(offers: tuple[PaceOffer, ...], named: dict[int, bytes]) -> PaceOffer:
    """The offer that an MSE:Set AT names. Raises `Refused` (6A80) if there is none."""
    wanted = int.from_bytes(named[0x84], "big") if 0x84 in named else None
    for offer in offers:
        if oid_value(offer.oid) == named.get(0x80) and wanted in (None, offer.parameter):
            return offer
    raise Refused(BAD_DATA)


def password_of(secrets: Secrets, reference: bytes) -> bytes:
    """The shared secret that a password reference means. Raises `Refused` (6A88)."""
    if reference == BY_CAN and secrets.can:
        return secrets.can.encode()
    if reference == BY_MRZ and secrets.mrz is not None:
        return hashlib.sha1(secrets.mrz.text, usedforsecurity=False).digest()
    raise Refused(NO_SUCH_REFERENCE)


class Pace:
    """One run of the protocol: four commands, in their order."""

    def __init__(self, offer: PaceOffer, password: bytes, chance: Chance) -> None:
        self._offer = offer
        self._curve: Curve = curve_numbered(offer.parameter)
        self._key = offer.suite.derive(password, PASSWORD)
        self._chance = chance
        self._steps: list[tuple[int, Callable[[bytes], bytes]]] = [
            (0x83, self._agree),
            (0x81, self._map),
        ]
        self._nonce = b""
        self._generator: Point = None
        self._theirs = self._ours = b""
        self._agreed: Session | None = None
        self.session: Session | None = None

    @property
    def last(self) -> bool:
        """The command that comes ends the chain."""
        return bool(self._nonce) and not self._steps

    def step(self, command: Command) -> bytes:
        """The answer to one GENERAL AUTHENTICATE. Raises `Refused`; the run is then over."""
        objects = _dynamic_data(command.data)
        if not self._nonce:
            return self._encrypted_nonce(objects)
        tag, do = self._steps.pop() if self._steps else (0x85, self._confirm)
        if list(objects) != [tag]:
            raise Refused(BAD_DATA)
        try:
            return tlv(DYNAMIC, tlv(tag + 1, do(objects[tag])))
        except BadPoint as error:
            raise Refused(BAD_DATA) from error

    def _encrypted_nonce(self, objects: dict[int, bytes]) -> bytes:
        if objects:
            raise Refused(CONDITIONS)
        self._nonce = self._chance.randbytes(16)
        return tlv(DYNAMIC, tlv(0x80, self._offer.suite.encrypt_nonce(self._key, self._nonce)))

    def _map(self, theirs: bytes) -> bytes:
        scalar = self._scalar()
        shared = self._curve.times(scalar, self._curve.decode(theirs))
        nonce = int.from_bytes(self._nonce, "big")
        self._generator = self._curve.plus(self._curve.times(nonce, self._curve.generator), shared)
        return self._curve.encode(self._curve.times(scalar, self._curve.generator))

    def _agree(self, theirs: bytes) -> bytes:
        scalar = self._scalar()
        shared = self._curve.times(scalar, self._curve.decode(theirs))
        self._ours = self._curve.encode(self._curve.times(scalar, self._generator))
        self._theirs = theirs
        secret = self._curve.encode(shared)[1 : 1 + self._curve.size]
        suite = self._offer.suite
        encryption, checksum = suite.derive(secret, ENCRYPTION), suite.derive(secret, CHECKSUM)
        self._agreed = Session(suite, encryption, checksum, bytes(suite.block))
        return self._ours

    def _confirm(self, token: bytes) -> bytes:
        agreed, self._agreed = self._agreed, None
        if agreed is None or not hmac.compare_digest(self._token(agreed, self._ours), token):
            raise Refused(WRONG_KEY)
        self.session = agreed
        return self._token(agreed, self._theirs)

    def _token(self, agreed: Session, key: bytes) -> bytes:
        covered = tlv(0x7F49, oid(self._offer.oid) + tlv(0x86, key))
        return self._offer.suite.token(agreed.checksum, covered)

    def _scalar(self) -> int:
        return int.from_bytes(self._chance.randbytes(self._curve.size), "big") % self._curve.n or 1


def _dynamic_data(data: bytes) -> dict[int, bytes]:
    try:
        outer = list(read_all(data))
        if len(outer) != 1 or outer[0].tag != DYNAMIC:
            raise Refused(BAD_DATA)
        return {one.tag: one.value for one in read_all(outer[0].value)}
    except BadTlv as error:
        raise Refused(BAD_DATA) from error
