"""The key of each day: while it is there one can tell whether a certain card was here, afterwards nobody can.

Responsible for: making a day's key, giving it, destroying it in time.
Not responsible for: what is keyed with it.

The files lie beside the database, never in it, so that no backup has them. Overwriting is the best a program
can do: a flash disk may keep old blocks, which only an encrypted disk makes worthless.
"""

import os
import secrets
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

FOLDER = "card-keys"  # in the data folder
KEY_BYTES = 32
ENDING = ".key"


class DayKeys:
    """One file a day, 0600; `keep_days` later it is gone."""

    def __init__(self, data: Path, keep_days: int) -> None:
        self._folder = data / FOLDER
        self._keep_days = keep_days

    def of(self, day: date) -> bytes:
        """The key of `day`, made when it is first asked for. Raises `OSError`."""
        file = self._folder / f"{day.isoformat()}{ENDING}"
        with suppress(FileNotFoundError):
            key = file.read_bytes()
            if len(key) == KEY_BYTES:
                return key
            file.unlink()  # cut short by a power cut: nothing was keyed with it
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = secrets.token_bytes(KEY_BYTES)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
            kept.write(key)
            kept.flush()
            os.fsync(kept.fileno())
        return key

    def destroy_old(self, today: date) -> int:
        """Destroy the keys of days that are kept no longer; how many. Raises `OSError`."""
        last_gone = today - timedelta(days=self._keep_days + 1)
        old = [file for file in self._folder.glob(f"*{ENDING}") if _day_of(file) <= last_gone]
        for file in old:
            _destroy(file)
        return len(old)


def _day_of(file: Path) -> date:
    """The day of a key; a file of another name counts as old."""
    try:
        return date.fromisoformat(file.stem)
    except ValueError:
        return date.min


def _destroy(file: Path) -> None:
    with file.open("r+b") as kept:
        kept.write(secrets.token_bytes(KEY_BYTES))
        kept.flush()
        os.fsync(kept.fileno())
    file.unlink()
