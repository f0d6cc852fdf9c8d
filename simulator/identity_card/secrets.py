"""What a chip holds and never shows: its passwords and its private keys."""

from dataclasses import dataclass

from simulator.identity_card.curves import Curve
from simulator.identity_card.mrz import check_digit
from simulator.identity_card.suites import Suite


@dataclass(frozen=True, slots=True)
class MrzSecret:
    """The three fields of the MRZ that open a chip; dates YYMMDD."""

    document_number: str
    birth: str
    expiry: str

    @property
    def text(self) -> bytes:
        """The fields with their check digits."""
        number = self.document_number.ljust(9, "<")
        return "".join(field + check_digit(field) for field in (number, self.birth, self.expiry)).encode()


@dataclass(frozen=True, slots=True)
class AgreementKey:
    """A key for chip authentication; `number` None when the chip has only one."""

    curve: Curve
    scalar: int
    suite: Suite
    number: int | None = None


@dataclass(frozen=True, slots=True)
class RsaSecret:
    """A key for active authentication: ISO/IEC 9796-2 scheme 1; `exponent` is the private one."""

    primes: tuple[int, int]
    exponent: int
    digest: str

    @property
    def modulus(self) -> int:
        """The product of the primes."""
        return self.primes[0] * self.primes[1]

    def power(self, message: int) -> int:
        """The private operation, by the remainders of both primes."""
        p, q = self.primes
        by_p, by_q = (pow(message, self.exponent % (prime - 1), prime) for prime in (p, q))
        return by_q + (by_p - by_q) * pow(q, -1, p) % p * q

    @property
    def size(self) -> int:
        """Bytes of a signature."""
        return (self.modulus.bit_length() + 7) // 8


@dataclass(frozen=True, slots=True)
class CurveSecret:
    """A key for active authentication: ECDSA with `digest`."""

    curve: Curve
    scalar: int
    digest: str


@dataclass(frozen=True, slots=True)
class Secrets:
    """Everything a chip knows; an empty `can` or a missing key means that it has none."""

    can: str = ""
    mrz: MrzSecret | None = None
    agreement: tuple[AgreementKey, ...] = ()
    active: RsaSecret | CurveSecret | None = None
