"""SubjectPublicKeyInfo (RFC 5280, RFC 3279, RFC 5480): RSA, curves by name, curves spelt out."""

from simulator.identity_card.curves import Curve
from simulator.identity_card.der import bits, integer, null, octets, oid, sequence

RSA_KEY = "1.2.840.113549.1.1.1"
EC_KEY = "1.2.840.10045.2.1"
PRIME_FIELD = "1.2.840.10045.1.1"


def rsa_public(modulus: int, exponent: int) -> bytes:
    """An RSA key."""
    key = sequence(integer(modulus), integer(exponent))
    return sequence(sequence(oid(RSA_KEY), null()), bits(key))


def curve_public(curve: Curve, scalar: int, explicit: bool = False) -> bytes:
    """The public key of a private one."""
    parameters = explicit_parameters(curve) if explicit else oid(curve.oid)
    point = curve.encode(curve.times(scalar, curve.generator))
    return sequence(sequence(oid(EC_KEY), parameters), bits(point))


def explicit_parameters(curve: Curve) -> bytes:
    """SpecifiedECDomain: p, a, b, G, n and the cofactor, as ICAO 9303-12 asks for."""
    size = curve.size
    return sequence(
        integer(1),
        sequence(oid(PRIME_FIELD), integer(curve.p)),
        sequence(octets(curve.a.to_bytes(size, "big")), octets(curve.b.to_bytes(size, "big"))),
        octets(curve.encode(curve.generator)),
        integer(curve.n),
        integer(1),
    )
