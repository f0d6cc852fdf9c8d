"""The store's thread as a sign of life: what it is asked it answers, with the result or with an error."""

import itertools
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

import apsw

from kiosk.desk.sqlite.database import look_again, open_database
from kiosk.desk.sqlite.store import SqliteStore
from kiosk.desk.store import Store, StoreAround
from kiosk.watchdog.signs import Hang

T = TypeVar("T")
STORE_S = 8.0  # for one commit; a disk that takes longer is as good as none


class StoreSign(StoreAround):
    """`kiosk.desk.store.Store` around another one. A full disk is an answer; a silent one is a hang.

    The thread answers in the order in which it was asked, so the first question that waits must move on
    within `limit_s`; while another process holds the lock it waits within a limit of its own.
    """

    def __init__(self, limit_s: float = STORE_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit_s = limit_s
        self._clock = clock
        self._waiting: dict[int, None] = {}  # the questions, in order
        self._numbers = itertools.count()
        self._moved_at = 0.0  # when the first question became the first, or was last seen waiting for a lock
        self._thread_id = 0

    async def open(self, path: Path) -> Store:
        """The store on SQLite at `path`, watched."""
        super().__init__(await SqliteStore.open(path, self._connect))
        return self

    def hangs(self, now: float) -> Sequence[Hang]:
        """The store, when the first question waits for too long."""
        for_s = now - self._moved_at
        return [Hang("the store", for_s, self._thread_id)] if self._waiting and for_s > self._limit_s else []

    async def _answered(self, operation: str, answer: Awaitable[T]) -> T:
        number = next(self._numbers)
        if not self._waiting:
            self._moved_at = self._clock()
        self._waiting[number] = None
        try:
            return await answer
        finally:
            if next(iter(self._waiting)) == number:
                self._moved_at = self._clock()
            del self._waiting[number]

    def _connect(self, path: Path) -> apsw.Connection:
        self._thread_id = threading.get_ident()
        connection = open_database(path)
        connection.set_busy_handler(self._look_again)
        return connection

    def _look_again(self, looked: int) -> bool:
        self._moved_at = self._clock()
        return look_again(looked)
