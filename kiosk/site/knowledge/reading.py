"""Reading the files of the knowledge: each a document and its values, every problem at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar, cast

from pydantic import BaseModel

from kiosk.config.dialog_schema import (
    Examples,
    MannersFile,
    OutOfScope,
    PhraseFile,
    ReadingFile,
    SlotWords,
)
from kiosk.config.document import Document
from kiosk.config.explain import validated
from kiosk.config.loading import INIT_MAKES_IT, parse_document, read_text
from kiosk.config.problems import ConfigErrors, Problem
from kiosk.config.procedure_schema import ProceduresFile, Sources

Values = TypeVar("Values", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Values]):
    """One file that was read without errors."""

    document: Document
    values: Values


@dataclass(slots=True)
class LanguageSheets:
    """What people say in one language; `procedures_broken`: a file of `procedures` had errors."""

    folder: Path
    procedures: list[Sheet[PhraseFile]] = field(default_factory=list)
    commands: Sheet[PhraseFile] | None = None
    topics: Sheet[PhraseFile] | None = None
    out_of_scope: Sheet[OutOfScope] | None = None
    manners: Sheet[MannersFile] | None = None
    slots: Sheet[SlotWords] | None = None
    reading: Sheet[ReadingFile] | None = None
    examples: list[Sheet[Examples]] = field(default_factory=list)
    procedures_broken: bool = False


@dataclass(slots=True)
class Sheets:
    """All files of the knowledge that could be read; the rest is in the reader's problems.

    What is missing counts only where `all_fields_read`: every file of procedures was without errors.
    """

    sources: Sheet[Sources] | None = None
    fields: list[Sheet[ProceduresFile]] = field(default_factory=list)
    languages: dict[str, LanguageSheets] = field(default_factory=dict)
    all_fields_read: bool = False


class Reader:
    """Reads files below `folder`, and gathers what is wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def sheet(self, file: Path, model: type[Values]) -> Sheet[Values] | None:
        """`file` as a `model`; None where it has errors."""
        try:
            sheet = _sheet(file, read_text(file), model)
        except ConfigErrors as error:
            self.problems += error.problems
            return None
        return cast(Sheet[Values], sheet)

    def sheets(self, folder: Path, model: type[Values], without: str = "") -> list[Sheet[Values]]:
        """Every YAML file of `folder`; that there is none is a problem."""
        files = sorted(file for file in folder.glob("*.yaml") if file.name != without)
        if not files:
            self.problems.append(
                Problem(
                    folder, 1, 1, "missing-file", f"there is no YAML file in this folder ({INIT_MAKES_IT})"
                )
            )
        return [sheet for file in files if (sheet := self.sheet(file, model))]


def _sheet(file: Path, text: str, model: type[BaseModel]) -> Sheet[BaseModel]:
    """`text` of `file` as a `model`. Raises `ConfigErrors`."""
    document = parse_document(file, text)
    if document.data is None:
        message = f"the file is empty or has only comments ({INIT_MAKES_IT})"
        raise ConfigErrors([Problem(file, 1, 1, "empty-file", message)])
    values, problems = validated(document, model, file.parent)
    if problems:
        raise ConfigErrors(problems)
    return Sheet(document, values)


def read_sheets(reader: Reader, languages: Iterable[str]) -> Sheets:
    """The files of the procedures and of what people say in `languages`."""
    procedures = reader.folder / "procedures"
    sources = reader.sheet(procedures / "sources.yaml", Sources)
    before = len(reader.problems)
    fields = reader.sheets(procedures, ProceduresFile, without="sources.yaml")
    return Sheets(
        sources=sources,
        fields=fields,
        all_fields_read=len(reader.problems) == before,
        languages={language: _read_language(reader, language) for language in languages},
    )


def _read_language(reader: Reader, language: str) -> LanguageSheets:
    dialogs = reader.folder / "dialogs" / language
    sentences = dialogs / "sentences"
    before = len(reader.problems)
    procedures = reader.sheets(sentences / "procedures", PhraseFile)
    return LanguageSheets(
        folder=dialogs,
        procedures=procedures,
        procedures_broken=len(reader.problems) > before,
        commands=reader.sheet(sentences / "commands.yaml", PhraseFile),
        topics=reader.sheet(sentences / "topics.yaml", PhraseFile),
        out_of_scope=reader.sheet(sentences / "out_of_scope.yaml", OutOfScope),
        manners=reader.sheet(sentences / "manners.yaml", MannersFile),
        slots=reader.sheet(sentences / "slots.yaml", SlotWords),
        reading=reader.sheet(dialogs / "reading.yaml", ReadingFile),
        examples=reader.sheets(dialogs / "tests", Examples),
    )
