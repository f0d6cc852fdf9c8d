"""A disk that fails by counter."""

import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import apsw

from tests.torture.disk_faults.unix_vfs import SYSTEM_CALLS, taken_over

KINDS = (*SYSTEM_CALLS, "sync")
EVERY = "every"  # a fault of all kinds at once: the disk is gone
OURS = (".db", ".lock")  # what the robot itself opens, beside SQLite


@dataclass(frozen=True, slots=True)
class Fault:
    """The `at`-th call of `kind` fails with `errno`, and if `lasting` all that follow until it is healed."""

    kind: str
    errno: int
    at: int
    lasting: bool


class FaultyDisk:
    """Counts the calls of the armed fault's kind and refuses those it says. One at a time in a process."""

    def __init__(self) -> None:
        self.calls = 0
        self.refused = 0
        self._fault: Fault | None = None

    def arm(self, fault: Fault) -> None:
        """From now on `fault` counts."""
        self.calls = self.refused = 0
        self._fault = fault

    def heal(self) -> None:
        """Nothing fails any more."""
        self._fault = None

    @contextmanager
    def paused(self) -> Iterator[None]:
        """What happens meanwhile is neither counted nor refused."""
        fault, self._fault = self._fault, None
        yield
        self._fault = fault

    @contextmanager
    def installed(self) -> Iterator["FaultyDisk"]:
        """SQLite's disk is this one; nothing is really synced, as no power is cut here."""
        opening = self._python_open(os.open)
        with taken_over(self._call, self._sync), patch.object(os, "open", opening):
            yield self

    def _refused(self, kind: str) -> int:
        """Count a call; the errno it must fail with, or 0."""
        fault = self._fault
        if fault is None or fault.kind not in (kind, EVERY):
            return 0
        self.calls += 1
        if self.calls != fault.at and not (fault.lasting and self.calls > fault.at):
            return 0
        self.refused += 1
        return fault.errno

    def _call(self, kind: str, original: Callable[..., int], arguments: tuple[Any, ...]) -> int:
        errno = self._refused(kind)
        if not errno:
            return original(*arguments)
        if kind == "write":
            file, data, size, offset = arguments
            original(file, data, size // 2, offset)  # a disk gives up in the middle
        ctypes.set_errno(errno)
        return -1

    def _sync(self) -> int:
        return apsw.SQLITE_IOERR_FSYNC if self._refused("sync") else apsw.SQLITE_OK

    def _python_open(self, original: Callable[..., int]) -> Callable[..., int]:
        def call(path: Any, *how: Any, **more: Any) -> int:
            errno = self._refused("open") if str(path).endswith(OURS) else 0
            if errno:
                raise OSError(errno, os.strerror(errno), str(path))
            return original(path, *how, **more)

        return call
