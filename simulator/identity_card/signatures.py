"""Signing keys of the test state: RSA PKCS#1 and PSS, ECDSA on named and spelt-out curves, SHA-1 to SHA-512.

An algorithm is a name: `rsa2048-sha256`, `pss3072-sha384`, `brainpoolP384r1-explicit-sha384`.
Curve keys and their signatures follow from the seed. RSA keys are new in every process, PSS salts in every
signature: nothing secret is ever in a file.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from simulator.identity_card.curves import curve_named
from simulator.identity_card.der import context, integer, null, oid, sequence
from simulator.identity_card.public_keys import EC_KEY, RSA_KEY, curve_public, rsa_public

PUBLIC_EXPONENT = 65_537
DIGESTS: dict[str, tuple[str, hashes.HashAlgorithm]] = {
    "sha1": ("1.3.14.3.2.26", hashes.SHA1()),  # noqa: S303 -- old cards have it
    "sha224": ("2.16.840.1.101.3.4.2.4", hashes.SHA224()),
    "sha256": ("2.16.840.1.101.3.4.2.1", hashes.SHA256()),
    "sha384": ("2.16.840.1.101.3.4.2.2", hashes.SHA384()),
    "sha512": ("2.16.840.1.101.3.4.2.3", hashes.SHA512()),
}
PKCS1 = {"sha1": 5, "sha224": 14, "sha256": 11, "sha384": 12, "sha512": 13}  # 1.2.840.113549.1.1.x
ECDSA = {
    "sha1": "1.2.840.10045.4.1",
    "sha224": "1.2.840.10045.4.3.1",
    "sha256": "1.2.840.10045.4.3.2",
    "sha384": "1.2.840.10045.4.3.3",
    "sha512": "1.2.840.10045.4.3.4",
}
PSS, MGF1 = "1.2.840.113549.1.1.10", "1.2.840.113549.1.1.8"
CURVES: dict[str, type[ec.EllipticCurve]] = {
    "secp192r1": ec.SECP192R1,
    "secp224r1": ec.SECP224R1,
    "secp256r1": ec.SECP256R1,
    "secp384r1": ec.SECP384R1,
    "secp521r1": ec.SECP521R1,
    "brainpoolP256r1": ec.BrainpoolP256R1,
    "brainpoolP384r1": ec.BrainpoolP384R1,
    "brainpoolP512r1": ec.BrainpoolP512R1,
}


class SigningKey(Protocol):
    """A private key with one way of signing."""

    @property
    def digest(self) -> str:
        """The hash function it signs with."""
        ...

    @property
    def public(self) -> bytes:
        """SubjectPublicKeyInfo."""
        ...

    @property
    def identifier(self) -> bytes:
        """The AlgorithmIdentifier of its signatures."""
        ...

    @property
    def plain_identifier(self) -> bytes:
        """The AlgorithmIdentifier that names only the kind of key, as some signers write."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The signature as CMS and X.509 carry it."""
        ...


def digest_identifier(digest: str) -> bytes:
    """AlgorithmIdentifier of a hash function."""
    return sequence(oid(DIGESTS[digest][0]))


@dataclass(frozen=True, slots=True)
class RsaSigner:
    """RSA; `pss` with a salt as long as the hash."""

    key: rsa.RSAPrivateKey
    digest: str
    pss: bool

    @property
    def public(self) -> bytes:
        """SubjectPublicKeyInfo."""
        numbers = self.key.public_key().public_numbers()
        return rsa_public(numbers.n, numbers.e)

    @property
    def identifier(self) -> bytes:
        """The AlgorithmIdentifier of its signatures."""
        if self.pss:
            return sequence(oid(PSS), _pss_parameters(self.digest))
        return sequence(oid(f"1.2.840.113549.1.1.{PKCS1[self.digest]}"), null())

    @property
    def plain_identifier(self) -> bytes:
        """Only the kind of key; PSS cannot do without its parameters."""
        return self.identifier if self.pss else sequence(oid(RSA_KEY), null())

    def sign(self, message: bytes) -> bytes:
        """PKCS#1 v1.5 or PSS."""
        algorithm = DIGESTS[self.digest][1]
        salted = padding.PSS(padding.MGF1(algorithm), algorithm.digest_size)
        return self.key.sign(message, salted if self.pss else padding.PKCS1v15(), algorithm)


@dataclass(frozen=True, slots=True)
class CurveSigner:
    """ECDSA; the signature follows from key and message (RFC 6979)."""

    curve: str
    scalar: int
    digest: str
    explicit: bool

    @property
    def public(self) -> bytes:
        """SubjectPublicKeyInfo."""
        return curve_public(curve_named(self.curve), self.scalar, self.explicit)

    @property
    def identifier(self) -> bytes:
        """The AlgorithmIdentifier of its signatures."""
        return sequence(oid(ECDSA[self.digest]))

    @property
    def plain_identifier(self) -> bytes:
        """Only the kind of key."""
        return sequence(oid(EC_KEY))

    def sign(self, message: bytes) -> bytes:
        """SEQUENCE { r, s }."""
        key = ec.derive_private_key(self.scalar, CURVES[self.curve]())
        return key.sign(message, ec.ECDSA(DIGESTS[self.digest][1], deterministic_signing=True))


def signing_key(algorithm: str, seed: str) -> SigningKey:
    """A key for that algorithm; `seed` tells one key from another. Raises KeyError, ValueError."""
    kind, *explicit, digest = algorithm.split("-")
    if kind.startswith(("rsa", "pss")):
        return RsaSigner(rsa_key(int(kind[3:]), seed), digest, kind.startswith("pss"))
    return CurveSigner(kind, scalar_of(seed, curve_named(kind).n), digest, explicit == ["explicit"])


@cache
def rsa_key(size: int, seed: str) -> rsa.RSAPrivateKey:
    """One RSA key for each size, seed and process: making one takes up to seconds."""
    del seed
    return rsa.generate_private_key(PUBLIC_EXPONENT, size)


def scalar_of(seed: str, order: int) -> int:
    """A private key of a curve."""
    return int.from_bytes(hashlib.shake_256(seed.encode()).digest(80), "big") % (order - 1) + 1


def _pss_parameters(digest: str) -> bytes:
    if digest == "sha1":
        return sequence()
    named = digest_identifier(digest)
    salt = DIGESTS[digest][1].digest_size
    return sequence(context(0, named), context(1, sequence(oid(MGF1), named)), context(2, integer(salt)))
