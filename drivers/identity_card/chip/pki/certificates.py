"""X.509 certificates of those who sign cards (RFC 5280; profile: ICAO 9303-12, 7.1)."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from drivers.identity_card.chip.pki.der import (
    BIT_STRING,
    GENERALIZED_TIME,
    INTEGER,
    SEQUENCE,
    UTC_TIME,
    Fields,
    bits,
    integer,
    sequence,
)
from drivers.identity_card.chip.pki.distinguished_names import Name, parse_name
from drivers.identity_card.chip.pki.extensions import Extensions, parse_extensions
from drivers.identity_card.chip.pki.public_keys import PublicKey, parse_public_key
from drivers.identity_card.chip.pki.schemes import read_scheme
from drivers.identity_card.chip.pki.signatures import holds
from drivers.identity_card.chip.pki.times import parse_time
from drivers.identity_card.chip.tlv import Malformed


@dataclass(frozen=True)
class Certificate:
    """A certificate. `signed` is what its issuer signed, `algorithm` how."""

    der: bytes = field(repr=False)
    signed: bytes = field(repr=False)
    algorithm: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    serial: int
    issuer: Name
    subject: Name
    not_before: datetime
    not_after: datetime
    public_key: bytes = field(repr=False)  # SubjectPublicKeyInfo
    extensions: Extensions = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        """The fingerprint, in hexadecimal."""
        return hashlib.sha256(self.der).hexdigest()

    @cached_property
    def key(self) -> PublicKey:
        """The key that it certifies. Raises `Unproven`, `Malformed`."""
        return parse_public_key(self.public_key)

    @property
    def self_issued(self) -> bool:
        """Whether issuer and subject are the same: a root."""
        return self.issuer == self.subject

    def valid_at(self, moment: datetime) -> bool:
        """Whether `moment` lies within the validity."""
        return self.not_before <= moment <= self.not_after

    def signed_by(self, issuer_key: PublicKey) -> bool:
        """Whether `issuer_key` made the signature. Raises `Unproven`, `Malformed`."""
        return holds(issuer_key, read_scheme(self.algorithm), self.signed, self.signature)


def parse_certificate(der: bytes) -> Certificate:
    """The certificate that `der` is, to its last byte. Raises `Malformed`."""
    fields = sequence(der, "certificate")
    body = fields.take(SEQUENCE)
    outer = fields.take(SEQUENCE)
    signature = bits(fields.take(BIT_STRING))
    fields.done()
    return _read(der, fields.raw(body), fields.raw(outer), signature)


def _read(der: bytes, signed: bytes, algorithm: bytes, signature: bytes) -> Certificate:
    body = sequence(signed, "certificate body")
    version = body.maybe(0xA0)
    serial = integer(body.take(INTEGER))
    if body.raw(body.take(SEQUENCE)) != algorithm:
        raise Malformed("a certificate names two signature algorithms")
    issuer = parse_name(body.raw(body.take(SEQUENCE)))
    begin, end = _validity(Fields(body.take(SEQUENCE).value, "validity"))
    subject = parse_name(body.raw(body.take(SEQUENCE)))
    public_key = body.raw(body.take(SEQUENCE))
    for unique_identifier in (0x81, 0x82):
        body.maybe(unique_identifier)
    wrapped = body.maybe(0xA3)
    body.done()
    if wrapped is not None and version is None:
        raise Malformed("a certificate of version 1 has extensions")
    extensions = parse_extensions(wrapped.value) if wrapped else Extensions()
    return Certificate(
        der, signed, algorithm, signature, serial, issuer, subject, begin, end, public_key, extensions
    )


def _validity(fields: Fields) -> tuple[datetime, datetime]:
    begin, end = (parse_time(fields.take(UTC_TIME, GENERALIZED_TIME)) for _ in range(2))
    fields.done()
    return begin, end
