"""X.509 certificates of a country's signers (ICAO 9303-12 §7)."""

import hashlib
from dataclasses import dataclass
from datetime import date

from simulator.identity_card.der import (
    bits,
    boolean,
    context,
    integer,
    octets,
    oid,
    printable,
    read_all,
    sequence,
    set_of,
    tlv,
    utf8,
)
from simulator.identity_card.signatures import SigningKey

COUNTRY, ORGANISATION, COMMON_NAME = "2.5.4.6", "2.5.4.10", "2.5.4.3"
SUBJECT_KEY, AUTHORITY_KEY = "2.5.29.14", "2.5.29.35"
KEY_USAGE, BASIC_CONSTRAINTS = "2.5.29.15", "2.5.29.19"
SIGNS_DOCUMENTS, SIGNS_CERTIFICATES = (b"\x80", 7), (b"\x06", 1)  # bits and how many are unused
UTC_UNTIL = 2050  # UTCTime before, GeneralizedTime from then on


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose certificate it is: a distinguished name and a key."""

    name: str
    key: SigningKey

    @property
    def distinguished(self) -> bytes:
        """Name."""
        return sequence(
            set_of(sequence(oid(COUNTRY), printable("VN"))),
            set_of(sequence(oid(ORGANISATION), utf8("Simulated State"))),
            set_of(sequence(oid(COMMON_NAME), utf8(self.name))),
        )

    @property
    def key_id(self) -> bytes:
        """SHA-1 over the bits of the public key (RFC 5280 §4.2.1.2, method 1)."""
        _, key = read_all(next(iter(read_all(self.key.public))).value)
        return hashlib.sha1(key.value[1:], usedforsecurity=False).digest()


def certificate(subject: Holder, issuer: Holder, serial: int, valid: tuple[date, date], is_ca: bool) -> bytes:
    """The certificate of `subject`, signed by `issuer`."""
    body = sequence(
        context(0, integer(2)),
        integer(serial),
        issuer.key.identifier,
        issuer.distinguished,
        sequence(*map(_time, valid)),
        subject.distinguished,
        subject.key.public,
        context(3, sequence(*_extensions(subject, issuer, is_ca))),
    )
    return sequence(body, issuer.key.identifier, bits(issuer.key.sign(body)))


def _extensions(subject: Holder, issuer: Holder, is_ca: bool) -> list[bytes]:
    usage = SIGNS_CERTIFICATES if is_ca else SIGNS_DOCUMENTS
    found = [
        _extension(KEY_USAGE, bits(*usage), critical=True),
        _extension(SUBJECT_KEY, octets(subject.key_id)),
        _extension(AUTHORITY_KEY, sequence(tlv(0x80, issuer.key_id))),
    ]
    if is_ca:
        found.append(_extension(BASIC_CONSTRAINTS, sequence(boolean(True), integer(0)), critical=True))
    return found


def _extension(name: str, value: bytes, critical: bool = False) -> bytes:
    return sequence(oid(name), boolean(True) if critical else b"", octets(value))


def _time(day: date) -> bytes:
    if day.year < UTC_UNTIL:
        return tlv(0x17, f"{day:%y%m%d}000000Z".encode())
    return tlv(0x18, f"{day:%Y%m%d}000000Z".encode())
