"""Which texts there are to be said, and the slots in each."""

from pathlib import Path

from dialogs.responses import FALLBACK_LANGUAGE, BadTemplate, slots_of
from kiosk.config.loading import read_document
from kiosk.config.problems import ConfigErrors


def slots_of_texts(folder: Path) -> dict[str, frozenset[str]]:
    """Every text of the configuration `folder` with its slots; what is wrong with texts is told elsewhere."""
    found: dict[str, frozenset[str]] = {}
    for file in sorted((folder / "dialogs" / FALLBACK_LANGUAGE / "responses").glob("*.yaml")):
        found |= _in_file(file)
    return found


def _in_file(file: Path) -> dict[str, frozenset[str]]:
    try:
        data = read_document(file).data
    except ConfigErrors:
        return {}
    texts = data.items() if isinstance(data, dict) else ()
    return {key: _slots(text) for key, text in texts if isinstance(text, str)}


def _slots(text: str) -> frozenset[str]:
    try:
        return slots_of(text)
    except BadTemplate:
        return frozenset()
