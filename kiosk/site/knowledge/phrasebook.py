"""Every phrase of a language, with what it means and where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dialogs.templates import TemplateError, parse
from dialogs.words import clean
from kiosk.config.document import Document, KeyPath
from kiosk.site.knowledge.reading import Sheets

_PLAIN = re.compile(r"[^\[\](){}|<>]*[^\W_][^\[\](){}|<>]*")


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


def all_said(sheets: Sheets, language: str) -> list[Said]:
    """Every wording of every phrase, each once a phrase; phrases that cannot be read are left out."""
    return [
        Said(place, wording)
        for place, phrase in phrases_of(sheets, language)
        for wording in _wordings(phrase)
    ]


def is_plain(phrase: str) -> bool:
    """Whether `phrase` is only words, without the signs of the notation."""
    return _PLAIN.fullmatch(phrase) is not None


def cleaned(wording: str) -> str:
    """`wording` in cleaned words, slots as they are."""
    if "{" not in wording:
        return clean(wording)
    return " ".join(word if word.startswith("{") else clean(word) for word in wording.split())


def _wordings(phrase: str) -> tuple[str, ...]:
    if is_plain(phrase):
        return (clean(phrase),)
    try:
        return tuple(dict.fromkeys(map(cleaned, parse(phrase).expansions())))
    except TemplateError:
        return ()


def phrases_of(sheets: Sheets, language: str) -> Iterator[tuple[Place, str]]:
    """Every phrase of `language`."""
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
