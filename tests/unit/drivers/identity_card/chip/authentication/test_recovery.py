"""ISO/IEC 9796-2, scheme 1: made here by hand, judged there."""

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from drivers.identity_card.chip.authentication.recovery import recovers
from drivers.identity_card.chip.pki.public_keys import RsaKey
from tests.support.signed_cards import digest_of, rsa_key

CHALLENGE = bytes.fromhex("0102030405060708")
TRAILERS = {
    "sha1": b"\xbc",
    "sha1 long": b"\x33\xcc",
    "sha224": b"\x38\xcc",
    "sha256": b"\x34\xcc",
    "sha384": b"\x36\xcc",
    "sha512": b"\x35\xcc",
}


def secret() -> rsa.RSAPrivateKey:
    return rsa_key(1024)


def public() -> RsaKey:
    numbers = secret().public_key().public_numbers()
    return RsaKey(numbers.n, numbers.e)


def block(digest: str, trailer: bytes, challenge: bytes = CHALLENGE, header: bytes = b"\x6a") -> bytes:
    """6A ‖ M1 ‖ H(M1 ‖ M2) ‖ trailer, as long as the modulus."""
    size = 128 - 1 - len(digest_of(digest, b"")) - len(trailer)
    first = bytes(at * 7 % 256 for at in range(size))
    return header + first + digest_of(digest, first + challenge) + trailer


def signed(opened: bytes, smaller: bool = False) -> bytes:
    numbers = secret().private_numbers()
    n = numbers.public_numbers.n
    signature = pow(int.from_bytes(opened), numbers.d, n)
    return (min(signature, n - signature) if smaller else signature).to_bytes(128)


@pytest.mark.parametrize("name", TRAILERS)
@pytest.mark.parametrize("smaller", [False, True])
def test_every_trailer_and_the_smaller_of_two_signatures(name: str, smaller: bool) -> None:
    opened = block(name.split()[0], TRAILERS[name])
    assert recovers(public(), signed(opened, smaller), CHALLENGE)
    assert not recovers(public(), signed(opened, smaller), CHALLENGE[:-1] + b"\x00")


def test_both_signs_of_one_signature_are_taken() -> None:
    signature = int.from_bytes(signed(block("sha256", b"\x34\xcc")))
    for number in (signature, public().n - signature):
        assert recovers(public(), number.to_bytes(128), CHALLENGE)


@pytest.mark.parametrize(
    "opened",
    [
        block("sha256", b"\x33\xcc"),  # the hash of another trailer
        block("sha256", b"\x31\xcc"),  # RIPEMD: not among those of Doc 9303
        block("sha1", b"\xbb"),
        block("sha1", b"\xbc", header=b"\x4a"),
        block("sha1", b"\xbc", header=b"\x6b"),
        b"\x6a" + bytes(126) + b"\xbc",
    ],
)
def test_blocks_that_are_none(opened: bytes) -> None:
    assert not recovers(public(), signed(opened), CHALLENGE)


@pytest.mark.parametrize(
    "signature", [b"", bytes(127), bytes(128), b"\xff" * 128, bytes(129), bytes(127) + b"\x01"]
)
def test_numbers_that_sign_nothing(signature: bytes) -> None:
    assert not recovers(public(), signature, CHALLENGE)
