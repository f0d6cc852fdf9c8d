"""Hashes of what was read, was asked for in vain, or is only listed."""

import pytest

from drivers.identity_card.chip.authentication.checks import Outcome
from drivers.identity_card.chip.authentication.hashes import check_hashes
from drivers.identity_card.chip.elementary_files import ElementaryFile as File
from drivers.identity_card.chip.files.sod import Sod, parse_sod
from tests.support.signed_cards import COUNTRY_FORM, SodForm, certify, curve_key, make_sod

SIGNER = certify(curve_key(), None, COUNTRY_FORM)
GROUPS = {1: b"one", 3: b"three", 13: b"thirteen", 14: b"fourteen"}


def sod(form: SodForm | None = None) -> Sod:
    return parse_sod(make_sod(GROUPS, SIGNER, form))


def outcomes(
    raw: dict[File, bytes], missing: dict[File, str] | None = None, form: SodForm | None = None
) -> dict[str, tuple[Outcome, str]]:
    checks = check_hashes(sod(form), raw, missing or {})
    return {check.name: (check.outcome, check.why) for check in checks}


@pytest.mark.parametrize("digest", ["sha1", "sha224", "sha256", "sha384", "sha512"])
def test_right_hashes(digest: str) -> None:
    found = outcomes({File.DG1: b"one", File.DG13: b"thirteen"}, form=SodForm(digest=digest))
    assert found["hash_dg1"] == found["hash_dg13"] == (Outcome.PASSED, "")
    assert found["hash_dg3"] == found["hash_dg14"] == (Outcome.NOT_CHECKED, "not_read")


def test_one_byte_more_or_less() -> None:
    for content in (b"one\x00", b"on", b"", b"ona"):
        assert outcomes({File.DG1: content})["hash_dg1"] == (Outcome.FAILED, "differs")


def test_a_file_that_nobody_signed() -> None:
    assert outcomes({File.DG15: b"key"})["hash_dg15"] == (Outcome.FAILED, "not_listed")


def test_files_without_a_group_are_not_hashed() -> None:
    assert set(outcomes({File.COM: b"", File.SOD: b""})) == {"hash_dg1", "hash_dg3", "hash_dg13", "hash_dg14"}


@pytest.mark.parametrize("why", ["absent", "refused", "malformed"])
def test_a_signed_file_that_the_chip_does_not_give(why: str) -> None:
    assert outcomes({}, {File.DG13: why})["hash_dg13"] == (Outcome.FAILED, why)


def test_a_signed_key_that_the_chip_does_not_give_is_left_to_the_proofs() -> None:
    assert outcomes({}, {File.DG14: "absent"})["hash_dg14"] == (Outcome.NOT_CHECKED, "absent")


def test_a_file_that_is_neither_signed_nor_there() -> None:
    assert "hash_dg2" not in outcomes({}, {File.DG2: "absent"})
    assert outcomes({}, {File.DG2: "malformed"})["hash_dg2"] == (Outcome.FAILED, "malformed")


def test_a_hash_function_that_is_not_known_is_left_open() -> None:
    known = sod()
    strange = Sod("1.2.3.4", known.hashes, known.versions, known.signed)
    (check,) = (one for one in check_hashes(strange, {File.DG1: b"one"}, {}) if one.name == "hash_dg1")
    assert (check.outcome, check.why) == (Outcome.NOT_CHECKED, "unsupported")
