"""Which signature an AlgorithmIdentifier means (RFC 3279, 4055, 5758; BSI TR-03111, 5.2.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from drivers.identity_card.chip.pki.der import (
    INTEGER,
    OID,
    SEQUENCE,
    Fields,
    algorithm,
    end_without_parameters,
    integer,
    oid,
)
from drivers.identity_card.chip.pki.digests import digest_of, size_of
from drivers.identity_card.chip.pki.errors import Unproven
from drivers.identity_card.chip.tlv import read_whole

MGF1 = "1.2.840.113549.1.1.8"
PSS = "1.2.840.113549.1.1.10"
LONGEST_SALT_BYTES = 512


class Kind(StrEnum):
    """How a signature is made."""

    RSA = "rsa"  # PKCS#1 v1.5
    PSS = "rsa_pss"
    ECDSA = "ecdsa"  # r and s in DER
    ECDSA_PLAIN = "ecdsa_plain"  # r ‖ s


@dataclass(frozen=True, slots=True)
class Scheme:
    """`digest` is empty where the algorithm leaves it to the signer. The last two are PSS's."""

    kind: Kind
    digest: str
    mask_digest: str = ""
    salt_bytes: int = 0

    def __str__(self) -> str:
        return f"{self.kind} {self.digest}".strip()


_DIGESTS = ("sha1", "sha224", "sha256", "sha384", "sha512")
_PLAIN = "0.4.0.127.0.7.1.1.4.1"
_SCHEMES: Mapping[str, Scheme] = {
    "1.2.840.113549.1.1.1": Scheme(Kind.RSA, ""),
    "1.2.840.113549.1.1.5": Scheme(Kind.RSA, "sha1"),
    "1.2.840.113549.1.1.14": Scheme(Kind.RSA, "sha224"),
    "1.2.840.113549.1.1.11": Scheme(Kind.RSA, "sha256"),
    "1.2.840.113549.1.1.12": Scheme(Kind.RSA, "sha384"),
    "1.2.840.113549.1.1.13": Scheme(Kind.RSA, "sha512"),
    "1.2.840.10045.2.1": Scheme(Kind.ECDSA, ""),
    "1.2.840.10045.4.1": Scheme(Kind.ECDSA, "sha1"),
    "1.2.840.10045.4.3.1": Scheme(Kind.ECDSA, "sha224"),
    "1.2.840.10045.4.3.2": Scheme(Kind.ECDSA, "sha256"),
    "1.2.840.10045.4.3.3": Scheme(Kind.ECDSA, "sha384"),
    "1.2.840.10045.4.3.4": Scheme(Kind.ECDSA, "sha512"),
    **{f"{_PLAIN}.{at}": Scheme(Kind.ECDSA_PLAIN, name) for at, name in enumerate(_DIGESTS, 1)},
}


def scheme_of_oid(name: str) -> Scheme:
    """The scheme of an identifier without parameters. Raises `Unproven`."""
    scheme = _SCHEMES.get(name)
    if scheme is None:
        raise Unproven(f"signature algorithm {name}")
    return scheme


def read_scheme(identifier: bytes, digest: str = "") -> Scheme:
    """The scheme of an AlgorithmIdentifier; `digest` where it names none. Raises `Unproven`, `Malformed`."""
    fields = Fields(read_whole(identifier, SEQUENCE).value, "signature algorithm")
    name = oid(fields.take(OID))
    if name == PSS:
        return _pss(fields)
    scheme = scheme_of_oid(name)
    end_without_parameters(fields)
    if not scheme.digest:
        return Scheme(scheme.kind, digest)
    return scheme


def _pss(fields: Fields) -> Scheme:
    """RFC 4055, 3.1; what is left out has the value of PKCS#1: SHA-1 and 20 bytes."""
    given = fields.maybe(SEQUENCE)
    parameters = Fields(given.value if given else b"", "PSS parameters")
    digest = _digest_in(parameters, 0xA0)
    mask = _mask_digest(parameters)
    salt, trailer = parameters.maybe(0xA2), parameters.maybe(0xA3)
    parameters.done()
    size = integer(Fields(salt.value, "salt").take(INTEGER)) if salt else size_of("sha1")
    if not 0 <= size <= LONGEST_SALT_BYTES:
        raise Unproven(f"a PSS salt of {size} bytes")
    if trailer and integer(Fields(trailer.value, "trailer").take(INTEGER)) != 1:
        raise Unproven("a PSS trailer other than BC")
    return Scheme(Kind.PSS, digest, mask, size)


def _digest_in(parameters: Fields, tag: int) -> str:
    given = parameters.maybe(tag)
    if given is None:
        return "sha1"
    return digest_of(algorithm(read_whole(given.value, SEQUENCE)))


def _mask_digest(parameters: Fields) -> str:
    given = parameters.maybe(0xA1)
    if given is None:
        return "sha1"
    mask = Fields(read_whole(given.value, SEQUENCE).value, "mask generation")
    name = oid(mask.take(OID))
    if name != MGF1:
        raise Unproven(f"mask generation {name}")
    return digest_of(algorithm(mask.take(SEQUENCE)))
