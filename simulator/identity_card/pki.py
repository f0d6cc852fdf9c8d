"""The test state: a country signer in two generations with a link between them, and its document signers."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from simulator.identity_card.certificates import Holder, certificate
from simulator.identity_card.signatures import SigningKey, signing_key

COUNTRY_VALID = (date(2019, 1, 1), date(2037, 1, 1))
SIGNER_VALID = (date(2020, 6, 1), date(2036, 6, 1))
SIGNER_ENDED = (date(2019, 2, 1), date(2020, 2, 1))  # before any card was issued
DEFAULT_COUNTRY = "brainpoolP384r1-sha384"
ALGORITHMS = (
    *(f"rsa2048-{digest}" for digest in ("sha1", "sha224", "sha256", "sha384", "sha512")),
    "rsa3072-sha256",
    "rsa4096-sha512",
    *(f"pss2048-{digest}" for digest in ("sha1", "sha224", "sha256", "sha384", "sha512")),
    "pss3072-sha256",
    "pss4096-sha512",
    "secp224r1-sha224",
    *(f"secp256r1-{digest}" for digest in ("sha1", "sha224", "sha256")),
    "secp384r1-sha384",
    "secp521r1-sha512",
    "brainpoolP256r1-sha256",
    "brainpoolP384r1-sha384",
    "brainpoolP512r1-sha512",
    "secp256r1-explicit-sha256",
    "secp384r1-explicit-sha384",
    "secp521r1-explicit-sha512",
    "brainpoolP256r1-explicit-sha256",
    "brainpoolP384r1-explicit-sha384",
    "brainpoolP512r1-explicit-sha512",
)


@dataclass(frozen=True, slots=True)
class Signer:
    """A document signer: its key, its certificate, and how a SOD names it."""

    holder: Holder
    issuer: Holder
    serial: int
    certificate: bytes

    @property
    def key(self) -> SigningKey:
        """What it signs with."""
        return self.holder.key


@dataclass(slots=True)
class Authority:
    """One state. Two with different seeds have the same names and different keys: each forges the other."""

    seed: int
    algorithm: str = DEFAULT_COUNTRY
    _signers: dict[tuple[str, bool], Signer] = field(default_factory=dict)
    _certificates: dict[int, bytes] = field(default_factory=dict)

    @property
    def csca_der(self) -> bytes:
        """The self-signed certificate of the newest country signer."""
        return self.country_certificate(2)

    @property
    def old_csca_der(self) -> bytes:
        """The self-signed certificate of the country signer before."""
        return self.country_certificate(1)

    @property
    def link_der(self) -> bytes:
        """The newest country signer's key, signed by the one before (ICAO 9303-12 §4.2)."""
        return certificate(self._country(2), self._country(1), 3, COUNTRY_VALID, is_ca=True)

    def country_certificate(self, generation: int) -> bytes:
        """Self-signed; generation 1 or 2."""
        if generation not in self._certificates:
            holder = self._country(generation)
            self._certificates[generation] = certificate(
                holder, holder, generation, COUNTRY_VALID, is_ca=True
            )
        return self._certificates[generation]

    def signer(self, algorithm: str, ended: bool = False) -> Signer:
        """The document signer for an algorithm of `ALGORITHMS`; `ended`: over before any card."""
        if (algorithm, ended) not in self._signers:
            self._signers[algorithm, ended] = self._make(algorithm, ended)
        return self._signers[algorithm, ended]

    def _make(self, algorithm: str, ended: bool) -> Signer:
        serial = 0x1000 + 2 * len(self._signers)
        holder = Holder(f"Document Signer {algorithm}", signing_key(algorithm, f"{self.seed} signer"))
        valid = SIGNER_ENDED if ended else SIGNER_VALID
        issuer = self._country(2)
        return Signer(holder, issuer, serial, certificate(holder, issuer, serial, valid, is_ca=False))

    def _country(self, generation: int) -> Holder:
        key = signing_key(self.algorithm, f"{self.seed} country {generation}")
        return Holder(f"Simulated CSCA {generation}", key)


@cache
def make_authority(seed: int = 1, algorithm: str = DEFAULT_COUNTRY) -> Authority:
    """One state for each seed and process, so that its keys are made once."""
    return Authority(seed, algorithm)
