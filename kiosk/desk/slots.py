"""Which robot a process is when several share one data folder: a name held by a file lock while it lives."""

import fcntl
import os
from itertools import count
from pathlib import Path

from kiosk.desk.sqlite.errors import system_error


class RobotSlot:
    """A held name, e.g. `robot-1.0`; free again when closed or when the process ends, however it ends."""

    def __init__(self, name: str, lock: int) -> None:
        self.name = name
        self._lock: int | None = lock

    @classmethod
    def take(cls, data: Path, robot: str) -> "RobotSlot":
        """The first free name of `robot` in the folder `data`. Raises `StoreError` with what to do."""
        numbers = count()
        while True:
            name = f"{robot}.{next(numbers)}"
            lock = _opened(_lock_file(data, name))
            if _locked(lock, fcntl.LOCK_EX):
                return cls(name, lock)
            os.close(lock)

    def close(self) -> None:
        """Give the name back; safe to repeat."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def is_living(data: Path, name: str) -> bool:
    """True when a process holds this name now."""
    path = _lock_file(data, name)
    if not path.exists():
        return False
    lock = os.open(path, os.O_RDONLY)
    try:
        return not _locked(lock, fcntl.LOCK_SH)
    finally:
        os.close(lock)


def living_robots(data: Path) -> list[str]:
    """The names that processes hold now in the folder `data`."""
    names = sorted(file.stem for file in data.glob("*.[0-9]*.lock"))
    return [name for name in names if is_living(data, name)]


def _lock_file(data: Path, name: str) -> Path:
    return data / f"{name}.lock"


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise system_error(error, path) from error


def _locked(lock: int, mode: int) -> bool:
    try:
        fcntl.flock(lock, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
