"""Takes a model out of a zip, a tar or a folder, trusting none of them.

Responsible for: names that leave the folder, links, devices, sizes that lie, damaged archives.
Not responsible for: whether it is a model (layout.py).
"""

import shutil
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from dialogs.listening.models.errors import ModelError

MOST_BYTES = 3 << 30  # facts sheet: the large Vietnamese one has 78 MB packed; the largest known 3 GB
MOST_FILES = 2000
BLOCK_BYTES = 1 << 20

Told = Callable[[int], None]  # how many bytes are unpacked so far
Entry = tuple[str, int, Callable[[], IO[bytes]]]  # relative name, bytes as the archive says, its content

DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def unpack(source: Path, into: Path, told: Told) -> None:
    """The files of `source` into the empty folder `into`. Raises `ModelError`, `OSError`."""
    if source.is_dir():
        _write(_of_folder(source), source, into, told)
        return
    if not source.is_file():
        raise ModelError(f"{source} is not there; give a zip, a tar.gz or a folder")
    try:
        if zipfile.is_zipfile(source):
            with zipfile.ZipFile(source) as archive:
                _write(_of_zip(archive, source), source, into, told)
        elif tarfile.is_tarfile(source):
            with tarfile.open(source) as tar:
                _write(_of_tar(tar, source), source, into, told)
        else:
            raise ModelError(f"{source} is no zip and no tar.gz; is the download complete?")
    except DAMAGED as error:
        raise ModelError(f"{source} is damaged ({error}); download it again") from error


def _of_folder(source: Path) -> Iterator[Entry]:
    for path in sorted(source.rglob("*")):
        if path.is_symlink():
            raise ModelError(f"{path} is a link; give a folder of plain files")
        if path.is_file():
            yield str(path.relative_to(source)), path.stat().st_size, partial(_opened, path)


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")


def _of_zip(archive: zipfile.ZipFile, source: Path) -> Iterator[Entry]:
    for info in archive.infolist():
        kind = stat.S_IFMT(info.external_attr >> 16)
        if info.flag_bits & 1:
            raise ModelError(f"{source} is locked with a password; models are not")
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise ModelError(f"{source} holds a link or a device ({info.filename}); models hold plain files")
        if not info.is_dir():
            yield info.filename, info.file_size, partial(archive.open, info)


def _of_tar(archive: tarfile.TarFile, source: Path) -> Iterator[Entry]:
    for info in archive:
        if not (info.isfile() or info.isdir()):
            raise ModelError(f"{source} holds a link or a device ({info.name}); models hold plain files")
        if info.isfile():
            yield info.name, info.size, partial(_content, archive, info)


def _content(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(info)
    if content is None:
        raise tarfile.ReadError(f"{info.name} has no content")
    return content


def _write(entries: Iterator[Entry], source: Path, into: Path, told: Told) -> None:
    free, written = shutil.disk_usage(into).free, 0
    for count, (name, size, opened) in enumerate(entries, 1):
        target = _target(name, source, into)
        if count > MOST_FILES or written + size > MOST_BYTES:
            raise ModelError(
                f"{source} is too large for a model: over {MOST_BYTES >> 30} GB or {MOST_FILES} files"
            )
        if written + size > free:
            raise ModelError(f"the disk of {into} is full: {free >> 20} MB are free; make room and try again")
        target.parent.mkdir(parents=True, exist_ok=True)
        with opened() as content, target.open("xb") as file:
            for block in _blocks(content, size, name, source):
                file.write(block)
                written += len(block)
                told(written)


def _target(name: str, source: Path, into: Path) -> Path:
    """Where an entry goes: within `into`, or nowhere."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or not path.parts:
        raise ModelError(f"{source} wants to write outside its folder ({name!r}); it is not from the vendor")
    target = into / path
    if target.exists():
        raise ModelError(f"{source} holds {name} twice; download it again")
    return target


def _blocks(content: IO[bytes], size: int, name: str, source: Path) -> Iterator[bytes]:
    """The content, as long as it is no longer than was said."""
    left = size
    while block := content.read(BLOCK_BYTES):
        left -= len(block)
        if left < 0:
            raise ModelError(f"{source} is damaged: {name} is longer than it says; download it again")
        yield block
    if left:
        raise ModelError(f"{source} is damaged: {name} is shorter than it says; download it again")
