"""The examples: what they name exists, and each is understood as it must be."""

from collections.abc import Collection, Iterator

from dialogs.knowledge import Understands
from dialogs.understood import COMMANDS, TOPICS, Understood
from kiosk.config.codes import Code
from kiosk.config.dialog_schema import ExampleEntry, Examples, Expectation
from kiosk.config.document import KeyPath
from kiosk.config.problems import Problem, did_you_mean, listed, quoted
from kiosk.site.knowledge.checks.ids import unknown_id
from kiosk.site.knowledge.reading import LanguageSheets, Sheet, Sheets

MOST_TOLD = 4  # candidates in a message


def example_ids(sheets: Sheets) -> Iterator[Problem]:
    """Procedures, topics and commands that are named in examples and do not exist."""
    if not sheets.all_fields_read:
        return
    procedures = [entry.id for sheet in sheets.fields for entry in sheet.values.procedures]
    for files in sheets.languages.values():
        for sheet in files.examples:
            for number, entry in enumerate(sheet.values.root):
                yield from _ids(sheet, number, entry, procedures)


def _ids(
    sheet: Sheet[Examples], number: int, entry: ExampleEntry, procedures: Collection[str]
) -> Iterator[Problem]:
    document, expect = sheet.document, entry.expect
    named: list[tuple[KeyPath, str]] = [(("about",), entry.about)]
    named.append((("expect", "procedure"), expect.procedure))
    named += [(("expect", "clarify", place), name) for place, name in enumerate(expect.clarify)]
    for path, name in named:
        if name and name not in procedures:
            yield unknown_id(document, (number, *path), "procedure", name, procedures)
    fixed: list[tuple[str, str, Collection[str], Code]] = [
        ("command", expect.command, COMMANDS, "unknown-intent"),
        ("topic", expect.topic, TOPICS, "unknown-topic"),
    ]
    for key, name, known, code in fixed:
        if name and name not in known:
            message = f"there is no {key} {quoted(name)} ({did_you_mean(name, known)})"
            yield document.problem((number, "expect", key), code, message)
    if not _expects(expect):
        message = (
            "expects nothing (add one of `procedure`, `topic`, `command`, `clarify`, or write `no_match`)"
        )
        yield document.problem((number, "expect"), "missing-key", message)


def _expects(expect: Expectation) -> bool:
    return bool(expect.procedure or expect.topic or expect.command or expect.clarify or expect.no_match)


def missing_examples(sheets: Sheets, files: LanguageSheets) -> Iterator[Problem]:
    """Procedures that no example of the language keeps working, as warnings, one line a file."""
    shown = {entry.expect.procedure for sheet in files.examples for entry in sheet.values.root}
    folder = files.folder / "tests"
    for field in sheets.fields:
        missing = [entry.id for entry in field.values.procedures if entry.id not in shown]
        if missing:
            message = (
                f"no example for {listed(missing[:5])}{' and others' * (len(missing) > 5)} (add two each)"
            )
            file = folder / field.document.file.name
            place = file if file.exists() else folder
            yield Problem(place, 1, 1, "missing-example", message, "warning")


def example_failures(sheet: Sheet[Examples], understanding: Understands) -> Iterator[Problem]:
    """Examples of `sheet` that are understood as something else."""
    for number, entry in enumerate(sheet.values.root):
        found = understanding.understand(entry.say, subject=entry.about or None)
        if not is_as_expected(entry.expect, found):
            message = (
                f"{quoted(entry.say)} is understood as {told(found)}, not as {wanted(entry.expect)} "
                "(change the phrases, or the example)"
            )
            yield sheet.document.problem((number, "say"), "example-fails", message)


def is_as_expected(expect: Expectation, found: Understood) -> bool:
    """Whether `found` is what `expect` asks for."""
    if expect.no_match:
        return found.kind == "no_match"
    if expect.clarify:
        asked = {candidate.id for candidate in found.candidates}
        return found.kind == "clarify" and asked.issuperset(expect.clarify)
    if expect.command:
        return (found.kind, found.id) == ("command", expect.command) and (
            expect.slots.items() <= dict(found.slots).items()
        )
    if expect.procedure:
        return (found.kind, found.id) == ("procedure", expect.procedure) and (
            not expect.topic or found.topic == expect.topic
        )
    return (found.kind, found.topic) == ("topic", expect.topic)


def told(found: Understood) -> str:
    """`found` in words."""
    if found.kind == "clarify":
        ids = [candidate.id for candidate in found.candidates[:MOST_TOLD]]
        return f"a question between {listed(ids)}"
    if found.kind == "no_match":
        return "nothing"
    slots = "".join(f", {slot} {value}" for slot, value in sorted(found.slots.items()))
    if found.kind == "topic":
        return f"topic {quoted(found.topic)}"
    topic = f", topic {found.topic}" if found.topic else ""
    return f"{found.kind} {quoted(found.id)}{topic}{slots}"


def wanted(expect: Expectation) -> str:
    """`expect` in words."""
    if expect.no_match:
        return "nothing"
    if expect.clarify:
        return f"a question between {listed(expect.clarify)}"
    if expect.command:
        slots = "".join(f", {slot} {value}" for slot, value in sorted(expect.slots.items()))
        return f"command {quoted(expect.command)}{slots}"
    topic = f", topic {expect.topic}" if expect.topic and expect.procedure else ""
    return (
        f"procedure {quoted(expect.procedure)}{topic}"
        if expect.procedure
        else f"topic {quoted(expect.topic)}"
    )
