"""The knowledge of a folder, or everything that is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dialogs.knowledge import Knowledge, Understandings, Understands
from dialogs.material import Material
from kiosk.config.base import LANGUAGES
from kiosk.config.problems import ConfigErrors, Problem
from kiosk.site.knowledge.book import book_of
from kiosk.site.knowledge.checks import inner_problems
from kiosk.site.knowledge.digest import version_of
from kiosk.site.knowledge.lexicon import lexicons_of
from kiosk.site.knowledge.material import examples_of, material_of
from kiosk.site.knowledge.phrasebook import Phrase, phrases_of
from kiosk.site.knowledge.reading import Reader, Sheets, read_sheets


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was made of the files, the files themselves with their phrases, and what is wrong with them."""

    knowledge: Knowledge
    sheets: Sheets
    phrases: dict[str, list[Phrase]]
    problems: list[Problem]


def load_knowledge(folder: Path, languages: Iterable[str] = LANGUAGES) -> Knowledge:
    """The knowledge in the configuration `folder`. Raises `ConfigErrors` with every problem of its files."""
    drafted = draft_knowledge(folder, languages)
    if drafted.problems:
        raise ConfigErrors(drafted.problems)
    return drafted.knowledge


def draft_knowledge(folder: Path, languages: Iterable[str] = LANGUAGES) -> Drafted:
    """What can be made of the files below `folder`: those with errors are left out and told."""
    reader = Reader(folder)
    sheets = read_sheets(reader, languages)
    book = book_of(sheets)
    fields = [sheet.values for sheet in sheets.fields]
    materials = {
        language: material_of(language, files, fields, book) for language, files in sheets.languages.items()
    }
    knowledge = Knowledge(
        book=book,
        materials=materials,
        understanding=Understandings(materials, _understanding),
        examples={language: examples_of(files) for language, files in sheets.languages.items()},
        version=version_of(folder),
        lexicons=lexicons_of(sheets),
    )
    phrases = {language: phrases_of(sheets, language) for language in sheets.languages}
    return Drafted(knowledge, sheets, phrases, [*reader.problems, *inner_problems(sheets, phrases)])


def _understanding(material: Material) -> Understands:
    from dialogs.understanding import Understanding  # who never asks does not wait for it

    return Understanding(material)
