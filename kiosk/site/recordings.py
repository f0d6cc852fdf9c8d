"""Prompts that a person has spoken: `dialogs/<language>/audio/<key of a text>.wav`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dialogs.interfaces import Speech
from dialogs.responses import TextBook
from kiosk.config.base import LANGUAGES
from kiosk.config.problems import Problem

if TYPE_CHECKING:
    from dialogs.speaking.recorded import Recordings


def recordings_of(folder: Path, language: str, texts: TextBook) -> "Recordings | None":
    """The recordings of one language below the configuration `folder`; None where there is no such folder."""
    audio = folder / "dialogs" / language / "audio"
    if not audio.is_dir():
        return None
    from dialogs.speaking.recorded import load_recordings  # who has none does not wait for it

    return load_recordings(audio, texts.templates(language))


def recorded_texts(folder: Path, language: str, texts: TextBook) -> Mapping[str, Speech]:
    """The recordings by the texts they speak."""
    templates, recordings = texts.templates(language), recordings_of(folder, language, texts)
    return {templates[key]: speech for key, speech in recordings.speeches.items()} if recordings else {}


def recording_problems(folder: Path, texts: TextBook) -> Iterator[Problem]:
    """What is wrong with recordings; the robot speaks those texts itself."""
    for language in LANGUAGES:
        recordings = recordings_of(folder, language, texts)
        for problem in recordings.problems if recordings else ():
            what, _, right = problem.message.partition("; ")
            message = f"{what} ({right})" if right else what
            found = Problem(problem.file, 1, 1, "bad-recording", message)
            yield replace(found, severity="warning") if problem.is_warning else found
