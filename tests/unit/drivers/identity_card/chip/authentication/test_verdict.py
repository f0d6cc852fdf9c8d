"""The verdict, from made-up checks: what is missing counts as not made."""

from itertools import product

import pytest

from drivers.identity_card.chip.authentication.checks import Check, Name, Outcome, failed, not_checked, passed
from drivers.identity_card.chip.authentication.verdict import Level, judge, unreadable, unverified
from drivers.identity_card.chip.errors import Cause

ALL = {str(name): passed(name) for name in Name} | {f"hash_dg{at}": passed(f"hash_dg{at}") for at in (1, 13)}
ORDER = (Level.AUTHENTIC, Level.INTACT_ISSUER_UNKNOWN, Level.UNVERIFIED, Level.COPIED, Level.ALTERED)
OF_THE_CHIP = {Name.CHIP_AUTHENTICATION, Name.ACTIVE_AUTHENTICATION, Name.ORIGINAL}
UNSIGNED = {Name.FORM, Name.ACCESS, Name.CONTENTS}
MAY_BE_OPEN = {*UNSIGNED, Name.NUMBER, Name.CHIP_AUTHENTICATION, Name.ACTIVE_AUTHENTICATION}


def level(*changes: Check, without: str = "") -> Level:
    checks = ALL | {check.name: check for check in changes}
    checks.pop(without, None)
    return judge(checks.values(), {}).level


def test_all_well() -> None:
    assert level() is Level.AUTHENTIC


@pytest.mark.parametrize("name", ALL)
def test_one_failure(name: str) -> None:
    expected = Level.ALTERED
    if name in OF_THE_CHIP:
        expected = Level.COPIED
    elif name in UNSIGNED:
        expected = Level.UNVERIFIED
    assert level(failed(name, "why")) is expected


@pytest.mark.parametrize("name", ALL)
def test_one_that_could_not_be_made(name: str) -> None:
    expected = Level.AUTHENTIC if name in MAY_BE_OPEN else Level.UNVERIFIED
    assert level(not_checked(name, "why")) is expected


@pytest.mark.parametrize("name", ALL)
def test_one_that_is_missing(name: str) -> None:
    is_open = name in MAY_BE_OPEN or name.startswith("hash") or name == Name.CHAIN_DATES
    assert level(without=name) is (Level.AUTHENTIC if is_open else Level.UNVERIFIED)


def test_no_anchor() -> None:
    assert (
        level(not_checked(Name.CHAIN, "no_anchor"), without=Name.CHAIN_DATES) is Level.INTACT_ISSUER_UNKNOWN
    )
    assert level(not_checked(Name.CHAIN, "other_key_of_issuer")) is Level.UNVERIFIED


def test_a_group_that_was_not_asked_for_changes_nothing() -> None:
    assert level(not_checked("hash_dg3", "not_read")) is Level.AUTHENTIC
    assert level(not_checked("hash_dg13", "unsupported")) is Level.UNVERIFIED


def test_a_failure_more_never_makes_it_better() -> None:
    """Every pair of outcomes: adding a failure keeps the level or worsens it."""
    names = [*Name, "hash_dg1"]
    outcomes = (not_checked, failed)
    for one, other in product(names, names):
        for make in outcomes:
            before = level(make(one, "no_anchor"))
            after = level(make(one, "no_anchor"), *([failed(other, "why")] if other != one else []))
            assert ORDER.index(after) >= ORDER.index(before), (one, other)


def test_nothing_at_all_proves_nothing() -> None:
    assert judge((), {}).level is Level.UNVERIFIED
    assert unverified().level is Level.UNVERIFIED


def test_a_card_that_was_not_read_has_its_cause() -> None:
    verdict = unreadable(Cause.PULLED)
    assert (verdict.level, verdict.cause, verdict.checks) == (Level.UNREADABLE, Cause.PULLED, ())


def test_what_was_passed_stays_passed() -> None:
    verdict = judge(ALL.values(), {"signature": "00"})
    assert all(check.outcome is Outcome.PASSED for check in verdict.checks)
    assert verdict.evidence == {"signature": "00"}
