"""Installs an operator's model: unpacked beside the others, tried, and only then the one in use.

Responsible for: leaving the old model at work whatever goes wrong, and nothing half done behind.
Not responsible for: where models come from; nothing is ever downloaded.
"""

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dialogs.listening.models.errors import ModelError
from dialogs.listening.models.known import standing
from dialogs.listening.models.layout import ModelFolder, found_within
from dialogs.listening.models.record import (
    FOLDER,
    Record,
    digests,
    home_of,
    read_record,
    record_file,
    sync_folder,
    write_record,
)
from dialogs.listening.models.unpacking import unpack
from dialogs.listening.trial import Trial, tried

DRAFTS = ".draft-"
LANGUAGES = ("vi", "en")
_SAFE_NAME = re.compile(r"[^A-Za-z0-9._-]+")

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that is in use from the robot's next start on."""

    record: Record
    trial: Trial
    model: ModelFolder


def install(
    source: Path,
    data: Path,
    language: str,
    *,
    phrases: Iterable[str] = (),
    allow_test: bool = False,
    step: Step = lambda words: None,
) -> Installed:
    """Make the model in `source` (zip, tar.gz or folder) the one of `language`; `step` tells what is done.

    `phrases`: what the model should know the words of. Raises `ModelError`; then everything is as it was.
    """
    home = home_of(data, language)
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        _clear_drafts(data / FOLDER)
        draft = Path(tempfile.mkdtemp(prefix=DRAFTS, dir=data / FOLDER))
    except OSError as error:
        raise ModelError(_trouble(error, home)) from error
    try:
        return _install(source, draft, data, language, phrases, allow_test, step)
    except OSError as error:
        raise ModelError(_trouble(error, home)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _install(
    source: Path,
    draft: Path,
    data: Path,
    language: str,
    phrases: Iterable[str],
    allow_test: bool,
    step: Step,
) -> Installed:
    step("unpacking")
    unpack(source, draft, lambda count: step(f"unpacking, {count >> 20} MB"))
    model = found_within(draft)
    refuse_test_model(model, allow_test)
    step("trying it")
    trial = tried(model.path, phrases)
    step("recording it")
    files = digests(model.path)
    name = _name_of(source, model, draft)
    record = Record(
        language, name, _fresh_name(home_of(data, language), name), standing(model.path), model.is_test, files
    )
    _keep(model.path, record, data)
    return Installed(
        record, trial, ModelFolder(record.path(data), model.layout, model.takes_grammar, model.is_test)
    )


def refuse_test_model(model: ModelFolder, allow_test: bool) -> None:
    """Raises `ModelError` for a model made for tests where none is asked for."""
    if model.is_test and not allow_test:
        raise ModelError(
            f"{model.name} is made for tests: it understands synthetic voices, not people; add a real one"
        )


def _keep(folder: Path, record: Record, data: Path) -> None:
    """Put the model to its place and in use; a robot at work may still need the one before."""
    before = _in_use(data, record.language)
    for file in folder.rglob("*"):
        _sync(file)
    home, place = home_of(data, record.language), record.path(data)
    folder.rename(place)
    sync_folder(home)
    try:
        write_record(data, record)
    except OSError:
        shutil.rmtree(place, ignore_errors=True)
        raise
    for other in home.iterdir():
        if other not in (place, before) and other.is_dir():
            shutil.rmtree(other, ignore_errors=True)


def _in_use(data: Path, language: str) -> Path | None:
    try:
        return read_record(record_file(data, language)).path(data)
    except ModelError:
        return None


def _sync(file: Path) -> None:
    if file.is_dir():
        sync_folder(file)
        return
    with file.open("rb") as stream:
        os.fsync(stream.fileno())


def _name_of(source: Path, model: ModelFolder, draft: Path) -> str:
    """What the archive calls the model; its own name where it has no folder."""
    name = (
        model.name if model.path != draft else re.sub(r"\.(zip|tar\.gz|tgz|tar)$", "", source.resolve().name)
    )
    return _SAFE_NAME.sub("-", name).strip(".-") or "model"


def _fresh_name(home: Path, name: str) -> str:
    """A folder name that is not taken: the model in use stays where it is until the new one is ready."""
    taken = {path.name for path in home.iterdir()}
    names = (name, *(f"{name}.{number}" for number in range(2, len(taken) + 3)))
    return next(fresh for fresh in names if fresh not in taken)


def _clear_drafts(folder: Path) -> None:
    """What an installation left that was cut short."""
    for draft in folder.glob(f"{DRAFTS}*"):
        shutil.rmtree(draft, ignore_errors=True)


def _trouble(error: OSError, home: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk of {home} is full; make room and try again"
    return f"{error.filename or home}: {error.strerror or error}"
