"""Prompts that a person has spoken: `dialogs/<language>/audio/<key of a text>.wav`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from dialogs.interfaces import Speech
from dialogs.responses import TextBook
from dialogs.speaking.recorded import Recordings, load_recordings
from kiosk.config.base import LANGUAGES
from kiosk.config.problems import Problem


def recordings_of(folder: Path, language: str, texts: TextBook) -> Recordings:
    """The recordings of one language below the configuration `folder`."""
    return load_recordings(folder / "dialogs" / language / "audio", texts.templates(language))


def recorded_texts(folder: Path, language: str, texts: TextBook) -> Mapping[str, Speech]:
    """The recordings by the texts they speak."""
    templates = texts.templates(language)
    speeches = recordings_of(folder, language, texts).speeches
    return {templates[key]: speech for key, speech in speeches.items()}


def recording_problems(folder: Path, texts: TextBook) -> Iterator[Problem]:
    """What is wrong with recordings; the robot speaks those texts itself."""
    for language in LANGUAGES:
        for problem in recordings_of(folder, language, texts).problems:
            what, _, right = problem.message.partition("; ")
            message = f"{what} ({right})" if right else what
            found = Problem(problem.file, 1, 1, "bad-recording", message)
            yield replace(found, severity="warning") if problem.is_warning else found
