"""Elliptic curves y² = x³ + ax + b over a prime field, for what the `cryptography` package does not offer.

Source: BSI TR-03111 (points, ECDSA), TR-03110 part 3 table 4 (identifiers of the curves). Not constant in
time: it is for keys that are used once, on a reader that is wired to this machine, and for verifying.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drivers.identity_card.chip.curve_table import TABLE
from drivers.identity_card.chip.errors import CardError, Cause

Point = tuple[int, int]  # affine; None stands for infinity
_Jacobian = tuple[int, int, int]  # x = X/Z², y = Y/Z³; Z = 0 is infinity
_INFINITY: _Jacobian = (1, 1, 0)
_WINDOW_BITS = 4
_RECORD = re.compile(
    r"(\w+) (\d+) ([\d.]+)\n"
    + r"".join(rf" +{key} +([\dA-F\s]+)" for key in ("p", "a", "b", "gx", "gy", "n"))
)


class BadPoint(CardError):
    """A point that is not on the curve, or infinity where a point is wanted."""

    def __init__(self, message: str) -> None:
        super().__init__(Cause.PROTOCOL, message)


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve with its generator `g` of order `n`, cofactor `h`."""

    name: str
    identifier: int  # in TR-03110
    oid: str
    p: int
    a: int
    b: int
    g: Point
    n: int
    h: int = 1

    @property
    def bits(self) -> int:
        """The size of the field."""
        return self.p.bit_length()

    @property
    def size(self) -> int:
        """Bytes of one coordinate."""
        return (self.bits + 7) // 8

    def has(self, point: Point) -> bool:
        """Whether `point` is on the curve, its coordinates below p."""
        x, y = point
        in_field = 0 <= x < self.p and 0 <= y < self.p
        return in_field and (y * y - (x * x + self.a) * x - self.b) % self.p == 0


def _read(table: str) -> Iterator[Curve]:
    for name, identifier, oid, *numbers in _RECORD.findall(table):
        p, a, b, gx, gy, n = (int("".join(number.split()), 16) for number in numbers)
        yield Curve(name, int(identifier), oid, p, a, b, (gx, gy), n)


CURVES: Mapping[int, Curve] = {curve.identifier: curve for curve in _read(TABLE)}
CURVES_BY_OID: Mapping[str, Curve] = {curve.oid: curve for curve in CURVES.values()}


def multiply(curve: Curve, scalar: int, point: Point | None = None) -> Point | None:
    """`scalar` times `point` (the generator where none is given)."""
    return _affine(curve, _multiply(curve, scalar, curve.g if point is None else point))


def add(curve: Curve, left: Point | None, right: Point | None) -> Point | None:
    """The sum of two points."""
    return _affine(curve, _add(curve, _jacobian(left), _jacobian(right)))


def encode_point(curve: Curve, point: Point) -> bytes:
    """04 ‖ X ‖ Y (TR-03111 3.2.1)."""
    x, y = point
    return b"\x04" + x.to_bytes(curve.size) + y.to_bytes(curve.size)


def decode_point(curve: Curve, data: bytes) -> Point:
    """The point of 04 ‖ X ‖ Y. Raises `BadPoint` for any other form and for one off the curve."""
    if len(data) != 1 + 2 * curve.size or data[0] != 0x04:
        raise BadPoint(f"{len(data)} bytes are no uncompressed point of {curve.name}")
    point = int.from_bytes(data[1 : 1 + curve.size]), int.from_bytes(data[1 + curve.size :])
    if not curve.has(point):
        raise BadPoint(f"a point that is not on {curve.name}")
    return point


def ecdsa_verify(curve: Curve, q: Point, digest: bytes, r: int, s: int) -> bool:
    """Whether (r, s) signs `digest` under the public key `q` (TR-03111, 4.2.1.2)."""
    if not (curve.has(q) and 0 < r < curve.n and 0 < s < curve.n):
        return False
    excess = max(0, 8 * len(digest) - curve.n.bit_length())
    inverse = pow(s, -1, curve.n)
    u1 = (int.from_bytes(digest) >> excess) * inverse % curve.n
    u2 = r * inverse % curve.n
    total = _affine(curve, _add(curve, _multiply(curve, u1, curve.g), _multiply(curve, u2, q)))
    return total is not None and total[0] % curve.n == r


def _multiply(curve: Curve, scalar: int, point: Point) -> _Jacobian:
    """Four bits at a time, from the left."""
    scalar %= curve.n
    multiples = [_INFINITY, _jacobian(point)]
    while len(multiples) < 1 << _WINDOW_BITS:
        multiples.append(_add(curve, multiples[-1], multiples[1]))
    total = _INFINITY
    for shift in range(-(-scalar.bit_length() // _WINDOW_BITS) - 1, -1, -1):
        for _ in range(_WINDOW_BITS):
            total = _double(curve, total)
        total = _add(curve, total, multiples[(scalar >> shift * _WINDOW_BITS) & 0xF])
    return total


def _jacobian(point: Point | None) -> _Jacobian:
    return _INFINITY if point is None else (*point, 1)


def _affine(curve: Curve, point: _Jacobian) -> Point | None:
    x, y, z = point
    if not z:
        return None
    inverse = pow(z, -1, curve.p)
    square = inverse * inverse % curve.p
    return x * square % curve.p, y * square * inverse % curve.p


def _double(curve: Curve, point: _Jacobian) -> _Jacobian:
    x, y, z = point
    p = curve.p
    square = y * y % p
    s = 4 * x * square % p
    z2 = z * z % p
    m = (3 * x * x + curve.a * (z2 * z2 % p)) % p
    doubled = (m * m - 2 * s) % p
    return doubled, (m * (s - doubled) - 8 * square * square) % p, 2 * y * z % p


def _add(curve: Curve, left: _Jacobian, right: _Jacobian) -> _Jacobian:
    x1, y1, z1 = left
    x2, y2, z2 = right
    if not z1 or not z2:
        return right if not z1 else left
    p = curve.p
    z1z1, z2z2 = z1 * z1 % p, z2 * z2 % p
    u1, h = x1 * z2z2 % p, (x2 * z1z1 - x1 * z2z2) % p
    s1 = y1 * z2 * z2z2 % p
    r = (y2 * z1 * z1z1 - s1) % p
    if not h:
        return _INFINITY if r else _double(curve, left)
    h2 = h * h % p
    h3, v = h * h2 % p, u1 * h2 % p
    x3 = (r * r - h3 - 2 * v) % p
    return x3, (r * (v - x3) - s1 * h3) % p, h * z1 * z2 % p
