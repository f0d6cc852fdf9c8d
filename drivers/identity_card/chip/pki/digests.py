"""The hash functions of ICAO 9303-12, 4.1.6.4, by their object identifiers."""

import hashlib
from collections.abc import Mapping

from drivers.identity_card.chip.pki.errors import Unproven

_BY_OID: Mapping[str, str] = {
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.4": "sha224",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
NAMES = tuple(_BY_OID.values())


def digest_of(oid: str) -> str:
    """The name of the hash function `oid`, as `hashlib` has it. Raises `Unproven`."""
    name = _BY_OID.get(oid)
    if name is None:
        raise Unproven(f"hash function {oid}")
    return name


def hashed(name: str, data: bytes) -> bytes:
    """The hash of `data`."""
    return hashlib.new(name, data, usedforsecurity=False).digest()


def size_of(name: str) -> int:
    """Bytes of a hash."""
    return hashlib.new(name, usedforsecurity=False).digest_size
