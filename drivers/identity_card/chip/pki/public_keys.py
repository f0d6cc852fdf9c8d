"""Public keys as certificates, DG14 and DG15 carry them: SubjectPublicKeyInfo (RFC 5280, 4.1.2.7).

Explicit curve parameters are compared in full with the known curves: prime, both coefficients, generator,
order and cofactor. Comparing less lets a forger choose a generator and with it a private key for anybody's
public key (CVE-2020-0601).
"""

from dataclasses import dataclass
from functools import cached_property

from drivers.identity_card.chip.curves import CURVES, CURVES_BY_OID, Curve, Point, decode_point
from drivers.identity_card.chip.pki.der import (
    BIT_STRING,
    INTEGER,
    NULL,
    OCTET_STRING,
    OID,
    SEQUENCE,
    Fields,
    bits,
    integer,
    oid,
    sequence,
    unsigned,
)
from drivers.identity_card.chip.pki.errors import Forged, Unproven, Weak
from drivers.identity_card.chip.tlv import Malformed, Tlv

RSA, RSA_PSS = "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10"
EC_KEYS = frozenset(("1.2.840.10045.2.1", "1.3.132.1.12"))  # id-ecPublicKey, id-ecDH
STANDARD_CURVE = "0.4.0.127.0.7.1.2"  # TR-03110 part 3, A.2.1.1: the curve by its number
PRIME_FIELD = "1.2.840.10045.1.1"
MOST_RSA_BITS, MOST_EXPONENT_BITS = 8192, 64
LEAST_RSA_BITS = 1024  # ICAO 9303-12, 4.1.6, the least of active authentication
LEAST_SIGNER_RSA_BITS = 2048  # 9303-12, 4.1.6.1
LEAST_SIGNER_CURVE_BITS = 224  # 9303-12, 4.1.6.3


@dataclass(frozen=True)
class RsaKey:
    """Modulus and exponent. `pss_only`: the certificate allows no other scheme."""

    n: int
    e: int
    pss_only: bool = False

    @property
    def bits(self) -> int:
        """The size of the modulus."""
        return self.n.bit_length()


@dataclass(frozen=True)
class EcKey:
    """A point on a known curve; that it is on it has been checked."""

    curve: Curve
    encoded: bytes  # 04 ‖ X ‖ Y

    @cached_property
    def point(self) -> Point:
        """The point as numbers."""
        return decode_point(self.curve, self.encoded)


PublicKey = RsaKey | EcKey


def parse_public_key(data: bytes) -> PublicKey:
    """The key of a SubjectPublicKeyInfo. Raises `Unproven`, `Weak`, `Forged`, `Malformed`."""
    fields = sequence(data, "public key")
    algorithm = Fields(fields.take(SEQUENCE).value, "algorithm of the key")
    key = bits(fields.take(BIT_STRING))
    fields.done()
    name = oid(algorithm.take(OID))
    if name in (RSA, RSA_PSS):
        return _rsa(key, name == RSA_PSS)
    if name in EC_KEYS or name == STANDARD_CURVE:
        return _ec(_curve(algorithm, numbered=name == STANDARD_CURVE), key)
    raise Unproven(f"a key of algorithm {name}")


def need_signer_strength(key: PublicKey) -> None:
    """Whether certificates and documents may be signed with it. Raises `Weak`."""
    if isinstance(key, RsaKey) and key.bits < LEAST_SIGNER_RSA_BITS:
        raise Weak(f"an RSA key of {key.bits} bits signs; at least {LEAST_SIGNER_RSA_BITS} are right")
    if isinstance(key, EcKey) and key.curve.bits < LEAST_SIGNER_CURVE_BITS:
        raise Weak(f"{key.curve.name} signs; at least {LEAST_SIGNER_CURVE_BITS} bits are right")


def _rsa(key: bytes, pss_only: bool) -> RsaKey:
    fields = sequence(key, "RSA key")
    modulus, exponent = unsigned(fields.take(INTEGER)), unsigned(fields.take(INTEGER))
    fields.done()
    size = modulus.bit_length()
    if size > MOST_RSA_BITS or exponent.bit_length() > MOST_EXPONENT_BITS:
        raise Unproven(f"an RSA key of {size} bits, exponent of {exponent.bit_length()} bits")
    if size < LEAST_RSA_BITS or not modulus % 2 or exponent < 3 or not exponent % 2:
        raise Weak(f"an RSA key of {size} bits, exponent of {exponent.bit_length()} bits")
    return RsaKey(modulus, exponent, pss_only)


def _ec(curve: Curve, encoded: bytes) -> EcKey:
    key = EcKey(curve, _uncompressed(curve, encoded))
    if not key.point:
        raise Malformed("no point")
    return key


def _curve(algorithm: Fields, numbered: bool) -> Curve:
    """By name, by number, or by parameters that are the known curve's to the last one."""
    parameters = algorithm.take(*((INTEGER,) if numbered else (OID, SEQUENCE, NULL)))
    algorithm.done()
    if parameters.tag == SEQUENCE:
        return _explicit(parameters.value)
    known: Curve | None = None
    if parameters.tag == INTEGER:
        known = CURVES.get(integer(parameters))
    elif parameters.tag == OID:
        known = CURVES_BY_OID.get(oid(parameters))
    if known is None:
        raise Unproven("a curve that is not known here")
    return known


def _explicit(value: bytes) -> Curve:
    """ECParameters of RFC 3279, 2.3.5. Raises `Forged` when only some of them are a known curve's."""
    fields = Fields(value, "curve parameters")
    integer(fields.take(INTEGER))
    p = _prime(fields.take(SEQUENCE))
    coefficients = Fields(fields.take(SEQUENCE).value, "curve coefficients")
    a, b = (int.from_bytes(coefficients.take(OCTET_STRING).value) for _ in "ab")
    base, n = fields.take(OCTET_STRING).value, unsigned(fields.take(INTEGER))
    cofactor = fields.maybe(INTEGER)
    h = 1 if cofactor is None else unsigned(cofactor)
    curve = next((curve for curve in CURVES.values() if curve.p == p), None)
    if curve is None:
        raise Unproven("explicit parameters of a curve that is not known here")
    if (a, b, n, h) != (curve.a, curve.b, curve.n, curve.h) or not _is_generator(curve, base):
        raise Forged(f"explicit parameters with the prime of {curve.name} that are not {curve.name}'s")
    return curve


def _prime(field: Tlv) -> int:
    fields = Fields(field.value, "field of the curve")
    kind = oid(fields.take(OID))
    if kind != PRIME_FIELD:
        raise Unproven(f"a curve over the field {kind}")
    return unsigned(fields.take(INTEGER))


def _is_generator(curve: Curve, base: bytes) -> bool:
    x, y = curve.g
    whole = b"\x04" + x.to_bytes(curve.size) + y.to_bytes(curve.size)
    return base in (whole, bytes((2 + y % 2,)) + x.to_bytes(curve.size))


def _uncompressed(curve: Curve, encoded: bytes) -> bytes:
    """Points may come compressed: every prime here but secp224r1's is 3 mod 4."""
    if len(encoded) != 1 + curve.size or encoded[0] not in (2, 3) or curve.p % 4 != 3:
        return encoded
    x = int.from_bytes(encoded[1:])
    y = pow((x * x + curve.a) * x + curve.b, (curve.p + 1) // 4, curve.p)
    if y % 2 != encoded[0] % 2:
        y = curve.p - y
    return b"\x04" + x.to_bytes(curve.size) + y.to_bytes(curve.size)
