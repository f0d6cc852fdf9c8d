"""The one card of a visit (state_machines.card_interfaces.CardInHand): its code, its chip, what is kept.

Responsible for: keys from a code or a number, dropping what nobody has a purpose for, the verdict in the
words of the screen. Not responsible for: when to read, and what the citizen is told meanwhile.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from drivers.identity_card.chip.authentication.checks import Check
from drivers.identity_card.chip.authentication.verdict import Level, Verdict, unreadable, unverified
from drivers.identity_card.chip.card_read import CardRead, Part, Step
from drivers.identity_card.chip.errors import CardError, Cause
from drivers.identity_card.chip.keys import AccessKey, Can
from drivers.identity_card.consistency import Field, compare
from drivers.identity_card.number import BadNumber, is_digits, masked, parse_number
from drivers.identity_card.qr import CitizenQr, NotACard, Problem, parse_qr
from drivers.interfaces import CardReader
from kiosk.card.masking import kept, shown
from kiosk.card.said import of_chip, of_code
from kiosk.config.card_schema import CardSettings
from kiosk.desk.cards import CardLog, CardRecord
from kiosk.desk.store import StoreError
from kiosk.ticket.holders import Holder
from state_machines.card_interfaces import CardFacts, CardRefused, Progress

log = logging.getLogger(__name__)

CAN_DIGITS = 6
NOT_OF_A_CARD = {  # a code of something else; every other problem: it was not read whole
    Problem.LINK: "link",
    Problem.FOREIGN: "foreign",
    Problem.EMPTY: "foreign",
    Problem.TOO_LONG: "foreign",
}
DISBELIEVED = frozenset({Level.ALTERED, Level.COPIED})
OF_THE_PERSON = frozenset({Field.NAME, Field.BIRTH_DATE, Field.GENDER})  # code and chip are made together
UNCONFIRMED, GIVEN_UP = "unconfirmed", "given_up"
SHARES = {  # where a step begins on the bar, and how much of it is its own
    Step.OPENING: (0.0, 0.25),
    Step.PERSON: (0.25, 0.3),
    Step.CHECKING: (0.55, 0.3),
    Step.PORTRAIT: (0.85, 0.15),
    Step.DONE: (1.0, 0.0),
}


@dataclass(slots=True, repr=False)
class _Held:
    """Everything of one card; another one takes its place when it is forgotten."""

    keys: tuple[AccessKey, ...] = ()
    qr: CitizenQr | None = None
    number: str = ""  # the whole one, from the code or typed
    said: Mapping[str, str] = field(default_factory=dict)
    verdict: Verdict | None = None
    differs: tuple[str, ...] = ()


class IdentityCard:
    """Holds one card's values from its code until `forget`."""

    def __init__(self, reader: CardReader | None, settings: CardSettings, cards: CardLog) -> None:
        self._reader = reader
        self._extra: tuple[str, ...] = tuple(settings.extra)
        self._log = cards
        self._held = _Held()

    @property
    def holder(self) -> Holder | None:
        """Whose card was read last; None before, and where it was not believed."""
        name, number = self._held.said.get("name"), self._held.said.get("number")
        return Holder(name, number, masked(number)) if name and number else None

    def take_code(self, text: str) -> None:
        """Open the chip with what the code says."""
        try:
            qr = parse_qr(text)
        except NotACard as error:
            log.info("code refused problem=%s: %s", error.problem, error)
            raise CardRefused(NOT_OF_A_CARD.get(error.problem, "torn_code")) from None
        self._held = _Held((Can(qr.can),), qr, qr.number)

    def take_number(self, digits: str) -> None:
        """Open the chip with the twelve figures, or the last six."""
        typed = "".join(digits.split())
        if len(typed) == CAN_DIGITS and is_digits(typed):
            self._held = _Held((Can(typed),))
            return
        try:
            number = parse_number(typed)
        except BadNumber:
            raise CardRefused("number") from None
        self._held = _Held((Can(number.can),), number=number.text)

    async def read(self, progress: Progress) -> CardFacts:
        """Read, judge, and keep only what has a purpose."""
        if self._reader is None:
            raise CardRefused(Cause.NO_READER)
        held = self._held
        held.said, held.differs = {}, ()

        def told(step: Step, done: float) -> None:
            begin, share = SHARES[step]
            progress(step, begin + share * max(0.0, min(1.0, done)))

        try:
            read = await self._reader.read(held.keys, self._wanted, told)
        except CardError as error:
            log.info("no reading cause=%s: %s", error.cause, error)
            held.verdict = unreadable(error.cause)
            raise CardRefused(error.cause) from None
        return self._judged(held, read)

    def code_alone(self) -> CardFacts:
        """What the code says, believed by nobody."""
        held = self._held
        held.verdict = unverified()
        held.said = {} if held.qr is None else kept(of_code(held.qr), self._extra)
        return CardFacts(Level.UNVERIFIED, shown(held.said, self._extra))

    async def record(self, ending: str, cause: str) -> None:
        """To the audit; a store that fails is told elsewhere, and the visit goes on."""
        held = self._held
        verdict = held.verdict or unreadable(Cause.NO_CARD)
        record = CardRecord(
            level=ending if ending == GIVEN_UP else verdict.level,
            cause=cause,
            number=held.said.get("number", ""),
            checks={check.name: _told(check) for check in verdict.checks},
            evidence=verdict.evidence,
            differs=held.differs,
        )
        held.verdict = None
        try:
            await self._log.add(record)
        except (StoreError, OSError) as error:
            log.error("reading of a card not recorded level=%s: %s", record.level, error)

    def forget(self) -> None:
        """Nothing of the card is left."""
        self._held = _Held()

    @property
    def _wanted(self) -> frozenset[Part]:
        portrait = {Part.PORTRAIT} if "portrait" in self._extra else set[Part]()
        return frozenset({Part.PERSON, Part.MRZ, *portrait})

    def _judged(self, held: _Held, read: CardRead) -> CardFacts:
        level, said = read.verdict.level, of_chip(read)
        held.verdict = read.verdict
        if level is Level.UNREADABLE:
            raise CardRefused(read.verdict.cause or Cause.BAD_DATA)
        if not said.get("number"):
            raise CardRefused(Cause.UNSUPPORTED)
        if held.number not in ("", said["number"]):
            raise CardRefused(Cause.WRONG_KEY)
        found = compare(held.qr, None if read.person else read.mrz, read.person)
        held.differs = tuple(mismatch.field for mismatch in found)
        if level in DISBELIEVED or not OF_THE_PERSON.isdisjoint(held.differs):
            raise CardRefused(UNCONFIRMED)
        held.said = kept(said, self._extra)
        return CardFacts(level, shown(held.said, self._extra))


def _told(check: Check) -> str:
    return f"{check.outcome}: {check.why}" if check.why else check.outcome
