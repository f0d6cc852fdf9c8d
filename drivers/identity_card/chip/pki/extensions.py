"""The extensions of a certificate that judging a card needs (RFC 5280, 4.2.1)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

from drivers.identity_card.chip.pki.der import (
    BIT_STRING,
    BOOLEAN,
    INTEGER,
    OCTET_STRING,
    OID,
    SEQUENCE,
    Fields,
    boolean,
    named_bits,
    oid,
    sequence,
    unsigned,
)
from drivers.identity_card.chip.tlv import Malformed, children, read_whole


class Use(IntEnum):
    """Bits of the key usage (4.2.1.3)."""

    SIGN = 0
    SIGN_CERTIFICATES = 5


@dataclass(frozen=True, slots=True)
class Extensions:
    """None: the certificate does not have it."""

    key_id: bytes | None = None
    issuer_key_id: bytes | None = None
    uses: frozenset[int] | None = None
    is_authority: bool | None = None
    most_below: int | None = None
    purposes: tuple[str, ...] | None = None
    unknown_critical: tuple[str, ...] = ()

    def allows(self, use: Use) -> bool:
        """Whether the key may be used so; a certificate without key usage allows all."""
        return self.uses is None or use in self.uses


_Reader = Callable[[Extensions, bytes], Extensions]


def parse_extensions(value: bytes) -> Extensions:
    """The extensions in the [3] of a certificate. Raises `Malformed`."""
    found, seen = Extensions(), set()
    for item in children(read_whole(value, SEQUENCE).value):
        if item.tag != SEQUENCE:
            raise Malformed(f"tag {item.tag:X} where an extension belongs")
        fields = Fields(item.value, "extension")
        name = oid(fields.take(OID))
        critical = boolean(fields.maybe(BOOLEAN))
        content = fields.take(OCTET_STRING).value
        fields.done()
        if name in seen:
            raise Malformed(f"extension {name} comes twice")
        seen.add(name)
        found = _with(found, name, critical, content)
    return found


def _with(found: Extensions, name: str, critical: bool, content: bytes) -> Extensions:
    reader = _READERS.get(name)
    if reader is not None:
        return reader(found, content)
    if critical and name not in _KNOWN:
        return replace(found, unknown_critical=(*found.unknown_critical, name))
    return found


def _key_id(found: Extensions, content: bytes) -> Extensions:
    return replace(found, key_id=read_whole(content, OCTET_STRING).value)


def _issuer_key_id(found: Extensions, content: bytes) -> Extensions:
    item = sequence(content, "authority key identifier").maybe(0x80)
    return replace(found, issuer_key_id=item.value if item else None)


def _uses(found: Extensions, content: bytes) -> Extensions:
    return replace(found, uses=named_bits(read_whole(content, BIT_STRING)))


def _authority(found: Extensions, content: bytes) -> Extensions:
    fields = sequence(content, "basic constraints")
    is_authority = boolean(fields.maybe(BOOLEAN))
    most = fields.maybe(INTEGER)
    fields.done()
    return replace(found, is_authority=is_authority, most_below=unsigned(most) if most else None)


def _purposes(found: Extensions, content: bytes) -> Extensions:
    return replace(found, purposes=tuple(oid(item) for item in children(read_whole(content, SEQUENCE).value)))


_READERS: Mapping[str, _Reader] = {
    "2.5.29.14": _key_id,
    "2.5.29.35": _issuer_key_id,
    "2.5.29.15": _uses,
    "2.5.29.19": _authority,
    "2.5.29.37": _purposes,
}
_KNOWN = frozenset(
    (
        "2.5.29.16",  # private key usage period
        "2.5.29.17",  # subject alternative name
        "2.5.29.18",  # issuer alternative name
        "2.5.29.31",  # CRL distribution points
        "2.5.29.32",  # certificate policies
        "2.23.136.1.1.6.2",  # document types
    )
)
