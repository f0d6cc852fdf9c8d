"""Arithmetic on the eleven curves, judged by the `cryptography` package where it has them."""

import hashlib
import random

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from drivers.identity_card.chip.curves import (
    CURVES,
    CURVES_BY_OID,
    BadPoint,
    add,
    decode_point,
    ecdsa_verify,
    encode_point,
    multiply,
)
from drivers.identity_card.chip.errors import Cause
from tests.unit.drivers.identity_card.chip.access.recorded import VECTORS

ALL = list(CURVES.values())
OTHERS = {  # of the `cryptography` package
    "secp224r1": ec.SECP224R1(),
    "secp256r1": ec.SECP256R1(),
    "secp384r1": ec.SECP384R1(),
    "secp521r1": ec.SECP521R1(),
    "brainpoolP256r1": ec.BrainpoolP256R1(),
    "brainpoolP384r1": ec.BrainpoolP384R1(),
    "brainpoolP512r1": ec.BrainpoolP512R1(),
}
SHARED = [curve for curve in ALL if curve.name in OTHERS]


def by_name(curve):
    return curve.name


def test_the_table_is_that_of_the_standards():
    told = VECTORS["EC_curves"]
    assert {str(number): curve.name for number, curve in CURVES.items()} == told[
        "standardized_id_of_TR_03110"
    ]
    for curve in ALL:
        wanted = {
            key: int(str(value), 16) for key, value in told["curves"][curve.name].items() if key != "note"
        }
        have = dict(
            zip(("Gx", "Gy"), curve.g, strict=True), p=curve.p, a=curve.a, b=curve.b, n=curve.n, h=curve.h
        )
        assert have == wanted
        assert CURVES_BY_OID[curve.oid] is curve
    assert len(ALL) == 11


@pytest.mark.parametrize("curve", ALL, ids=by_name)
def test_the_generator_has_its_order_and_points_their_opposites(curve):
    assert curve.has(curve.g)
    assert multiply(curve, curve.n) is None
    assert multiply(curve, 0) is None
    x, y = curve.g
    assert multiply(curve, curve.n - 1) == (x, curve.p - y)
    assert add(curve, curve.g, (x, curve.p - y)) is None
    assert add(curve, None, curve.g) == add(curve, curve.g, None) == curve.g
    assert add(curve, curve.g, curve.g) == multiply(curve, 2)


@pytest.mark.parametrize("curve", ALL, ids=by_name)
def test_multiples_add_up(curve):
    chance = random.Random(curve.identifier)
    for _ in range(4):
        left, right = chance.randrange(1, curve.n), chance.randrange(1, curve.n)
        total = add(curve, multiply(curve, left), multiply(curve, right))
        assert total == multiply(curve, left + right)
        assert total is not None and curve.has(total)


@pytest.mark.parametrize("curve", SHARED, ids=by_name)
def test_public_keys_are_those_of_another_library(curve):
    chance = random.Random(curve.identifier)
    for private in [1, 2, 15, 16, 17, curve.n - 1, *(chance.randrange(1, curve.n) for _ in range(6))]:
        numbers = ec.derive_private_key(private, OTHERS[curve.name]).public_key().public_numbers()
        assert multiply(curve, private) == (numbers.x, numbers.y)


@pytest.mark.parametrize("curve", ALL, ids=by_name)
def test_a_point_is_read_as_it_was_written_and_only_on_its_curve(curve):
    data = encode_point(curve, curve.g)
    assert decode_point(curve, data) == curve.g
    x, y = curve.g
    too_large = curve.p.bit_length() % 8 != 0
    off = [
        b"",
        b"\x00",
        data[:-1],
        data + b"\x00",
        b"\x02" + data[1 : 1 + curve.size],
        b"\x05" + data[1:],
        encode_point(curve, (x, y ^ 1)),
        b"\x04" + bytes(2 * curve.size),
        *([encode_point(curve, (x + curve.p, y))] if too_large else []),
    ]
    for one in off:
        with pytest.raises(BadPoint) as told:
            decode_point(curve, one)
        assert told.value.cause is Cause.PROTOCOL


@pytest.mark.parametrize("curve", SHARED, ids=by_name)
@pytest.mark.parametrize(
    "digest", [hashes.SHA1(), hashes.SHA256(), hashes.SHA512()], ids=lambda one: one.name
)
def test_signatures_of_another_library_hold_and_altered_ones_do_not(curve, digest):
    key = ec.derive_private_key(curve.n // 3, OTHERS[curve.name])
    r, s = decode_dss_signature(key.sign(b"text", ec.ECDSA(digest)))
    q = multiply(curve, curve.n // 3)
    assert q is not None
    text = hashlib.new(digest.name, b"text").digest()
    assert ecdsa_verify(curve, q, text, r, s)
    assert not ecdsa_verify(curve, q, hashlib.new(digest.name, b"texts").digest(), r, s)
    assert not ecdsa_verify(curve, q, text, r ^ 1, s)
    assert not ecdsa_verify(curve, q, text, r, s ^ 1)
    assert not ecdsa_verify(curve, curve.g, text, r, s)


@pytest.mark.parametrize("curve", ALL[:2], ids=by_name)
def test_signatures_out_of_range_and_keys_off_the_curve_never_hold(curve):
    for r, s in [(0, 1), (1, 0), (curve.n, 1), (1, curve.n), (-1, 1)]:
        assert not ecdsa_verify(curve, curve.g, b"digest", r, s)
    assert not ecdsa_verify(curve, (1, 1), b"digest", 1, 1)
