"""CMS SignedData (RFC 5652, 5) with exactly one signer, as an EF.SOD is (ICAO 9303-10, 4.6.2).

All bytes that a hash or a signature is over are slices of what came.
"""

from dataclasses import dataclass
from datetime import datetime

from drivers.identity_card.chip.pki.certificates import Certificate, parse_certificate
from drivers.identity_card.chip.pki.der import (
    INTEGER,
    OCTET_STRING,
    OID,
    SEQUENCE,
    SET,
    Fields,
    algorithm,
    integer,
    oid,
    sequence,
)
from drivers.identity_card.chip.pki.distinguished_names import Name, parse_name
from drivers.identity_card.chip.pki.times import parse_time
from drivers.identity_card.chip.tlv import Malformed, Tlv, children, read_whole

SIGNED_DATA = "1.2.840.113549.1.7.2"
CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_TIME = (f"1.2.840.113549.1.9.{at}" for at in (3, 4, 5))
MOST_CERTIFICATES = 8


@dataclass(frozen=True, slots=True)
class SignedAttributes:
    """What the signer signed beside the content. `raw` is the SET the signature is over."""

    raw: bytes
    content_type: str
    message_digest: bytes
    signing_time: datetime | None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed and how: named by issuer and serial number, or by the key's identifier."""

    issuer: Name | None
    serial: int | None
    key_id: bytes | None
    digest: str  # OID
    attributes: SignedAttributes | None
    algorithm: bytes
    signature: bytes

    def is_of(self, certificate: Certificate) -> bool:
        """Whether `certificate` is the one that is named."""
        if self.key_id is not None:
            return certificate.extensions.key_id == self.key_id
        if self.issuer is None or self.serial != certificate.serial:
            return False
        return self.issuer.exact == certificate.issuer.exact


@dataclass(frozen=True, slots=True)
class SignedData:
    """The content, the certificates that came with it, and the one signer.

    `digests` and `versions` (of the whole and of the signer) are not signed.
    """

    content_type: str
    content: bytes
    certificates: tuple[Certificate, ...]
    signer: Signer
    digests: tuple[str, ...]
    versions: tuple[int, int]

    @property
    def has_right_versions(self) -> bool:
        """Whether they are those of RFC 5652, 5.1 and 5.3 (ICAO 9303-10, 4.6.2)."""
        return self.versions == (3, 1 if self.signer.key_id is None else 3)


def parse_signed_data(data: bytes) -> SignedData:
    """The ContentInfo that `data` is, to its last byte. Raises `Malformed`."""
    outer = sequence(data, "signed data")
    kind = oid(outer.take(OID))
    if kind != SIGNED_DATA:
        raise Malformed(f"content {kind} where signed data belongs")
    wrapped = outer.take(0xA0).value
    outer.done()
    fields = sequence(wrapped, "signed data")
    version = integer(fields.take(INTEGER))
    digests = tuple(algorithm(item) for item in children(fields.take(SET).value))
    content_type, content = _content(fields.take(SEQUENCE).value)
    certificates = _certificates(fields.maybe(0xA0))
    fields.maybe(0xA1)
    signer, signer_version = _only_signer(fields.take(SET).value)
    fields.done()
    return SignedData(content_type, content, certificates, signer, digests, (version, signer_version))


def _content(value: bytes) -> tuple[str, bytes]:
    fields = Fields(value, "content")
    kind = oid(fields.take(OID))
    content = read_whole(fields.take(0xA0).value, OCTET_STRING).value
    fields.done()
    return kind, content


def _certificates(item: Tlv | None) -> tuple[Certificate, ...]:
    if item is None:
        return ()
    found = [child for child in children(item.value) if child.tag == SEQUENCE]
    if len(found) > MOST_CERTIFICATES:
        raise Malformed(f"{len(found)} certificates; at most {MOST_CERTIFICATES} are right")
    return tuple(parse_certificate(item.value[child.start : child.end]) for child in found)


def _only_signer(value: bytes) -> tuple[Signer, int]:
    fields = Fields(value, "signers")
    item = fields.take(SEQUENCE)
    fields.done()
    return _signer(Fields(item.value, "signer"))


def _signer(fields: Fields) -> tuple[Signer, int]:
    version = integer(fields.take(INTEGER))
    issuer, serial, key_id = _named(fields.take(SEQUENCE, 0x80))
    digest = algorithm(fields.take(SEQUENCE))
    signed = fields.maybe(0xA0)
    attributes = _attributes(fields.raw(signed)) if signed else None
    identifier = fields.raw(fields.take(SEQUENCE))
    signature = fields.take(OCTET_STRING).value
    fields.maybe(0xA1)
    fields.done()
    return Signer(issuer, serial, key_id, digest, attributes, identifier, signature), version


def _named(item: Tlv) -> tuple[Name | None, int | None, bytes | None]:
    if item.tag != SEQUENCE:
        return None, None, item.value
    fields = Fields(item.value, "name of the signer")
    issuer = parse_name(fields.raw(fields.take(SEQUENCE)))
    serial = integer(fields.take(INTEGER))
    fields.done()
    return issuer, serial, None


def _attributes(raw: bytes) -> SignedAttributes:
    """The signature is over them as a SET: A0 becomes 31 (RFC 5652, 5.4), all else stays."""
    as_set = bytes((SET,)) + raw[1:]
    found: dict[str, bytes] = {}
    for item in children(read_whole(as_set, SET).value):
        fields = Fields(item.value, "signed attribute")
        name = oid(fields.take(OID))
        values = fields.take(SET).value
        fields.done()
        if name in found:
            raise Malformed(f"signed attribute {name} comes twice")
        found[name] = values
    if CONTENT_TYPE not in found or MESSAGE_DIGEST not in found:
        raise Malformed("signed attributes without content type or message digest")
    return SignedAttributes(
        as_set,
        oid(_only(found[CONTENT_TYPE])),
        read_whole(found[MESSAGE_DIGEST], OCTET_STRING).value,
        parse_time(_only(found[SIGNING_TIME])) if SIGNING_TIME in found else None,
    )


def _only(values: bytes) -> Tlv:
    found = children(values)
    if len(found) != 1:
        raise Malformed(f"a signed attribute with {len(found)} values; one is right")
    return found[0]
