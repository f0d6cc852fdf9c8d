"""Elliptic curves over prime fields (SEC 2, RFC 5639) and their arithmetic, slow and plain.

A card of flesh hides its keys from a clock; this one does not: its keys are made for a test.
"""

from dataclasses import dataclass
from functools import cache

from simulator.identity_card.curve_table import DOMAINS

Point = tuple[int, int] | None  # None is the point at infinity


class BadPoint(Exception):
    """Bytes that are no point of the curve."""


@dataclass(frozen=True, slots=True)
class Curve:
    """y² = x³ + a·x + b over p; generator of order n; `parameter`: TR-03110's number."""

    name: str
    parameter: int
    oid: str
    p: int
    a: int
    b: int
    generator: tuple[int, int]
    n: int

    @property
    def size(self) -> int:
        """Bytes of a coordinate."""
        return (self.p.bit_length() + 7) // 8

    def times(self, scalar: int, point: Point) -> Point:
        """The point `scalar` times."""
        return _affine(_ladder(scalar % self.n, point, self), self.p)

    def plus(self, one: Point, other: Point) -> Point:
        """The sum of two points."""
        return _affine(_add(_jacobian(one), _jacobian(other), self), self.p)

    def encode(self, point: Point) -> bytes:
        """04 ‖ X ‖ Y. Raises `BadPoint` for infinity."""
        if point is None:
            raise BadPoint("infinity")
        return b"\x04" + b"".join(part.to_bytes(self.size, "big") for part in point)

    def decode(self, data: bytes) -> tuple[int, int]:
        """The point of 04 ‖ X ‖ Y. Raises `BadPoint`."""
        if len(data) != 1 + 2 * self.size or data[0] != 4:
            raise BadPoint("form")
        x = int.from_bytes(data[1 : 1 + self.size], "big")
        y = int.from_bytes(data[1 + self.size :], "big")
        if not self.holds(x, y):
            raise BadPoint("not on the curve")
        return x, y

    def holds(self, x: int, y: int) -> bool:
        """The point lies on the curve."""
        return max(x, y) < self.p and (y * y - (x * x * x + self.a * x + self.b)) % self.p == 0


_Jacobian = tuple[int, int, int]
_INFINITY: _Jacobian = (1, 1, 0)


def _jacobian(point: Point) -> _Jacobian:
    return _INFINITY if point is None else (*point, 1)


def _affine(point: _Jacobian, p: int) -> Point:
    x, y, z = point
    if z == 0:
        return None
    inverse = pow(z, -1, p)
    square = inverse * inverse % p
    return x * square % p, y * square * inverse % p


def _ladder(scalar: int, point: Point, curve: Curve) -> _Jacobian:
    base, total = _jacobian(point), _INFINITY
    multiples = [_INFINITY, base]
    for _ in range(14):
        multiples.append(_add(multiples[-1], base, curve))
    for nibble in f"{scalar:x}":
        for _ in range(4):
            total = _double(total, curve)
        if nibble != "0":
            total = _add(total, multiples[int(nibble, 16)], curve)
    return total


def _double(point: _Jacobian, curve: Curve) -> _Jacobian:
    x, y, z = point
    if z == 0 or y == 0:
        return _INFINITY
    p = curve.p
    yy = y * y % p
    s = 4 * x * yy % p
    m = (3 * x * x + curve.a * pow(z, 4, p)) % p
    x3 = (m * m - 2 * s) % p
    return x3, (m * (s - x3) - 8 * yy * yy) % p, 2 * y * z % p


def _add(one: _Jacobian, other: _Jacobian, curve: Curve) -> _Jacobian:
    if one[2] == 0:
        return other
    if other[2] == 0:
        return one
    p = curve.p
    zz1, zz2 = one[2] * one[2] % p, other[2] * other[2] % p
    u1, u2 = one[0] * zz2 % p, other[0] * zz1 % p
    s1, s2 = one[1] * other[2] * zz2 % p, other[1] * one[2] * zz1 % p
    h, r = (u2 - u1) % p, (s2 - s1) % p
    if h == 0:
        return _double(one, curve) if r == 0 else _INFINITY
    hh = h * h % p
    hhh, v = h * hh % p, u1 * hh % p
    x3 = (r * r - hhh - 2 * v) % p
    return x3, (r * (v - x3) - s1 * hhh) % p, h * one[2] * other[2] % p


@cache
def _curves() -> dict[str, Curve]:
    return {
        name: Curve(
            name, number, oid, int(p, 16), int(a, 16), int(b, 16), (int(x, 16), int(y, 16)), int(n, 16)
        )
        for name, number, oid, p, a, b, x, y, n in DOMAINS
    }


def curve_named(name: str) -> Curve:
    """The curve of that name. Raises KeyError."""
    return _curves()[name]


def curve_numbered(parameter: int) -> Curve:
    """The curve of a standardized domain parameter number. Raises KeyError."""
    return {curve.parameter: curve for curve in _curves().values()}[parameter]
