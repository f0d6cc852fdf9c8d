"""What people say: every meaning has phrases, every phrase a meaning and brackets that fit."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from dialogs.templates.model import MOST_EXPANSIONS
from dialogs.understood import COMMANDS, TOPICS
from kiosk.config.codes import Code
from kiosk.config.dialog_schema import PhraseFile
from kiosk.config.problems import Problem, did_you_mean, listed, quoted
from kiosk.site.knowledge.checks.ids import unknown_id
from kiosk.site.knowledge.phrasebook import Phrase
from kiosk.site.knowledge.reading import LanguageSheets, Sheet, Sheets

MOST_WORDINGS = 500  # more than its author can have thought of
DERIVED_SLOTS = ("number", "counter", "date")  # found by themselves (dialogs.slots)


def sentence_problems(sheets: Sheets, phrases: Mapping[str, Sequence[Phrase]]) -> Iterator[Problem]:
    """Everything wrong with the sentences of every language, of which `phrases` were read."""
    for language, files in sheets.languages.items():
        yield from _fixed(files.commands, "command", COMMANDS, "unknown-intent")
        yield from _fixed(files.topics, "topic", TOPICS, "unknown-topic")
        if sheets.all_fields_read:
            yield from _procedures(sheets, files)
        slots = {*DERIVED_SLOTS, *(files.slots.values.root if files.slots else ())}
        for phrase in phrases[language]:
            yield from _template(phrase, slots)


def too_many_wordings(phrases: Iterable[Phrase]) -> Iterator[Problem]:
    """Phrases with far more wordings than the understanding knows word for word, as warnings."""
    for phrase in phrases:
        if phrase.template and phrase.template.count > MOST_WORDINGS:
            message = (
                f"{quoted(phrase.text)} can be said in {phrase.template.count} ways, and {MOST_EXPANSIONS} "
                "of them are known word for word (make several phrases of it)"
            )
            yield phrase.problem("too-many-wordings", message, severity="warning")


def service_wording_problems(sheets: Sheets, services: Collection[str]) -> Iterator[Problem]:
    """Wordings of the slot `service` that stand for none of `services`."""
    for files in sheets.languages.values():
        if files.slots:
            for wording, value in files.slots.values.root.get("service", {}).items():
                if value not in services:
                    yield unknown_id(files.slots.document, ("service", wording), "service", value, services)


def _fixed(
    sheet: Sheet[PhraseFile] | None, what: str, known: Collection[str], code: Code
) -> Iterator[Problem]:
    """Names that are none of `known`, and those of `known` that have no phrases."""
    if sheet is None:
        return
    for name in sheet.values.root:
        if name not in known:
            message = f"there is no {what} {quoted(name)} ({did_you_mean(name, known)})"
            yield sheet.document.problem((name,), code, message, at_key=True)
    missing = [name for name in known if name not in sheet.values.root]
    if missing:
        message = f'no phrases for {listed(missing)} (add a line like `{missing[0]}: ["…"]`)'
        yield sheet.document.problem((), "missing-phrases", message)


def _procedures(sheets: Sheets, files: LanguageSheets) -> Iterator[Problem]:
    known = {entry.id: sheet for sheet in sheets.fields for entry in sheet.values.procedures}
    said: dict[str, Sheet[PhraseFile]] = {}
    for sheet in files.procedures:
        for name in sheet.values.root:
            if name not in known:
                yield unknown_id(sheet.document, (name,), "procedure", name, known, at_key=True)
            elif name in said:
                other = said[name].document.file.name
                message = f"{quoted(name)} has phrases already, in {other} (put them together)"
                yield sheet.document.problem((name,), "duplicate-id", message, at_key=True)
            said[name] = sheet
    if files.procedures_broken:
        return
    for name, field in known.items():
        if name not in said:
            yield _without_phrases(files, name, field.document.file.name)


def _without_phrases(files: LanguageSheets, name: str, file_name: str) -> Problem:
    message = f'no phrases for the procedure {quoted(name)} (add a line like `"{name}": ["…"]`)'
    for sheet in files.procedures:
        if sheet.document.file.name == file_name:
            return sheet.document.problem((), "missing-phrases", message)
    return Problem(files.folder / "sentences" / "procedures", 1, 1, "missing-phrases", message)


def _template(phrase: Phrase, slots: Collection[str]) -> Iterator[Problem]:
    if phrase.error:
        yield phrase.problem("bad-template", f"in {quoted(phrase.text)}: {phrase.error.message}")
    if phrase.template:
        for slot in sorted(phrase.template.slots.difference(slots)):
            message = f"there is no slot {quoted('{' + slot + '}')} ({did_you_mean(slot, slots)})"
            yield phrase.problem("unknown-slot", message)
