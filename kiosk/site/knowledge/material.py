"""What people say in one language, of the files that hold it."""

from collections.abc import Iterable

from dialogs.knowledge import Example
from dialogs.material import Manners, Material, NearGroup
from dialogs.procedures import ProcedureBook
from kiosk.config.dialog_schema import PhraseFile
from kiosk.config.procedure_schema import ProceduresFile
from kiosk.site.knowledge.reading import LanguageSheets, Sheet

_NOTATION = str.maketrans(dict.fromkeys("()[]{}<>|", " "))


def material_of(
    language: str, sheets: LanguageSheets, fields: Iterable[ProceduresFile], book: ProcedureBook
) -> Material:
    """The material of `language`; a procedure's official name is its first phrase."""
    phrases = _merged(sheet.values for sheet in sheets.procedures)
    return Material(
        language=language,
        procedures={
            id_: (plain(procedure.name[language]), *phrases.get(id_, ()))
            for id_, procedure in book.procedures.items()
        },
        commands=_phrases(sheets.commands),
        topics=_phrases(sheets.topics),
        near=tuple(
            NearGroup(tuple(near.ids), tuple(near.phrases.get(language, ())))  # type: ignore[call-overload]
            for file in fields
            for near in file.near
        ),
        out_of_scope=tuple(sheets.out_of_scope.values.sentences) if sheets.out_of_scope else (),
        slots=sheets.slots.values.root if sheets.slots else {},
        manners=_manners(sheets),
    )


def plain(name: str) -> str:
    """`name` as a template of itself: without the signs of the notation."""
    return " ".join(name.translate(_NOTATION).split())


def examples_of(sheets: LanguageSheets) -> tuple[Example, ...]:
    """Every example, in the order of the files."""
    return tuple(
        Example(
            say=entry.say,
            about=entry.about,
            procedure=entry.expect.procedure,
            topic=entry.expect.topic,
            command=entry.expect.command,
            slots=entry.expect.slots,
            clarify=tuple(entry.expect.clarify),
            no_match=entry.expect.no_match,
        )
        for sheet in sheets.examples
        for entry in sheet.values.root
    )


def _phrases(sheet: Sheet[PhraseFile] | None) -> dict[str, tuple[str, ...]]:
    return _merged([sheet.values] if sheet else [])


def _merged(files: Iterable[PhraseFile]) -> dict[str, tuple[str, ...]]:
    merged: dict[str, tuple[str, ...]] = {}
    for file in files:
        for name, phrases in file.root.items():
            merged[name] = (*merged.get(name, ()), *phrases)
    return merged


def _manners(sheets: LanguageSheets) -> Manners:
    if sheets.manners is None:
        return Manners()
    words = sheets.manners.values
    return Manners(tuple(words.openings), tuple(words.closings), tuple(words.fillers), words.same)
