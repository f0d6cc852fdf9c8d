"""EF.SOD: the hashes of the groups in a signed message (ICAO 9303-10 §4.6.2, RFC 5652)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from simulator.identity_card.der import context, integer, octets, oid, printable, sequence, set_of, tlv
from simulator.identity_card.pki import Signer
from simulator.identity_card.signatures import digest_identifier

SIGNED_DATA = "1.2.840.113549.1.7.2"
SECURITY_OBJECT = "2.23.136.1.1.1"
CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_TIME = (f"1.2.840.113549.1.9.{number}" for number in (3, 4, 5))


@dataclass(frozen=True, slots=True)
class SodForm:
    """How an issuer writes the object: what the standard leaves open."""

    digest: str = "sha256"  # of the groups; the signer's own digest may differ
    version: int = 0  # 1 adds the versions of LDS and Unicode
    attributes: bool = True
    time: bool = True  # tells when it was signed
    by_key_id: bool = False  # the signer named by its key and not by issuer and serial number
    plain_algorithm: bool = False  # only the kind of key named
    certificate: bool = True  # the signer's certificate inside


def security_object(groups: Mapping[int, bytes], signer: Signer, form: SodForm, signed_at: str) -> bytes:
    """EF.SOD over the whole files of `groups`; `signed_at` YYMMDD."""
    content = _content(groups, form)
    signed = sequence(
        integer(3),
        set_of(digest_identifier(signer.key.digest)),
        sequence(oid(SECURITY_OBJECT), context(0, octets(content))),
        context(0, signer.certificate) if form.certificate else b"",
        set_of(_signer_info(content, signer, form, signed_at)),
    )
    return tlv(0x77, sequence(oid(SIGNED_DATA), context(0, signed)))


def _content(groups: Mapping[int, bytes], form: SodForm) -> bytes:
    hashes = [
        sequence(integer(number), octets(hashlib.new(form.digest, groups[number]).digest()))
        for number in sorted(groups)
    ]
    versions = sequence(printable("0108"), printable("040000")) if form.version else b""
    return sequence(integer(form.version), digest_identifier(form.digest), sequence(*hashes), versions)


def _signer_info(content: bytes, signer: Signer, form: SodForm, signed_at: str) -> bytes:
    attributes = _attributes(content, signer, form, signed_at) if form.attributes else b""
    key = signer.key
    return sequence(
        integer(3 if form.by_key_id else 1),
        _named(signer, form),
        digest_identifier(key.digest),
        tlv(0xA0, attributes) if attributes else b"",
        key.plain_identifier if form.plain_algorithm else key.identifier,
        octets(key.sign(tlv(0x31, attributes) if attributes else content)),
    )


def _attributes(content: bytes, signer: Signer, form: SodForm, signed_at: str) -> bytes:
    found = [
        (CONTENT_TYPE, oid(SECURITY_OBJECT)),
        (MESSAGE_DIGEST, octets(hashlib.new(signer.key.digest, content).digest())),
    ]
    if form.time:
        found.append((SIGNING_TIME, tlv(0x17, f"{signed_at}080000Z".encode())))
    return b"".join(sorted(sequence(oid(name), set_of(value)) for name, value in found))


def _named(signer: Signer, form: SodForm) -> bytes:
    if form.by_key_id:
        return tlv(0x80, signer.holder.key_id)
    return sequence(signer.issuer.distinguished, integer(signer.serial))
