"""What unsigned files say beside what was signed."""

import pytest

from drivers.identity_card.chip.authentication.checks import Check, Outcome
from drivers.identity_card.chip.authentication.contents import check_access, check_contents, check_number
from drivers.identity_card.chip.files.dg13 import PersonalData
from drivers.identity_card.chip.files.sod import parse_sod
from drivers.identity_card.chip.tlv import encode
from drivers.identity_card.mrz import parse_td1
from tests.support.signed_cards import COUNTRY_FORM, SodForm, certify, curve_key, make_sod

SIGNER = certify(curve_key(), None, COUNTRY_FORM)
GROUPS = {1: b"1", 2: b"2", 13: b"13"}
PLAIN = parse_sod(make_sod(GROUPS, SIGNER))
VERSIONED = parse_sod(make_sod(GROUPS, SIGNER, SodForm(versions=("0108", "040000"))))
PACE = bytes.fromhex("3012060A04007F0007020204020202010202010D")
OTHER_PACE = bytes.fromhex("3012060A04007F0007020204020402010202010F")
TERMINAL = bytes.fromhex("300D060804007F0007020202020101")


def com(tags: str = "61756D", lds: bytes = b"0107", text: bytes = b"040000") -> bytes:
    return encode(0x60, encode(0x5F01, lds) + encode(0x5F36, text) + encode(0x5C, bytes.fromhex(tags)))


def told(check: Check) -> tuple[Outcome, str]:
    return check.outcome, check.why


def test_contents_that_say_what_was_signed() -> None:
    for lds in (b"0107", b"0108"):
        assert told(check_contents(PLAIN, com(lds=lds), "")) == (Outcome.PASSED, "")
    assert told(check_contents(VERSIONED, com(lds=b"0108"), "")) == (Outcome.PASSED, "")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (com("6175"), "other_groups"),
        (com("61756D6E"), "other_groups"),
        (com(lds=b"0106"), "other_version"),
        (com(text=b"050000"), "other_version"),
        (com() + b"\x00", "malformed"),
        (b"", "malformed"),
    ],
)
def test_contents_that_say_something_else(raw: bytes, why: str) -> None:
    assert told(check_contents(PLAIN, raw, "")) == (Outcome.FAILED, why)


def test_a_version_that_was_signed_is_the_one() -> None:
    assert told(check_contents(VERSIONED, com(lds=b"0107"), "")) == (Outcome.FAILED, "other_version")


def test_contents_that_cannot_be_read() -> None:
    assert told(check_contents(PLAIN, None, "malformed")) == (Outcome.FAILED, "malformed")
    assert told(check_contents(PLAIN, None, "")) == (Outcome.NOT_CHECKED, "not_read")


def dg14(*infos: bytes) -> bytes:
    return encode(0x6E, encode(0x31, b"".join(infos)))


def test_ways_in_that_were_signed() -> None:
    access = encode(0x31, TERMINAL + PACE)
    assert told(check_access(access, "master_file", dg14(PACE, TERMINAL, OTHER_PACE))) == (Outcome.PASSED, "")
    assert told(check_access(access, "master_file", dg14(TERMINAL))) == (Outcome.NOT_CHECKED, "not_signed")
    assert told(check_access(access, "master_file", dg14(PACE))) == (Outcome.FAILED, "other_ways")
    assert told(check_access(encode(0x31, OTHER_PACE), "master_file", dg14(PACE))) == (
        Outcome.FAILED,
        "other_ways",
    )
    assert told(check_access(b"\x31\x05", "master_file", dg14(PACE))) == (Outcome.FAILED, "malformed")
    assert told(check_access(b"", "master_file", dg14(PACE))) == (Outcome.NOT_CHECKED, "not_read")
    assert told(check_access(access, "master_file", None)) == (Outcome.NOT_CHECKED, "not_read")
    assert told(check_access(b"", "malformed", dg14(PACE))) == (Outcome.FAILED, "malformed")


MRZ = parse_td1(
    "IDVNM0950123455001095012345<<6\n9508174M3508172VNM<<<<<<<<<<<0\nNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<"
)


def test_numbers() -> None:
    assert told(check_number(MRZ, PersonalData(number="001095012345"))) == (Outcome.PASSED, "")
    check = check_number(MRZ, PersonalData(number="001095012346"))
    assert told(check) == (Outcome.FAILED, "differs")
    assert "0109501234" not in check.detail
    for person in (None, PersonalData()):
        assert told(check_number(MRZ, person)) == (Outcome.NOT_CHECKED, "not_read")
    assert told(check_number(None, PersonalData(number="1"))) == (Outcome.NOT_CHECKED, "not_read")
