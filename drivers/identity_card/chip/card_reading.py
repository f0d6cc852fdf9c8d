"""The order of a whole reading: open, the wanted fields, what is signed, the proofs, the portrait last."""

import os
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeVar

from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.authentication.checks import Check, Outcome
from drivers.identity_card.chip.authentication.contents import check_access, check_contents, check_number
from drivers.identity_card.chip.authentication.hashes import check_hashes
from drivers.identity_card.chip.authentication.originality import Keys, Ways, prove_original
from drivers.identity_card.chip.authentication.passive import authenticate_passively, read_sod
from drivers.identity_card.chip.authentication.proofs import Proof
from drivers.identity_card.chip.authentication.signers import Moments
from drivers.identity_card.chip.authentication.verdict import Level, Verdict, judge
from drivers.identity_card.chip.card import Card
from drivers.identity_card.chip.card_read import CardRead, Part, Progress, Step
from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.errors import Absent, CardError, Cause, Refused
from drivers.identity_card.chip.files.dg1 import parse_dg1
from drivers.identity_card.chip.files.dg2 import parse_dg2
from drivers.identity_card.chip.files.dg13 import PersonalData, parse_dg13
from drivers.identity_card.chip.files.pictures import Portrait
from drivers.identity_card.chip.files.sod import Sod
from drivers.identity_card.chip.session import AccessKey, Chip, open_chip
from drivers.identity_card.chip.timed_card import TimedCard
from drivers.identity_card.mrz import Td1

__all__ = ["CardRead", "Part", "Progress", "Step", "read_card"]

Random = Callable[[int], bytes]
Value = TypeVar("Value")


def read_card(
    card: Card,
    keys: Sequence[AccessKey],
    wanted: frozenset[Part],
    anchors: Anchors,
    at: datetime,
    progress: Progress | None = None,
    random: Random = os.urandom,
    clock: Callable[[], float] = time.perf_counter,
) -> CardRead:
    """Read what is `wanted` of the card and judge it at the moment `at` (with a time zone).

    Raises `CardError` when it cannot be opened or is taken away; a card that is not as it should be has a
    verdict that says so.
    """
    begun = clock()
    timed = TimedCard(card, clock)
    tell = progress or _tell_nobody
    tell(Step.OPENING, 0.0)
    reading = _Reading(timed, open_chip(timed, keys, random), tell)
    reading.read_person(wanted)
    verdict = reading.judge(anchors, at, wanted, random)
    tell(Step.DONE, 1.0)
    return CardRead(
        verdict,
        reading.mrz,
        reading.person,
        reading.portrait,
        reading.raw,
        reading.chip.access,
        reading.chip.apdus,
        timed.waited_s,
        clock() - begun,
    )


class _Reading:
    """One card while it is read."""

    def __init__(self, card: TimedCard, chip: Chip, tell: Progress) -> None:
        self.chip = chip
        self.raw: dict[ElementaryFile, bytes] = {}
        self.mrz: Td1 | None = None
        self.person: PersonalData | None = None
        self.portrait: Portrait | None = None
        self._missing: dict[ElementaryFile, str] = {}
        self._card = card
        self._tell = tell

    def read_person(self, wanted: frozenset[Part]) -> None:
        """The fields, first of all."""
        self._tell(Step.PERSON, 0.0)
        if Part.PERSON in wanted:
            self.person = _parsed(parse_dg13, self._read(ElementaryFile.DG13))
            self._tell(Step.PERSON, 0.5)
        if Part.MRZ in wanted:
            self.mrz = _parsed(parse_dg1, self._read(ElementaryFile.DG1))

    def judge(self, anchors: Anchors, at: datetime, wanted: frozenset[Part], random: Random) -> Verdict:
        """What is signed, whether the chip is the original; then the portrait, if all is well so far."""
        self._tell(Step.CHECKING, 0.0)
        sod, found = read_sod(self._read(ElementaryFile.SOD), self._missing.get(ElementaryFile.SOD, ""))
        if sod is None:
            return judge((found,), {})
        access, proofs = self.chip.access, self._prove(sod, random)
        passive = authenticate_passively(sod, anchors, Moments(at, _issued(self.person)))
        checks = [
            found,
            *passive.checks,
            *(proof.check for proof in proofs),
            check_access(access.card_access, access.card_access_from, self.raw.get(ElementaryFile.DG14)),
            check_contents(sod, self.raw.get(ElementaryFile.COM), self._missing.get(ElementaryFile.COM, "")),
            check_number(self.mrz, self.person),
        ]
        if Part.PORTRAIT in wanted and _goes_on(judge((*checks, *self._hashes(sod)), {}).level):
            self._read_portrait()
        evidence = dict(passive.evidence)
        for proof in proofs:
            evidence.update(proof.evidence)
        return judge((*checks, *self._hashes(sod)), evidence)

    def _prove(self, sod: Sod, random: Random) -> tuple[Proof, ...]:
        """EF.COM is what a chip is asked for under the new keys; a chip that has none is asked as well."""
        for file in (ElementaryFile.DG14, ElementaryFile.DG15):
            if file.group in sod.hashes:
                self._read(file)
        self._tell(Step.CHECKING, 0.5)
        keys = Keys(frozenset(sod.hashes), self.raw, {check.name: check for check in self._hashes(sod)})
        ways = Ways(self._card.max_response, lambda: self._read(ElementaryFile.COM), random)
        proofs = prove_original(self.chip, keys, ways)
        if all(proof.check.outcome is not Outcome.FAILED for proof in proofs) and not self._knows_contents:
            self._read(ElementaryFile.COM)
        return proofs

    @property
    def _knows_contents(self) -> bool:
        return ElementaryFile.COM in self.raw or ElementaryFile.COM in self._missing

    def _hashes(self, sod: Sod) -> tuple[Check, ...]:
        return tuple(check_hashes(sod, self.raw, self._missing))

    def _read_portrait(self) -> None:
        self._tell(Step.PORTRAIT, 0.0)
        raw = self._read(ElementaryFile.DG2, lambda done, total: self._tell(Step.PORTRAIT, done / total))
        self.portrait = _parsed(parse_dg2, raw)

    def _read(self, file: ElementaryFile, progress: Callable[[int, int], None] | None = None) -> bytes | None:
        """The raw file; None for one that the card does not give, `_missing` says why."""
        try:
            self.raw[file] = self.chip.read(file, progress)
        except CardError as error:
            self._missing[file] = _why(error)
        return self.raw.get(file)


def _why(error: CardError) -> str:
    """Why a file is not there; an error that is not about the file is raised again."""
    if isinstance(error, Absent):
        return "absent"
    if isinstance(error, Refused):
        return "refused"
    if error.cause is Cause.BAD_DATA:
        return "malformed"
    raise error


def _parsed(parse: Callable[[bytes], Value], raw: bytes | None) -> Value | None:
    """What a file says, if it can be understood: other states have other contents."""
    if raw is None:
        return None
    try:
        return parse(raw)
    except CardError:
        return None


def _issued(person: PersonalData | None) -> date | None:
    """The day of issue as DG13 has it, dd/mm/yyyy."""
    if person is None or person.issue_date is None:
        return None
    try:
        return datetime.strptime(person.issue_date, "%d/%m/%Y").date()
    except ValueError:
        return None


def _goes_on(level: Level) -> bool:
    """Nothing more is read of a card that has contradicted itself."""
    return level not in (Level.ALTERED, Level.COPIED)


def _tell_nobody(step: Step, done: float) -> None:
    del step, done
