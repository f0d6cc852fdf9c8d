"""Passwords and derived keys."""

import pytest

from drivers.identity_card.chip.keys import Can, MrzKey, Purpose, Suite, check_digit, kdf, with_parity


@pytest.mark.parametrize(
    ("field", "digit"), [("L898902C<", 3), ("690806", 1), ("940623", 6), ("D23145890734", 9), ("<<<", 0)]
)
def test_check_digits_as_in_the_standard(field, digit):
    assert check_digit(field) == digit


@pytest.mark.parametrize("digits", ["", "12345", "1234567", "12345a", " 12345", "١٢٣٤٥٦", "123456\n"])
def test_a_can_is_six_digits(digits):
    with pytest.raises(ValueError, match="six digits") as told:
        Can(digits)
    assert not digits or digits not in str(told.value)


@pytest.mark.parametrize(
    ("number", "birth", "expiry"),
    [
        ("12345678", "950817", "350817"),
        ("1234567890", "950817", "350817"),
        ("12345678a", "950817", "350817"),
        ("099012345", "95081", "350817"),
        ("099012345", "950817", "3508171"),
        ("099012345", "950817", "<<<<<<"),
    ],
)
def test_what_no_mrz_holds_is_refused(number, birth, expiry):
    with pytest.raises(ValueError, match="MRZ"):
        MrzKey(number, birth, expiry)


def test_keys_do_not_show_themselves():
    assert repr((Can("012345"), MrzKey("099012345", "950817", "350817"))) == "(Can(hidden), MrzKey(hidden))"


@pytest.mark.parametrize("suite", Suite)
def test_a_derived_key_has_the_length_of_its_suite(suite):
    keys = {kdf(b"secret", purpose, suite) for purpose in Purpose}
    assert {len(key) for key in keys} == {suite.key_bytes}
    assert len(keys) == 3


def test_every_byte_of_a_des_key_has_an_odd_number_of_ones():
    assert [byte.bit_count() % 2 for byte in with_parity(bytes(range(256)))] == [1] * 256
    assert with_parity(b"\x00\x01\x02\xfe") == b"\x01\x01\x02\xfe"
