"""Every phrase of a language, with what it means and where it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dialogs.templates import Template, TemplateError
from dialogs.wordings import is_plain, template_of, written_out
from dialogs.words import clean
from kiosk.config.codes import Code, Severity
from kiosk.config.document import Document, KeyPath
from kiosk.config.problems import Problem
from kiosk.site.knowledge.reading import Sheets


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase stands; `meaning` is for people: `the command take_number`."""

    meaning: str
    document: Document
    path: KeyPath
    is_near: bool = False  # of a near group

    @property
    def line(self) -> int:
        """Its line, from 1."""
        return self.document.value_marks[self.path].line


@dataclass(frozen=True, slots=True)
class Said:
    """One wording of a phrase, in cleaned words; slots stay `{as they are}`."""

    place: Place
    wording: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that was read once: its `template`, none of plain words, or the `error` in it."""

    place: Place
    text: str
    template: Template | None = None
    error: TemplateError | None = None

    def wordings(self) -> tuple[str, ...]:
        """Its wordings in cleaned words, slots as they are; none where it has an error."""
        if self.template is not None:
            return written_out(self.text, self.template)
        return () if self.error else (clean(self.text),)

    def problem(self, code: Code, message: str, *, severity: Severity = "error") -> Problem:
        """A problem where it stands."""
        return self.place.document.problem(self.place.path, code, message, severity=severity)


def all_said(phrases: Iterable[Phrase]) -> list[Said]:
    """Every wording of every phrase, each once a phrase; phrases that cannot be read are left out."""
    return [Said(phrase.place, wording) for phrase in phrases for wording in phrase.wordings()]


def phrases_of(sheets: Sheets, language: str) -> list[Phrase]:
    """Every phrase of `language`, read."""
    return [_read(place, text) for place, text in _all_placed(sheets, language)]


def _read(place: Place, text: str) -> Phrase:
    if is_plain(text):
        return Phrase(place, text)
    try:
        return Phrase(place, text, template_of(text))
    except TemplateError as error:
        return Phrase(place, text, error=error)


def _all_placed(sheets: Sheets, language: str) -> Iterator[tuple[Place, str]]:
    files = sheets.languages[language]
    for sheet in files.procedures:
        for name, phrases in sheet.values.root.items():
            yield from _placed(f"the procedure {name}", sheet.document, (name,), phrases)
    for what, fixed in (("command", files.commands), ("topic", files.topics)):
        for name, phrases in fixed.values.root.items() if fixed else ():
            if fixed:
                yield from _placed(f"the {what} {name}", fixed.document, (name,), phrases)
    for field in sheets.fields:
        for group, near in enumerate(field.values.near):
            phrases = near.phrases.get(language, [])  # type: ignore[call-overload]
            path = ("near", group, "phrases", language)
            for number, phrase in enumerate(phrases):
                meaning = f"the near group of {near.ids[0]}"
                yield Place(meaning, field.document, (*path, number), is_near=True), phrase
    if files.out_of_scope:
        sentences = files.out_of_scope.values.sentences
        yield from _placed("out of scope", files.out_of_scope.document, ("sentences",), sentences)


def _placed(
    meaning: str, document: Document, path: KeyPath, phrases: list[str]
) -> Iterator[tuple[Place, str]]:
    for number, phrase in enumerate(phrases):
        yield Place(meaning, document, (*path, number)), phrase
