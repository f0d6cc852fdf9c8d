"""Texts the robot says aloud: none too long to listen to."""

from collections.abc import Iterator
from pathlib import Path

from kiosk.config.base import LANGUAGES
from kiosk.config.loading import read_document
from kiosk.config.problems import ConfigErrors, Problem
from kiosk.site.knowledge.checks.listening import too_long_to_hear

SPOKEN_FILES = ("advice.yaml", "aloud.yaml", "board.yaml", "flows.yaml", "screens.yaml")  # of responses/


def spoken_warnings(folder: Path) -> Iterator[Problem]:
    """Warnings of the spoken texts below `folder`; what cannot be read is told elsewhere."""
    for language in LANGUAGES:
        for name in SPOKEN_FILES:
            yield from _file(folder / "dialogs" / language / "responses" / name)


def _file(file: Path) -> Iterator[Problem]:
    try:
        document = read_document(file)
    except ConfigErrors:
        return
    for key, text in document.data.items() if isinstance(document.data, dict) else ():
        if isinstance(text, str):
            yield from too_long_to_hear(document, (key,), text)
