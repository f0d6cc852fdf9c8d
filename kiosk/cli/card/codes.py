"""What each of a number of pictures says: as one line of JSON, or in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drivers.code_scanner.picture.decoder import Decoded, Decoder, Doubt
from drivers.identity_card.number import masked
from drivers.identity_card.qr import CitizenQr, NotACard, parse_qr
from kiosk.cli.card.pictures import NoPicture, grey_picture

TOLD = {
    Doubt.NO_CODE: "no QR code is seen",
    Doubt.UNREADABLE: "a QR code is seen, but too small, blurred or covered to be read",
    Doubt.NOT_UTF8: "the code is read, but it is no UTF-8 text",
    Doubt.SEVERAL: "several codes that say different things",
}


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What one picture gave."""

    file: Path
    found: bool = False
    payload: str | None = None
    card: CitizenQr | None = None
    problem: str | None = None
    ms: float = 0.0


def answers(files: Iterable[Path]) -> Iterator[Answer]:
    """One for each of `files`, in order."""
    decoder = Decoder()
    return (_answer(file, decoder) for file in files)


def _answer(file: Path, decoder: Decoder) -> Answer:
    try:
        decoded = decoder.decode(grey_picture(file))
    except NoPicture as error:
        return Answer(file, problem=f"{error.problem}: {error}")
    if decoded.payload is None:
        return _without_text(file, decoded)
    try:
        card = parse_qr(decoded.payload)
    except NotACard as error:
        return Answer(file, True, decoded.payload, None, f"{error.problem}: {error}", decoded.ms)
    return Answer(file, True, decoded.payload, card, None, decoded.ms)


def _without_text(file: Path, decoded: Decoded) -> Answer:
    is_read = decoded.problem in (Doubt.NOT_UTF8, Doubt.SEVERAL)
    return Answer(file, is_read, problem=f"{decoded.problem}: {TOLD[decoded.problem]}", ms=decoded.ms)


def as_entry(answer: Answer) -> dict[str, Any]:
    """One line for programs."""
    return {
        "file": str(answer.file),
        "found": answer.found,
        "payload": answer.payload,
        "fields": None if answer.card is None else _fields(answer.card),
        "problem": answer.problem,
        "ms": round(answer.ms, 2),
    }


def _fields(card: CitizenQr) -> dict[str, Any]:
    return {
        "number": card.number,
        "old_number": card.old_number,
        "name": card.name,
        "birth_date": card.birth_date.isoformat(),
        "gender": card.gender,
        "address": card.address,
        "issue_date": None if card.issue_date is None else card.issue_date.isoformat(),
        "extra": list(card.extra),
    }


def in_words(answer: Answer) -> str:
    """One line for people, without the whole number."""
    card = answer.card
    if card is None:
        return f"{answer.file}: {answer.problem}"
    told = f"{answer.file}: {masked(card.number)}, {card.name}, born {card.birth_date}, {card.gender}"
    issued = "" if card.issue_date is None else f", issued {card.issue_date}"
    doubts = f" (unusual: {', '.join(card.warnings)})" if card.warnings else ""
    return f"{told}{issued}, card of {card.generation}{doubts} [{answer.ms:.0f} ms]"
