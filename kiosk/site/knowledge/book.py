"""The book of procedures, of the files that hold them."""

from collections.abc import Mapping, Sequence

from dialogs.procedures import Fact, FieldOfLife, Near, Procedure, ProcedureBook, Source
from kiosk.config.base import LANGUAGES, Text
from kiosk.config.procedure_schema import FactEntry, ProcedureEntry, ProceduresFile, Sources
from kiosk.site.knowledge.reading import Sheets


def book_of(sheets: Sheets) -> ProcedureBook:
    """Every procedure of `sheets`, in their order; a source that is not known is left out."""
    sources = _sources(sheets.sources.values if sheets.sources else Sources({}))
    files = [sheet.values for sheet in sheets.fields]
    return ProcedureBook(
        procedures={
            entry.id: _procedure(entry, file, sources) for file in files for entry in file.procedures
        },
        fields=tuple(FieldOfLife(file.field, _words(file.name), file.sign) for file in files),
        near=tuple(Near(tuple(near.ids), _words(near.ask)) for file in files for near in file.near),
    )


def _sources(entries: Sources) -> dict[str, Source]:
    return {name: Source(name, _words(entry.name), entry.dated) for name, entry in entries.root.items()}


def _procedure(entry: ProcedureEntry, file: ProceduresFile, sources: Mapping[str, Source]) -> Procedure:
    return Procedure(
        id=entry.id,
        field=file.field,
        service=entry.service or file.service,
        name=_words(entry.name),
        code=entry.code,
        documents=_facts(entry.documents),
        fee=_facts(entry.fee),
        time_limit=_fact(entry.time_limit),
        online=_fact(entry.online),
        where=_fact(entry.where),
        legal_basis=tuple(entry.legal_basis),
        rules=_facts(entry.rules),
        sources=tuple(sources[name] for name in entry.sources if name in sources),
        confidence=entry.confidence,
        checked_on=entry.checked_on,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
    )


def _facts(entries: Sequence[FactEntry]) -> tuple[Fact, ...]:
    return tuple(Fact(_words(entry), entry.valid_from, entry.valid_to) for entry in entries)


def _fact(entry: FactEntry | None) -> Fact | None:
    return _facts([entry])[0] if entry else None


def _words(text: Text) -> dict[str, str]:
    return {language: text.in_language(language) for language in LANGUAGES}
