"""Sentences that are too long to listen to."""

import re
from collections.abc import Iterator

from kiosk.config.document import Document, KeyPath
from kiosk.config.problems import Problem, quoted
from kiosk.site.knowledge.reading import Sheets

LONGEST_SPOKEN = 140  # letters of one sentence
_END = re.compile(r"(?<=[.!?…])\s+")


def hard_to_follow(sheets: Sheets) -> Iterator[Problem]:
    """Questions of near groups with a sentence too long."""
    for sheet in sheets.fields:
        for group, near in enumerate(sheet.values.near):
            for language, text in (("vi", near.ask.vi), ("en", near.ask.en)):
                yield from too_long_to_hear(sheet.document, ("near", group, "ask", language), text)


def too_long_to_hear(document: Document, path: KeyPath, text: str) -> Iterator[Problem]:
    """That `text`, which the robot says, has a sentence longer than one can listen to."""
    for sentence in _END.split(text):
        if len(sentence) > LONGEST_SPOKEN:
            message = (
                f"{quoted(sentence)} has {len(sentence)} letters, too long to listen to "
                f"(make sentences of at most {LONGEST_SPOKEN})"
            )
            yield document.problem(path, "too-long", message, severity="warning")
