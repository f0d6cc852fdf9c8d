"""Folders where files cost least."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

RAM_DISK = Path("/dev/shm")


@contextmanager
def ram_folder() -> Iterator[Path]:
    """An empty folder, in memory where there is such a place."""
    where = RAM_DISK if RAM_DISK.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="kiosk-power-", dir=where) as folder:
        yield Path(folder)


def lay(folder: Path, files: Mapping[str, bytes]) -> None:
    """The folder holds these files and nothing else."""
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
