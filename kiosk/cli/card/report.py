"""A card that was read, for a person (masked) and for a program (as it is)."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from drivers.identity_card.chip.authentication.checks import HASH, Check, Outcome
from drivers.identity_card.chip.authentication.verdict import Level
from drivers.identity_card.chip.card_reading import CardRead
from drivers.identity_card.chip.errors import CardError
from drivers.identity_card.chip.files.dg13 import PersonalData
from drivers.identity_card.number import masked
from kiosk.card.masking import name as masked_name
from kiosk.card.masking import year
from kiosk.cli.card.words import CHECKS, LEVELS, WHYS, cause_words

_MARKS = {Outcome.PASSED: "holds", Outcome.FAILED: "FAILS", Outcome.NOT_CHECKED: "not checked"}
_WIDTH = 44
OF_FAITH_AND_FAMILY = ("ethnicity", "religion", "marks", "father", "mother", "spouse")  # only if asked for


def as_text(read: CardRead, trusted: int) -> str:
    """How it was opened, what was read (masked), every check, and what the verdict means."""
    checks = read.verdict.checks
    lines = [*_facts(read, trusted), "", *(_check_line(check) for check in checks)]
    return "\n".join((*lines, "", f"verdict: {read.verdict.level}", LEVELS[read.verdict.level]))


def as_object(read: CardRead, trusted: int, all_fields: bool = False) -> dict[str, Any]:
    """Everything but the raw files; personal data as the card has it, faith and family with `all_fields`."""
    verdict, access = read.verdict, read.access
    return {
        "level": str(verdict.level),
        "cause": None,
        "problem": None,
        "checks": [asdict(check) for check in verdict.checks],
        "evidence": dict(verdict.evidence),
        "mrz": _plain(asdict(read.mrz)) if read.mrz else None,
        "person": _fields(read.person, all_fields) if read.person else None,
        "portrait": _portrait(read),
        "access": {
            "protocol": access.protocol,
            "password": access.password,
            "suite": access.suite.name.lower(),
            "curve": access.curve,
            "card_access": access.card_access.hex(),
        },
        "anchors": trusted,
        "commands": read.apdus,
        "transport_ms": round(1000 * read.transport_s, 1),
        "total_ms": round(1000 * read.total_s, 1),
    }


def unreadable_object(error: CardError) -> dict[str, Any]:
    """A card that could not be read."""
    return {
        "level": str(Level.UNREADABLE),
        "cause": str(error.cause),
        "problem": f"{cause_words(error.cause)} [{error}]",
        "checks": [],
    }


def _facts(read: CardRead, trusted: int) -> Iterator[str]:
    access = read.access
    suite = f"{access.suite.name} {access.curve}".strip()
    yield f"opened:  {access.protocol.upper()} with the {access.password.upper()}, {suite}"
    yield (
        f"took:    {read.total_s:.2f} s, {read.transport_s:.2f} s of it waiting for the card; "
        f"{read.apdus} commands"
    )
    yield f"trusted: {trusted} certificates"
    yield f"read:    {_person(read)}"
    if read.portrait is not None:
        picture = read.portrait
        yield f"picture: {picture.kind}, {picture.width} x {picture.height}, {len(picture.image)} bytes"


def _person(read: CardRead) -> str:
    """Enough to see which card it was."""
    if read.person is not None:
        person = read.person
        number, name, birth = person.number or "", person.name or "", person.birth_date or ""
        return f"number {masked(number)}, name {masked_name(name)}, born {year(birth)}"
    if read.mrz is not None:
        mrz = read.mrz
        born = str(mrz.birth_date.year) if mrz.birth_date else mrz.birth[:2]
        number = masked(mrz.number or mrz.document_number)
        return f"number {number}, name {masked_name(f'{mrz.surname} {mrz.given}')}, born {born}"
    return "no personal data that can be understood"


def _check_line(check: Check) -> str:
    """`signature ....... FAILS: it does not match [technical detail]`."""
    label = CHECKS.get(check.name) or f"hash of DG{check.name.removeprefix(HASH)}"
    why = WHYS.get(check.why, check.why)
    detail = f" [{check.detail}]" if check.detail else ""
    said = f"{_MARKS[check.outcome]}{f': {why}' if why else ''}{detail}"
    return f"  {label.ljust(_WIDTH, '.')} {said}"


def _portrait(read: CardRead) -> dict[str, Any] | None:
    if read.portrait is None:
        return None
    picture = read.portrait
    return {
        "kind": picture.kind,
        "width": picture.width,
        "height": picture.height,
        "bytes": len(picture.image),
    }


def _fields(person: PersonalData, all_fields: bool) -> dict[str, Any]:
    left_out = () if all_fields else OF_FAITH_AND_FAMILY
    return {name: value for name, value in _plain(asdict(person)).items() if name not in left_out}


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """For JSON: days as text, unknown fields in hexadecimal."""
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case bytes():
            return value.hex()
        case tuple():
            return [_plain_value(one) for one in value]
        case dict():
            return {str(key): _plain_value(one) for key, one in value.items()}
    return value
