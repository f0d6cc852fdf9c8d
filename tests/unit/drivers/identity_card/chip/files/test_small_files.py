"""EF.COM, DG1, DG14, DG15."""

import json
from pathlib import Path

import pytest

from drivers.identity_card.chip.files.com import parse_com
from drivers.identity_card.chip.files.dg1 import parse_dg1
from drivers.identity_card.chip.files.dg14 import infos_in, parse_dg14
from drivers.identity_card.chip.files.dg15 import parse_dg15
from drivers.identity_card.chip.keys import Suite
from drivers.identity_card.chip.pki.errors import Weak
from drivers.identity_card.chip.pki.public_keys import EcKey, RsaKey
from drivers.identity_card.chip.tlv import Malformed, encode
from tests.support.signed_cards import curve_key, rsa_key, spki

VECTORS = json.loads(
    (Path(__file__).parents[5] / "golden" / "identity_card" / "vectors.json").read_text("utf-8")
)
PACE = bytes.fromhex("3012060A04007F0007020204020202010202010D")
AGREEMENT = bytes.fromhex("300F060A04007F00070202030202020101")


def com(tags: bytes, lds: bytes = b"0107", text: bytes = b"040000") -> bytes:
    return encode(0x60, encode(0x5F01, lds) + encode(0x5F36, text) + encode(0x5C, tags))


def test_com() -> None:
    contents = parse_com(com(bytes.fromhex("6175636D6E6F")))
    assert contents.groups == {1, 2, 3, 13, 14, 15}
    assert (contents.lds_version, contents.unicode_version) == ("0107", "040000")


@pytest.mark.parametrize(
    "raw",
    [
        com(b"\x61\x61"),
        com(b"\x60"),
        com(b"\x61", lds=b"107"),
        com(b"\x61", lds=b"01a7"),
        com(b"\x61") + b"\x00",
        b"\x60\x00",
        b"",
    ],
)
def test_what_is_no_com(raw: bytes) -> None:
    with pytest.raises(Malformed):
        parse_com(raw)


def dg1(text: str) -> bytes:
    return encode(0x61, encode(0x5F1F, text.encode("latin-1")))


def test_dg1() -> None:
    lines = VECTORS["MRZ_synthetic_TD1"][0]
    mrz = parse_dg1(dg1("".join(lines)))
    assert mrz.number == "001095012345"
    assert mrz.key == ("095012345", "950817", "350817")


@pytest.mark.parametrize("text", ["P<" + "<" * 86, "x" * 90, "", "I" * 89, "\xe9" * 90])
def test_what_is_no_mrz_of_a_card_is_told_without_its_letters(text: str) -> None:
    with pytest.raises(Malformed) as failed:
        parse_dg1(dg1(text))
    assert not text or text not in str(failed.value)


def chip_key(seed: int, number: int | None) -> bytes:
    oid = bytes.fromhex("060904007F000702020102")
    key_id = b"" if number is None else encode(0x02, bytes((number,)))
    return encode(0x30, oid + spki(curve_key("brainpoolP256r1", seed)) + key_id)


def test_dg14_of_the_kind_of_cards_that_are_in_use() -> None:
    raw = encode(0x6E, encode(0x31, AGREEMENT + PACE + chip_key(1, None)))
    infos = parse_dg14(raw)
    (key,), (protocol,) = infos.chip_keys, infos.chip_protocols
    assert key.by_ecdh and key.key_id is None
    assert key.public_key == spki(curve_key("brainpoolP256r1", 1))
    assert (protocol.suite, protocol.key_id) == (Suite.AES_128, None)
    assert infos.active_algorithm is None
    assert infos.has_pace and PACE in infos.raw and AGREEMENT in infos.raw


def test_dg14_with_numbered_keys_and_what_nobody_knows() -> None:
    unknown = encode(0x30, bytes.fromhex("06032A0304") + encode(0x04, b"anything"))
    numbered = encode(0x30, bytes.fromhex("060A04007F00070202030204") + b"\x02\x01\x01\x02\x01\x02")
    infos = parse_dg14(encode(0x6E, encode(0x31, unknown + chip_key(1, 1) + chip_key(2, 2) + numbered)))
    assert [key.key_id for key in infos.chip_keys] == [1, 2]
    assert [(one.suite, one.key_id) for one in infos.chip_protocols] == [(Suite.AES_256, 2)]
    assert not infos.has_pace


def test_dg14_names_the_hash_of_active_authentication() -> None:
    info = encode(
        0x30,
        bytes.fromhex("0606678108010105") + b"\x02\x01\x01" + bytes.fromhex("060A04007F00070101040103"),
    )
    assert parse_dg14(encode(0x6E, encode(0x31, info))).active_algorithm == "0.4.0.127.0.7.1.1.4.1.3"


@pytest.mark.parametrize(
    "raw",
    [
        b"\x6e\x00",
        encode(0x6E, encode(0x31, b"\x02\x01\x01")),
        encode(0x6E, encode(0x31, encode(0x30, b""))),
        encode(0x6E, encode(0x31, AGREEMENT)) + b"\x00",
        encode(0x6E, encode(0x31, encode(0x30, AGREEMENT[2:] + b"\x04\x00"))),
    ],
)
def test_what_is_no_dg14(raw: bytes) -> None:
    with pytest.raises(Malformed):
        parse_dg14(raw)


def test_infos_are_slices() -> None:
    assert list(infos_in(PACE + AGREEMENT)) == [PACE, AGREEMENT]


def test_dg15() -> None:
    key = parse_dg15(encode(0x6F, spki(rsa_key(1024))))
    assert isinstance(key, RsaKey) and key.bits == 1024
    key = parse_dg15(encode(0x6F, spki(curve_key("secp256r1"))))
    assert isinstance(key, EcKey) and key.curve.name == "secp256r1"
    with pytest.raises(Malformed):
        parse_dg15(encode(0x6F, b"\x30\x00"))


def test_an_rsa_key_that_anybody_could_factor() -> None:
    algorithm = bytes.fromhex("300D06092A864886F70D0101010500")
    numbers = encode(0x02, b"\x00" + b"\xc1" * 64) + encode(0x02, b"\x01\x00\x01")
    key = encode(0x30, algorithm + encode(0x03, b"\x00" + encode(0x30, numbers)))
    with pytest.raises(Weak):
        parse_dg15(encode(0x6F, key))
