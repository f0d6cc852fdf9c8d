"""Explicit curve parameters in a public key, right ones and a forger's (RFC 3279, 2.3.5; CVE-2020-0601)."""

from dataclasses import dataclass, replace

from asn1crypto import core

from drivers.identity_card.chip.curves import Curve, multiply
from drivers.identity_card.chip.tlv import encode

EC_OID = bytes.fromhex("06072A8648CE3D0201")
PRIME_OID = bytes.fromhex("06072A8648CE3D0101")


@dataclass(frozen=True)
class Parameters:
    """Explicit parameters as they are written; `base` overrides the generator."""

    p: int
    a: int
    b: int
    g: tuple[int, int]
    n: int
    h: int | None
    size: int
    base: bytes = b""


def of(curve: Curve) -> Parameters:
    return Parameters(curve.p, curve.a, curve.b, curve.g, curve.n, curve.h, curve.size)


def integer(value: int) -> bytes:
    return bytes(core.Integer(value).dump())


def explicit(parameters: Parameters, point: bytes, seed: bool = False) -> bytes:
    """SubjectPublicKeyInfo with ECParameters (RFC 3279, 2.3.5)."""
    size = parameters.size
    coefficients = encode(0x04, parameters.a.to_bytes(size)) + encode(0x04, parameters.b.to_bytes(size))
    if seed:
        coefficients += encode(0x03, b"\x00" + bytes(20))
    x, y = parameters.g
    base = parameters.base or b"\x04" + x.to_bytes(size) + y.to_bytes(size)
    written = (
        integer(1)
        + encode(0x30, PRIME_OID + integer(parameters.p))
        + encode(0x30, coefficients)
        + encode(0x04, base)
        + integer(parameters.n)
        + (b"" if parameters.h is None else integer(parameters.h))
    )
    algorithm = encode(0x30, EC_OID + encode(0x30, written))
    return encode(0x30, algorithm + encode(0x03, b"\x00" + point))


def some_point(curve: Curve) -> tuple[int, int]:
    point = multiply(curve, 0x1234567)
    assert point is not None
    return point


def own_generator(curve: Curve) -> Parameters:
    """The forger knows the scalar of ANY public key on it: he chose the generator to be that key over it."""
    forged = multiply(curve, pow(0x666, -1, curve.n), some_point(curve))
    assert forged is not None
    assert multiply(curve, 0x666, forged) == some_point(curve)
    return replace(of(curve), g=forged)
