"""The robot's texts from `dialogs/<language>/responses/*.yaml`, held against those the program knows."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from dialogs.responses import BadTemplate, TextBook, slots_of
from kiosk.config.base import Language
from kiosk.config.document import Data, Document
from kiosk.config.loading import read_document
from kiosk.config.problems import ConfigErrors, Problem, did_you_mean, listed, quoted
from kiosk.site.places import SHIPPED

LANGUAGES: tuple[str, ...] = get_args(Language)
REFERENCE_LANGUAGE = "vi"


@dataclass(frozen=True, slots=True)
class Entry:
    """One text, and where it stands."""

    document: Document
    template: str
    slots: frozenset[str]


@dataclass(slots=True)
class Texts:
    """The texts of one language, and what is wrong with them."""

    folder: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_texts(folder: Path) -> tuple[TextBook, list[Problem]]:
    """The texts of every language below `folder`, and everything wrong with them."""
    by_language = {language: _read_language(folder, language) for language in LANGUAGES}
    reference = by_language[REFERENCE_LANGUAGE]
    if folder.resolve() != SHIPPED:
        reference = _read_language(SHIPPED, REFERENCE_LANGUAGE)
    problems = [problem for texts in by_language.values() for problem in texts.problems]
    for texts in by_language.values():
        if texts is not reference and not texts.problems:
            problems += _differences(texts, reference)
    book = {
        language: {key: entry.template for key, entry in texts.entries.items()}
        for language, texts in by_language.items()
    }
    return TextBook(book), problems


def _read_language(folder: Path, language: str) -> Texts:
    texts = Texts(folder / "dialogs" / language / "responses")
    files = sorted(texts.folder.glob("*.yaml"))
    if not files:
        texts.problems.append(Problem(texts.folder, 1, 1, "there is no YAML file with texts in this folder"))
    for file in files:
        try:
            _read_file(read_document(file), texts)
        except ConfigErrors as error:
            texts.problems += error.problems
    return texts


def _read_file(document: Document, texts: Texts) -> None:
    if not isinstance(document.data, dict):
        texts.problems.append(document.problem((), "must be lines of `key: text`"))
        return
    for key, value in document.data.items():
        entry = _entry(document, key, value, texts)
        if entry is not None:
            texts.entries[key] = entry


def _entry(document: Document, key: str, value: Data, texts: Texts) -> Entry | None:
    """The text of `key`, or a problem in `texts`."""
    if key in texts.entries:
        first = texts.entries[key].document.problem((key,), "", at_key=True)
        message = (
            f"{quoted(key)} has a text already, in {first.file.name} line {first.line}; keep one of them"
        )
        texts.problems.append(document.problem((key,), message, at_key=True))
        return None
    if not isinstance(value, str) or not value.strip():
        texts.problems.append(document.problem((key,), f"{quoted(key)} must have one text"))
        return None
    try:
        return Entry(document, value, slots_of(value))
    except BadTemplate as error:
        texts.problems.append(document.problem((key,), f"in {quoted(key)}: {error}"))
        return None


def _differences(texts: Texts, reference: Texts) -> list[Problem]:
    """What `texts` lacks or has too much, against `reference`."""
    problems = []
    for key, wanted in reference.entries.items():
        if key not in texts.entries:
            file = texts.folder / wanted.document.file.name
            message = f'`{key}` is missing in this file; add it, for example `{key}: "{wanted.template}"`'
            problems.append(Problem(file, 1, 1, message))
    for key, entry in texts.entries.items():
        known = reference.entries.get(key)
        if known is None:
            message = f"unknown text {quoted(key)}; {did_you_mean_one_of(key, reference)}"
            problems.append(entry.document.problem((key,), message, at_key=True))
        elif entry.slots != known.slots:
            problems.append(entry.document.problem((key,), _slot_message(key, entry.slots, known.slots)))
    return problems


def did_you_mean_one_of(key: str, reference: Texts) -> str:
    """A near key, or that there is none."""
    near = did_you_mean(key, reference.entries)
    return near if near.startswith("did") else "no text of the program is called so"


def _slot_message(key: str, slots: frozenset[str], known: frozenset[str]) -> str:
    unknown, missing = sorted(slots - known), sorted(known - slots)
    if unknown:
        possible = listed(f"{{{name}}}" for name in sorted(known)) or "none"
        return f"`{key}` has no slot `{{{unknown[0]}}}`; its slots are: {possible}"
    return f"`{key}` must contain {listed(f'{{{name}}}' for name in missing)}"
