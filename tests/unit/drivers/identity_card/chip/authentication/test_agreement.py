"""Which key and suite of DG14 are taken, and the agreement itself."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from drivers.identity_card.chip.authentication.agreement import agree
from drivers.identity_card.chip.authentication.chip_authentication import choose
from drivers.identity_card.chip.curves import CURVES, decode_point, encode_point, multiply
from drivers.identity_card.chip.files.dg14 import ChipKey, ChipProtocol, SecurityInfos
from drivers.identity_card.chip.keys import Suite
from drivers.identity_card.chip.pki.errors import Unproven
from drivers.identity_card.chip.pki.public_keys import EcKey
from tests.support.signed_cards import curve_key, rsa_key, spki

ECDH = "0.4.0.127.0.7.2.2.3.2"


@pytest.mark.parametrize("identifier", CURVES)
def test_both_sides_come_to_the_same_secret(identifier: int) -> None:
    """Curves of the library and those it lacks; the other side is computed point by point."""
    curve, secret = CURVES[identifier], 0xC0FFEE
    theirs = multiply(curve, secret)
    assert theirs is not None
    drawn: list[int] = []

    def random(count: int) -> bytes:
        drawn.append(count)
        return bytes(range(1, count + 1))

    public, shared = agree(EcKey(curve, encode_point(curve, theirs)), random)
    other = multiply(curve, secret, decode_point(curve, public))
    assert other is not None
    assert shared == other[0].to_bytes(curve.size)
    assert drawn == [curve.size + 8]


@pytest.mark.parametrize("drawn", [b"\x00", b"\xff"])
def test_no_draw_is_out_of_range(drawn: bytes) -> None:
    curve = CURVES[12]
    public, shared = agree(EcKey(curve, encode_point(curve, curve.g)), lambda count: drawn * count)
    assert decode_point(curve, public)
    assert len(shared) == curve.size


def key(seed: int = 1, number: int | None = None, by_ecdh: bool = True) -> ChipKey:
    return ChipKey(by_ecdh, spki(curve_key("brainpoolP256r1", seed)), number)


def protocol(suite: Suite | None, number: int | None = None) -> ChipProtocol:
    return ChipProtocol(f"{ECDH}.{suite.number if suite else 9}", suite, number)


def test_the_strongest_suite_is_taken_with_its_own_key() -> None:
    infos = SecurityInfos(
        (key(1, 1), key(2, 2)), (protocol(Suite.TRIPLE_DES, 1), protocol(Suite.AES_256, 2), protocol(None, 1))
    )
    choice = choose(infos)
    assert (choice.suite, choice.key_id, choice.oid) == (Suite.AES_256, 2, f"{ECDH}.4")
    point = curve_key("brainpoolP256r1", 2).public_key().public_numbers()
    assert choice.key.point == (point.x, point.y)
    assert isinstance(point.curve, ec.BrainpoolP256R1)


def test_a_key_without_protocol_is_for_3des() -> None:
    choice = choose(SecurityInfos((key(),)))
    assert (choice.suite, choice.oid) == (Suite.TRIPLE_DES, f"{ECDH}.1")


def test_one_key_fits_a_protocol_that_does_not_number_it() -> None:
    assert choose(SecurityInfos((key(1, 7),), (protocol(Suite.AES_128),))).key_id == 7


@pytest.mark.parametrize(
    "infos",
    [
        SecurityInfos((key(by_ecdh=False),), (protocol(Suite.AES_128),)),
        SecurityInfos((key(),), (protocol(None),)),
        SecurityInfos((key(1, 1), key(2, 2)), (protocol(Suite.AES_128, 3),)),
        SecurityInfos((ChipKey(True, spki(rsa_key()), None),), (protocol(Suite.AES_128),)),
    ],
)
def test_what_is_not_known_here_is_left_open(infos: SecurityInfos) -> None:
    with pytest.raises(Unproven):
        choose(infos)
