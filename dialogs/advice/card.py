"""A procedure as a card to read: sections with titles, what is not known, the source and its day."""

from dataclasses import dataclass
from datetime import date

from dialogs.advice.days import day_in_words
from dialogs.advice.saying import UNSURE
from dialogs.advice.standing import State, in_language, newest_source, standing
from dialogs.interfaces import Responses
from dialogs.procedures import Fact, Procedure, Source

ALWAYS_SHOWN = ("documents", "fee", "time_limit", "online", "where")  # known or not
ONLY_IF_KNOWN = ("rules",)


@dataclass(frozen=True, slots=True)
class CardLine:
    """One statement, verbatim from the data; `note` tells until when it holds, "" for open."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a procedure; without lines `note` tells why: not known, expired, not yet valid."""

    key: str  # documents, fee, time_limit, online, where, rules, legal_basis
    title: str
    state: State
    lines: tuple[CardLine, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A procedure as of one day; `warning` is there where the facts are not sure."""

    procedure: str  # id
    title: str
    field: str
    service: str
    code: str
    sections: tuple[Section, ...]
    source: str
    checked_on: str = ""
    warning: str = ""

    def section(self, key: str) -> Section | None:
        """The section `key`, if the card has it."""
        return next((section for section in self.sections if section.key == key), None)


class Drawer:
    """Makes cards in one language, as of one day."""

    def __init__(self, responses: Responses, language: str, day: date) -> None:
        self._responses = responses
        self._language = language
        self._day = day

    def card(self, procedure: Procedure) -> Card:
        """The card of `procedure`."""
        sections = [self._section(procedure, part) for part in (*ALWAYS_SHOWN, *ONLY_IF_KNOWN)]
        shown = [section for section in sections if section.key in ALWAYS_SHOWN or section.lines]
        if procedure.legal_basis:
            lines = tuple(CardLine(named) for named in procedure.legal_basis)
            shown.append(Section("legal_basis", self._text("card_legal_basis"), "known", lines))
        checked = procedure.checked_on
        return Card(
            procedure=procedure.id,
            title=in_language(procedure.name, self._language),
            field=procedure.field,
            service=procedure.service,
            code=procedure.code,
            sections=tuple(shown),
            source=self._source(newest_source(procedure)),
            checked_on=self._text("card_checked_on", date=self._date(checked)) if checked else "",
            warning=self._text("card_low_confidence") if procedure.confidence in UNSURE else "",
        )

    def _section(self, procedure: Procedure, part: str) -> Section:
        found = standing(procedure, part, self._day)
        title = self._text(f"card_{part}")
        if found.state == "known":
            return Section(part, title, "known", tuple(map(self._line, found.facts)))
        if found.state == "not_yet_valid" and found.begins:
            note = self._text("card_not_yet_valid", date=self._date(found.begins))
        else:
            note = self._text("card_expired" if found.state == "expired" else "card_unknown")
        return Section(part, title, found.state, note=note)

    def _line(self, fact: Fact) -> CardLine:
        until = self._text("card_valid_to", date=self._date(fact.valid_to)) if fact.valid_to else ""
        return CardLine(in_language(fact.text, self._language), until)

    def _source(self, source: Source | None) -> str:
        if source is None:
            return self._text("card_unknown")
        name = in_language(source.name, self._language)
        if source.dated is None:
            return self._text("advice_source_undated", source=name)
        return self._text("advice_source", source=name, date=self._date(source.dated))

    def _date(self, day: date) -> str:
        return day_in_words(day, self._language)

    def _text(self, key: str, **slots: object) -> str:
        return self._responses.text(self._language, key, **slots)
