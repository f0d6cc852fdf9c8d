"""What was installed: a record beside the model, with the SHA-256 of every file, to be compared later.

`<data>/speech/vi.json` names the folder in use, `<data>/speech/vi/<name>`: replacing it is one atomic step.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from dialogs.listening.models.errors import ModelError

FOLDER = "speech"  # in the data folder
BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Record:
    """One installed model; `files` are the SHA-256 of its files by their relative paths."""

    language: str
    name: str
    folder: str  # relative to <data>/speech/<language>
    standing: str  # see known.py
    is_test: bool
    files: dict[str, str]

    def path(self, data: Path) -> Path:
        """Where the model lies."""
        return home_of(data, self.language) / self.folder


def home_of(data: Path, language: str) -> Path:
    """Where the models of a language lie."""
    return data / FOLDER / language


def record_file(data: Path, language: str) -> Path:
    """Where the record of a language lies."""
    return data / FOLDER / f"{language}.json"


def read_record(file: Path) -> Record:
    """The record in `file`. Raises `ModelError`."""
    try:
        told = json.loads(file.read_bytes())
        record = Record(**told)
    except OSError as error:
        raise ModelError(f"{file} cannot be read: {error.strerror or error}") from error
    except (ValueError, TypeError) as error:
        raise ModelError(f"{file} is damaged; add the model again") from error
    if record.language != file.stem or Path(record.folder).name != record.folder:
        raise ModelError(f"{file} is damaged; add the model again")
    return record


def read_records(data: Path) -> Iterator[Record | ModelError]:
    """Every installed model, or what is wrong with its record."""
    for file in sorted((data / FOLDER).glob("*.json")):
        try:
            yield read_record(file)
        except ModelError as error:
            yield error


def write_record(data: Path, record: Record) -> None:
    """Make `record` the one in use; a power cut leaves the old or the new one. Raises `OSError`."""
    file = record_file(data, record.language)
    draft = file.with_suffix(".draft")
    with draft.open("w", encoding="utf8") as stream:
        json.dump(asdict(record), stream, ensure_ascii=False, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` on disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file in `folder` by its relative path. Raises `OSError`."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(file.relative_to(folder)): _sha256(file) for file in files}


def differences(record: Record, data: Path) -> list[str]:
    """What has changed in the folder since it was installed; empty when nothing has."""
    try:
        now = digests(record.path(data))
    except OSError as error:
        return [f"{error.filename} cannot be read: {error.strerror or error}"]
    names = sorted(record.files.keys() | now.keys())
    return [_difference(name, record.files, now) for name in names if record.files.get(name) != now.get(name)]


def _difference(name: str, before: dict[str, str], now: dict[str, str]) -> str:
    if name not in now:
        return f"{name} is missing"
    return f"{name} has changed" if name in before else f"{name} was added"


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
