"""Whether the chip is the one whose keys were signed, or a copy of its files (ICAO 9303-11, 6)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from drivers.identity_card.chip.authentication.active_authentication import authenticate_actively
from drivers.identity_card.chip.authentication.checks import (
    HASH,
    Check,
    Name,
    Outcome,
    failed,
    not_checked,
    passed,
)
from drivers.identity_card.chip.authentication.chip_authentication import authenticate_chip
from drivers.identity_card.chip.authentication.proofs import NOT_OFFERED, Proof
from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.errors import CardError
from drivers.identity_card.chip.files.dg14 import SecurityInfos, parse_dg14
from drivers.identity_card.chip.session import Chip

KEY_MISSING, KEY_ALTERED = "key_missing", "key_altered"
_KEY_OF = {
    Name.CHIP_AUTHENTICATION: ElementaryFile.DG14,
    Name.ACTIVE_AUTHENTICATION: ElementaryFile.DG15,
}


@dataclass(frozen=True, slots=True)
class Keys:
    """What was signed about the keys and what was read: `raw` holds DG14 and DG15 where they were there."""

    listed: frozenset[int]  # groups with a hash in the SOD
    raw: Mapping[ElementaryFile, bytes]
    hashes: Mapping[str, Check]  # of the groups that were read


@dataclass(frozen=True, slots=True)
class Ways:
    """How to ask: `largest` data bytes of one answer, `confirm` sends a command, `random` gives bytes."""

    largest: int
    confirm: Callable[[], object]
    random: Callable[[int], bytes]


def prove_original(chip: Chip, keys: Keys, ways: Ways) -> tuple[Proof, ...]:
    """Both proofs and what they come to; active first, for a failed chip authentication ends the session.

    Raises `CardError` when card or reader are gone.
    """
    active = _unusable(keys, Name.ACTIVE_AUTHENTICATION) or authenticate_actively(
        chip, keys.raw[ElementaryFile.DG15], _infos(keys), ways.largest, ways.random
    )
    agreed = _unusable(keys, Name.CHIP_AUTHENTICATION) or _agreed(chip, keys, ways)
    return active, agreed, Proof(check_original(active.check, agreed.check))


def check_original(*checks: Check) -> Check:
    """One proof is enough; one that fails is enough too."""
    outcomes = {check.outcome for check in checks}
    if Outcome.FAILED in outcomes:
        return failed(Name.ORIGINAL, "copied")
    if Outcome.PASSED in outcomes:
        return passed(Name.ORIGINAL)
    is_offered = any(check.why != NOT_OFFERED for check in checks)
    return not_checked(Name.ORIGINAL, "not_possible" if is_offered else NOT_OFFERED)


def _agreed(chip: Chip, keys: Keys, ways: Ways) -> Proof:
    try:
        infos = parse_dg14(keys.raw[ElementaryFile.DG14])
    except CardError as error:
        return Proof(failed(Name.CHIP_AUTHENTICATION, "malformed", str(error)))
    return authenticate_chip(chip, infos, ways.confirm, ways.random)


def _unusable(keys: Keys, name: Name) -> Proof | None:
    """Why there is nothing to ask for: no key was signed, or it is not there, or it is not the signed one."""
    file = _KEY_OF[name]
    if file.group not in keys.listed:
        return Proof(not_checked(name, NOT_OFFERED))
    if file not in keys.raw:
        return Proof(failed(name, KEY_MISSING, f"{file.name} is signed and cannot be read"))
    check = keys.hashes.get(f"{HASH}{file.group}")
    if check is None or check.outcome is not Outcome.PASSED:
        return Proof(not_checked(name, KEY_ALTERED, f"{file.name} is not the signed one"))
    return None


def _infos(keys: Keys) -> SecurityInfos:
    """For active authentication; a DG14 that is not the signed one is not asked."""
    if _unusable(keys, Name.CHIP_AUTHENTICATION):
        return SecurityInfos()
    try:
        return parse_dg14(keys.raw[ElementaryFile.DG14])
    except CardError:
        return SecurityInfos()
