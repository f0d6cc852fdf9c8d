"""How short and foreign words are said, of the files that hold it."""

from pathlib import Path

from dialogs.lexicon import Lexicon
from kiosk.config.dialog_schema import ReadingFile
from kiosk.config.problems import ConfigErrors
from kiosk.site.knowledge.reading import Reader, Sheet, Sheets


def lexicons_of(sheets: Sheets) -> dict[str, Lexicon]:
    """By language; an empty one where the file has errors."""
    return {language: _lexicon(files.reading) for language, files in sheets.languages.items()}


def load_lexicon(folder: Path, language: str) -> Lexicon:
    """The lexicon of one language below the configuration `folder`. Raises `ConfigErrors`."""
    reader = Reader(folder)
    sheet = reader.sheet(folder / "dialogs" / language / "reading.yaml", ReadingFile)
    if reader.problems:
        raise ConfigErrors(reader.problems)
    return _lexicon(sheet)


def _lexicon(sheet: Sheet[ReadingFile] | None) -> Lexicon:
    return Lexicon(sheet.values.abbreviations, sheet.values.words) if sheet else Lexicon()
