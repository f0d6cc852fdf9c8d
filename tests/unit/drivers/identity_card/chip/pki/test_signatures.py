"""Signatures: which algorithm is meant, and whether it holds."""

from contextlib import suppress
from typing import Any

import pytest
from asn1crypto import algos
from cryptography.hazmat.primitives.asymmetric import padding

from drivers.identity_card.chip.curves import CURVES, encode_point, multiply
from drivers.identity_card.chip.pki.errors import Unproven
from drivers.identity_card.chip.pki.public_keys import EcKey, PublicKey, RsaKey, parse_public_key
from drivers.identity_card.chip.pki.schemes import Kind, Scheme, read_scheme
from drivers.identity_card.chip.pki.signatures import holds
from drivers.identity_card.chip.tlv import Malformed, encode
from tests.support.signed_cards import HASHES, PrivateKey, curve_key, digest_of, rsa_key, sign, spki

MESSAGE = b"the message"


def public(key: PrivateKey) -> PublicKey:
    return parse_public_key(spki(key))


def scheme_of(algorithm: dict[str, Any], digest: str = "") -> Scheme:
    return read_scheme(algos.SignedDigestAlgorithm(algorithm).dump(), digest)


@pytest.mark.parametrize("digest", list(HASHES))
@pytest.mark.parametrize("kind", ["rsa", "pss", "ecdsa", "plain"])
def test_each_holds_for_its_message_and_no_other(kind: str, digest: str) -> None:
    key: PrivateKey = curve_key() if kind in ("ecdsa", "plain") else rsa_key()
    algorithm, signature = sign(key, f"{kind}-{digest}", MESSAGE)
    scheme = scheme_of(algorithm)
    assert scheme.digest == digest
    assert holds(public(key), scheme, MESSAGE, signature)
    assert not holds(public(key), scheme, MESSAGE + b".", signature)
    assert not holds(public(key), scheme, MESSAGE, signature[:-1])
    assert not holds(public(key), scheme, MESSAGE, b"")
    other: PrivateKey = curve_key(seed=9) if kind in ("ecdsa", "plain") else rsa_key(2048, 9)
    assert not holds(public(other), scheme, MESSAGE, signature)


@pytest.mark.parametrize("identifier", [9, 11, 14])
def test_curves_that_the_library_lacks(identifier: int) -> None:
    curve = CURVES[identifier]
    secret, once = 0xABCDEF, 0x123457
    point, random_point = multiply(curve, secret), multiply(curve, once)
    assert point is not None and random_point is not None
    digest = int.from_bytes(digest_of("sha256", MESSAGE)) >> max(0, 256 - curve.n.bit_length())
    r = random_point[0] % curve.n
    s = pow(once, -1, curve.n) * (digest + r * secret) % curve.n
    size = (curve.n.bit_length() + 7) // 8
    key = EcKey(curve, encode_point(curve, point))
    scheme = Scheme(Kind.ECDSA_PLAIN, "sha256")
    assert holds(key, scheme, MESSAGE, r.to_bytes(size) + s.to_bytes(size))
    assert not holds(key, scheme, MESSAGE + b".", r.to_bytes(size) + s.to_bytes(size))


@pytest.mark.parametrize("pair", [(0, 0), (0, 1), (1, 0)])
def test_numbers_out_of_range_sign_nothing(pair: tuple[int, int]) -> None:
    key = public(curve_key())
    assert isinstance(key, EcKey)
    n = key.curve.n
    for r, s in (pair, (pair[0] or n, pair[1] or n)):
        plain = r.to_bytes(32) + s.to_bytes(32)
        assert not holds(key, Scheme(Kind.ECDSA_PLAIN, "sha256"), MESSAGE, plain)
        der = encode(0x30, b"".join(encode(0x02, b"\x00" + one.to_bytes(32)) for one in (r, s)))
        assert not holds(key, Scheme(Kind.ECDSA, "sha256"), MESSAGE, der)


def test_a_scheme_of_another_kind_of_key_never_holds() -> None:
    _, by_rsa = sign(rsa_key(), "sha256", MESSAGE)
    _, by_curve = sign(curve_key(), "sha256", MESSAGE)
    assert not holds(public(rsa_key()), Scheme(Kind.ECDSA, "sha256"), MESSAGE, by_rsa)
    for kind in (Kind.RSA, Kind.PSS):
        assert not holds(public(curve_key()), Scheme(kind, "sha256"), MESSAGE, by_curve)


def test_a_key_for_pss_signs_nothing_else() -> None:
    key = public(rsa_key())
    assert isinstance(key, RsaKey)
    _, signature = sign(rsa_key(), "sha256", MESSAGE)
    only = RsaKey(key.n, key.e, pss_only=True)
    assert not holds(only, Scheme(Kind.RSA, "sha256"), MESSAGE, signature)


@pytest.mark.parametrize(("salt", "mask"), [(0, "sha256"), (20, "sha1"), (222, "sha256"), (32, "sha512")])
def test_pss_takes_its_parameters_from_the_algorithm(salt: int, mask: str) -> None:
    pss = padding.PSS(padding.MGF1(HASHES[mask]), salt)
    signature = rsa_key().sign(MESSAGE, pss, HASHES["sha256"])
    parameters = {
        "hash_algorithm": {"algorithm": "sha256"},
        "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": mask}},
        "salt_length": salt,
    }
    scheme = scheme_of({"algorithm": "rsassa_pss", "parameters": parameters})
    assert (scheme.mask_digest, scheme.salt_bytes) == (mask, salt)
    assert holds(public(rsa_key()), scheme, MESSAGE, signature)
    other = Scheme(Kind.PSS, "sha256", mask, salt + 1)
    assert not holds(public(rsa_key()), other, MESSAGE, signature)


def test_pss_without_parameters_is_sha1_with_20_bytes() -> None:
    oid = bytes.fromhex("06092A864886F70D01010A")
    for parameters in (encode(0x30, b""), b""):
        assert read_scheme(encode(0x30, oid + parameters)) == Scheme(Kind.PSS, "sha1", "sha1", 20)


def test_a_salt_longer_than_the_key_is_left_open_or_wrong_but_never_an_error_of_ours() -> None:
    scheme = Scheme(Kind.PSS, "sha256", "sha256", 512)
    with suppress(Unproven):
        assert not holds(public(rsa_key()), scheme, MESSAGE, bytes(256))


@pytest.mark.parametrize(
    ("oid", "kind"), [("06092A864886F70D010101", Kind.RSA), ("06072A8648CE3D0201", Kind.ECDSA)]
)
def test_the_kind_of_key_alone_leaves_the_hash_to_the_signer(oid: str, kind: Kind) -> None:
    identifier = encode(0x30, bytes.fromhex(oid) + b"\x05\x00")
    assert read_scheme(identifier, "sha384") == Scheme(kind, "sha384")
    with pytest.raises(Unproven):
        holds(public(rsa_key()), read_scheme(identifier), MESSAGE, bytes(256))


@pytest.mark.parametrize("oid", ["06092A864886F70D010104", "06032A0304"])  # MD5 with RSA, nobody's
def test_an_algorithm_that_is_not_known(oid: str) -> None:
    with pytest.raises(Unproven):
        read_scheme(encode(0x30, bytes.fromhex(oid)))


@pytest.mark.parametrize("identifier", [b"", b"\x30\x00", bytes.fromhex("300A06082A8648CE3D0403020500")])
def test_what_is_no_algorithm(identifier: bytes) -> None:
    with pytest.raises(Malformed):
        read_scheme(identifier)
