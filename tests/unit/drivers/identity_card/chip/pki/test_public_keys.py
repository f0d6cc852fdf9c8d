"""Public keys, above all explicit curve parameters: all of them count (CVE-2020-0601)."""

from dataclasses import replace

import pytest
from asn1crypto import core, keys

from drivers.identity_card.chip.curves import CURVES, Curve, encode_point
from drivers.identity_card.chip.errors import CardError
from drivers.identity_card.chip.pki.errors import Forged, Unproven, Weak
from drivers.identity_card.chip.pki.public_keys import EcKey, RsaKey, need_signer_strength, parse_public_key
from drivers.identity_card.chip.tlv import Malformed, encode
from tests.support.curve_parameters import (
    EC_OID,
    Parameters,
    explicit,
    integer,
    of,
    own_generator,
    some_point,
)
from tests.support.signed_cards import curve_key, rsa_key, spki

PSS_OID = bytes.fromhex("06092A864886F70D01010A")


@pytest.mark.parametrize("curve", CURVES.values(), ids=lambda curve: str(curve.name))
@pytest.mark.parametrize("cofactor", [1, None])
def test_explicit_parameters_of_every_curve(curve: Curve, cofactor: int | None) -> None:
    point = encode_point(curve, some_point(curve))
    key = parse_public_key(explicit(replace(of(curve), h=cofactor), point, seed=True))
    assert key == EcKey(curve, point)


@pytest.mark.parametrize("curve", CURVES.values(), ids=lambda curve: str(curve.name))
def test_every_curve_by_name_and_by_number(curve: Curve) -> None:
    point = encode_point(curve, some_point(curve))
    named = EC_OID + core.ObjectIdentifier(curve.oid).dump()
    numbered = bytes.fromhex("060704007F00070102") + integer(curve.identifier)
    for algorithm in (named, numbered):
        data = encode(0x30, encode(0x30, algorithm) + encode(0x03, b"\x00" + point))
        assert parse_public_key(data) == EcKey(curve, point)


@pytest.mark.parametrize("identifier", [12, 13, 15, 17])
def test_a_generator_that_the_forger_chose_is_refused(identifier: int) -> None:
    curve = CURVES[identifier]
    with pytest.raises(Forged):
        parse_public_key(explicit(own_generator(curve), encode_point(curve, some_point(curve))))


def changed(curve: Curve) -> dict[str, Parameters]:
    right = of(curve)
    x, y = curve.g
    return {
        "a": replace(right, a=right.a - 1),
        "b": replace(right, b=right.b + 1),
        "n": replace(right, n=right.n - 2),
        "cofactor": replace(right, h=2),
        "other y": replace(right, g=(x, curve.p - y)),
        "cut base": replace(right, base=b"\x04" + x.to_bytes(curve.size)),
        "infinity": replace(right, base=b"\x00"),
        "other compressed y": replace(right, base=bytes((3 - y % 2,)) + x.to_bytes(curve.size)),
        "longer base": replace(right, base=encode_point(curve, curve.g) + b"\x00"),
    }


@pytest.mark.parametrize("what", changed(CURVES[13]))
def test_one_other_parameter_is_enough_to_be_refused(what: str) -> None:
    curve = CURVES[13]
    with pytest.raises(Forged):
        parse_public_key(explicit(changed(curve)[what], encode_point(curve, some_point(curve))))


def test_a_compressed_generator_is_the_same_generator() -> None:
    curve = CURVES[13]
    x, y = curve.g
    base = bytes((2 + y % 2,)) + x.to_bytes(curve.size)
    point = encode_point(curve, some_point(curve))
    assert parse_public_key(explicit(replace(of(curve), base=base), point)) == EcKey(curve, point)


def test_a_compressed_point_is_the_same_point() -> None:
    curve = CURVES[13]
    x, y = some_point(curve)
    for sign, whole in ((2 + y % 2, y), (3 - y % 2, curve.p - y)):
        key = parse_public_key(explicit(of(curve), bytes((sign,)) + x.to_bytes(curve.size)))
        assert key == EcKey(curve, encode_point(curve, (x, whole)))


def test_another_prime_is_not_known_and_no_forgery() -> None:
    curve = CURVES[13]
    with pytest.raises(Unproven):
        parse_public_key(explicit(replace(of(curve), p=curve.p + 2), encode_point(curve, curve.g)))


@pytest.mark.parametrize("point", [b"", b"\x00", b"\x04", b"\x04" + bytes(64), b"\x02" + b"\xff" * 32])
def test_what_is_no_point_of_the_curve(point: bytes) -> None:
    with pytest.raises(CardError):
        parse_public_key(explicit(of(CURVES[13]), point))


def rsa(n: int, e: int) -> bytes:
    key = keys.RSAPublicKey({"modulus": n, "public_exponent": e})
    info = keys.PublicKeyInfo(
        {"algorithm": {"algorithm": "rsa", "parameters": core.Null()}, "public_key": key}
    )
    return bytes(info.dump())


def test_rsa() -> None:
    numbers = rsa_key().public_key().public_numbers()
    assert parse_public_key(spki(rsa_key())) == RsaKey(numbers.n, numbers.e)


def test_a_key_for_pss_only() -> None:
    numbers = rsa_key().public_key().public_numbers()
    named = rsa(numbers.n, numbers.e).replace(bytes.fromhex("06092A864886F70D010101"), PSS_OID)
    assert parse_public_key(named) == RsaKey(numbers.n, numbers.e, pss_only=True)


ODD = rsa_key().public_key().public_numbers().n


@pytest.mark.parametrize(
    ("n", "e"),
    [(ODD, 1), (ODD, 2), (ODD, 65536), (ODD, 0), (ODD + 1, 3), ((1 << 1022) + 1, 3), (15, 3)],
    ids=["e is 1", "e is 2", "even e", "no e", "even n", "short n", "tiny n"],
)
def test_an_rsa_key_that_proves_nothing(n: int, e: int) -> None:
    with pytest.raises(Weak):
        parse_public_key(rsa(n, e))


@pytest.mark.parametrize(("n", "e"), [((1 << 8200) + 1, 3), (ODD, (1 << 70) + 1)], ids=["n", "e"])
def test_an_rsa_key_that_takes_for_ever(n: int, e: int) -> None:
    with pytest.raises(Unproven):
        parse_public_key(rsa(n, e))


@pytest.mark.parametrize("data", [b"", b"\x30\x00", b"\x30\x80\x00\x00", spki(curve_key()) + b"\x00"])
def test_what_is_no_key(data: bytes) -> None:
    with pytest.raises(Malformed):
        parse_public_key(data)


def test_an_algorithm_nobody_knows() -> None:
    data = encode(0x30, encode(0x30, bytes.fromhex("06032A0304")) + encode(0x03, b"\x00\x01"))
    with pytest.raises(Unproven):
        parse_public_key(data)


def test_who_may_sign_documents() -> None:
    need_signer_strength(parse_public_key(spki(rsa_key())))
    need_signer_strength(parse_public_key(spki(curve_key("secp224r1"))))
    for weak in (rsa_key(1024), curve_key("secp192r1")):
        with pytest.raises(Weak):
            need_signer_strength(parse_public_key(spki(weak)))
