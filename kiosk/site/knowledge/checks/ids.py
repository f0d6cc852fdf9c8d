"""Ids of the procedures: each once, and none that is named and nowhere defined."""

from collections.abc import Collection, Iterator, Sequence

from kiosk.config.document import Document, KeyPath
from kiosk.config.problems import Problem, did_you_mean, quoted
from kiosk.config.procedure_schema import ProcedureEntry, ProceduresFile
from kiosk.config.schema import SIGNS
from kiosk.site.knowledge.reading import Sheet, Sheets


def unknown_id(
    document: Document, path: KeyPath, what: str, name: str, known: Collection[str], *, at_key: bool = False
) -> Problem:
    """That no `what` has the id `name`, which stands at `path`."""
    suggestion = did_you_mean(name, known) if len(known) <= 12 or _near(name, known) else "see its file"
    return document.problem(
        path, "unknown-id", f"no {what} has the id {quoted(name)} ({suggestion})", at_key=at_key
    )


def _near(name: str, known: Collection[str]) -> bool:
    return did_you_mean(name, known).startswith("did")


def id_problems(sheets: Sheets) -> Iterator[Problem]:
    """Ids that stand twice, and procedures, sources and signs that do not exist."""
    ids = [entry.id for sheet in sheets.fields for entry in sheet.values.procedures]
    sources = sheets.sources.values.root if sheets.sources else None
    yield from _repeated(sheets.fields)
    for sheet in sheets.fields:
        if sheet.values.sign not in SIGNS:
            message = (
                f"there is no sign {quoted(sheet.values.sign)} ({did_you_mean(sheet.values.sign, SIGNS)})"
            )
            yield sheet.document.problem(("sign",), "unknown-sign", message)
        if sources is not None:
            yield from _sources(sheet, sources)
        if sheets.all_fields_read:
            yield from _near_ids(sheet, ids)


def service_problems(sheets: Sheets, services: Sequence[str]) -> Iterator[Problem]:
    """Services that are not in services.yaml."""
    for sheet in sheets.fields:
        if sheet.values.service not in services:
            yield unknown_id(sheet.document, ("service",), "service", sheet.values.service, services)
        for place, entry in enumerate(sheet.values.procedures):
            if entry.service is not None and entry.service not in services:
                path = ("procedures", place, "service")
                yield unknown_id(sheet.document, path, "service", entry.service, services)


def _repeated(sheets: Sequence[Sheet[ProceduresFile]]) -> Iterator[Problem]:
    first: dict[str, Problem] = {}
    for sheet in sheets:
        named: list[tuple[KeyPath, str]] = [(("field",), sheet.values.field)]
        named += [
            (("procedures", place, "id"), entry.id) for place, entry in enumerate(sheet.values.procedures)
        ]
        for path, name in named:
            found = sheet.document.problem(path, "duplicate-id", "")
            kind = f"{path[-1]} {name}"
            if kind in first:
                where = f"{first[kind].file.name} line {first[kind].line}"
                message = f"{quoted(name)} is used already, in {where} (each needs its own)"
                yield sheet.document.problem(path, "duplicate-id", message)
            first.setdefault(kind, found)


def _sources(sheet: Sheet[ProceduresFile], known: Collection[str]) -> Iterator[Problem]:
    for place, entry in enumerate(sheet.values.procedures):
        for path, name in _named_sources(entry):
            if name not in known:
                yield unknown_id(sheet.document, ("procedures", place, *path), "source", name, known)


def _named_sources(entry: ProcedureEntry) -> Iterator[tuple[KeyPath, str]]:
    for place, name in enumerate(entry.sources):
        yield ("sources", place), name
    for place, rule in enumerate(entry.rules):
        if rule.source is not None:
            yield ("rules", place, "source"), rule.source


def _near_ids(sheet: Sheet[ProceduresFile], known: Collection[str]) -> Iterator[Problem]:
    for group, near in enumerate(sheet.values.near):
        for place, name in enumerate(near.ids):
            path = ("near", group, "ids", place)
            if name not in known:
                yield unknown_id(sheet.document, path, "procedure", name, known)
            elif name in near.ids[:place]:
                message = f"the procedure {quoted(name)} stands here twice (keep one of them)"
                yield sheet.document.problem(path, "duplicate-id", message)
