"""The files of the dialogs below a configuration folder: have they changed?"""

import os
from pathlib import Path

FOLDERS = ("dialogs", "procedures")

Stamp = tuple[str, int, int, int, int]
Stamps = frozenset[Stamp]


def look(folder: Path) -> Stamps:
    """Names, sizes, times and places of all files: another answer after any change; nothing is opened."""
    return frozenset(
        _stamp(Path(at, name))
        for below in FOLDERS
        for at, _, names in os.walk(folder / below)
        for name in names
        if name.endswith(".yaml") and not name.startswith(".")
    )


def _stamp(file: Path) -> Stamp:
    """Zeros for a link that leads nowhere and for a file that has gone since it was listed."""
    try:
        found = file.stat()
    except OSError:
        return str(file), 0, 0, 0, 0
    return str(file), found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
