"""The robot's texts from `dialogs/<language>/responses/*.yaml`, held against those the program knows."""

from dataclasses import dataclass, field
from pathlib import Path

from dialogs.responses import BadTemplate, TextBook, slots_of
from kiosk.config.base import LANGUAGES
from kiosk.config.document import Data, Document
from kiosk.config.loading import read_document
from kiosk.config.problems import ConfigErrors, Problem, did_you_mean, listed, quoted
from kiosk.site.places import SHIPPED

REFERENCE_LANGUAGE = "vi"
OWN_TEXTS = "flows.yaml"  # here a site may add texts, for flows of its own


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
        reference = _with_own(_read_language(SHIPPED, REFERENCE_LANGUAGE), reference)
    problems = [problem for texts in by_language.values() for problem in texts.problems]
    for texts in by_language.values():
        if texts is not reference and not texts.problems:
            problems += _differences(texts, reference)
    book = {
        language: {key: entry.template for key, entry in texts.entries.items()}
        for language, texts in by_language.items()
    }
    return TextBook(book), problems


def _with_own(reference: Texts, site: Texts) -> Texts:
    """`reference` and the site's own texts for its own flows."""
    own = {key: entry for key, entry in site.entries.items() if entry.document.file.name == OWN_TEXTS}
    reference.entries = {**own, **reference.entries}
    return reference


def _read_language(folder: Path, language: str) -> Texts:
    texts = Texts(folder / "dialogs" / language / "responses")
    files = sorted(texts.folder.glob("*.yaml"))
    if not files:
        texts.problems.append(
            Problem(texts.folder, 1, 1, "missing-file", "there is no YAML file with texts in this folder")
        )
    for file in files:
        try:
            _read_file(read_document(file), texts)
        except ConfigErrors as error:
            texts.problems += error.problems
    return texts


def _read_file(document: Document, texts: Texts) -> None:
    if document.data is None:
        texts.problems.append(document.problem((), "empty-file", "the file is empty or has only comments"))
        return
    if not isinstance(document.data, dict):
        texts.problems.append(document.problem((), "wrong-type", "must be lines of `key: text`"))
        return
    for key, value in document.data.items():
        entry = _entry(document, key, value, texts)
        if entry is not None:
            texts.entries[key] = entry


def _entry(document: Document, key: str, value: Data, texts: Texts) -> Entry | None:
    """The text of `key`, or a problem in `texts`."""
    if key in texts.entries:
        first = texts.entries[key].document.problem((key,), "duplicate-text", "", at_key=True)
        message = (
            f"{quoted(key)} has a text already, in {first.file.name} line {first.line} (keep one of them)"
        )
        texts.problems.append(document.problem((key,), "duplicate-text", message, at_key=True))
        return None
    if not isinstance(value, str) or not value.strip():
        texts.problems.append(document.problem((key,), "wrong-type", f"{quoted(key)} must have one text"))
        return None
    try:
        return Entry(document, value, slots_of(value))
    except BadTemplate as error:
        texts.problems.append(document.problem((key,), "bad-template", f"in {quoted(key)}: {error}"))
        return None


def _differences(texts: Texts, reference: Texts) -> list[Problem]:
    """What `texts` lacks or has too much, against `reference`."""
    problems = []
    for key, wanted in reference.entries.items():
        if key not in texts.entries:
            file = texts.folder / wanted.document.file.name
            message = f'`{key}` is missing in this file (add it, for example `{key}: "{wanted.template}"`)'
            problems.append(Problem(file, 1, 1, "missing-translation", message))
    for key, entry in texts.entries.items():
        known = reference.entries.get(key)
        if known is None:
            message = f"unknown text {quoted(key)} ({did_you_mean_one_of(key, reference)})"
            problems.append(entry.document.problem((key,), "unknown-text", message, at_key=True))
        elif entry.slots != known.slots:
            problems.append(_slot_problem(key, entry, known.slots))
    return problems


def did_you_mean_one_of(key: str, reference: Texts) -> str:
    """A near key, or that there is none."""
    near = did_you_mean(key, reference.entries)
    return near if near.startswith("did") else "no text of the program is called so"


def _slot_problem(key: str, entry: Entry, known: frozenset[str]) -> Problem:
    unknown, missing = sorted(entry.slots - known), sorted(known - entry.slots)
    if unknown:
        possible = listed(f"{{{name}}}" for name in sorted(known)) or "none"
        message = f"`{key}` has no slot `{{{unknown[0]}}}` (its slots are: {possible})"
        return entry.document.problem((key,), "unknown-slot", message)
    message = f"`{key}` must contain {listed(f'{{{name}}}' for name in missing)}"
    return entry.document.problem((key,), "missing-slot", message)
