"""The copy of every night: a missed one is made up, a failed one is told and tried until one succeeds."""

import asyncio
import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.backup.making import BUSY, back_up
from kiosk.backup.nights import file_name, last_night, superseded
from kiosk.config.schema import BackupSettings
from kiosk.desk.store import StoreError
from state_machines.interfaces import Clock

log = logging.getLogger(__name__)

LOOK_S = 30.0  # also how long after a start a missed night is made up
RETRY_S = 900.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """How a night's copy went; `error` is empty when it was made."""

    night: date
    error: str
    took_s: float


class NightlyBackup:
    """Looks at the clock again and again, so that no jump of it is missed; copies in a thread."""

    def __init__(
        self, database: Path, folder: Path, settings: BackupSettings, zone: ZoneInfo, clock: Clock
    ) -> None:
        self._database = database
        self._folder = folder
        self._settings = settings
        self._zone = zone
        self._clock = clock
        self._error = ""
        self._listeners: list[Callable[[Attempt], None]] = []

    def on_attempt(self, listener: Callable[[Attempt], None]) -> None:
        """Call `listener` on the event loop after each attempt."""
        self._listeners.append(listener)

    async def run(self) -> None:
        """Until cancelled: make the copy that is due."""
        pause_s = LOOK_S
        while True:
            await asyncio.sleep(pause_s)
            night = last_night(self._clock.now(), self._settings.at, self._zone)
            well = self._is_made(night) or await self._make(night)
            pause_s = LOOK_S if well else RETRY_S

    def _is_made(self, night: date) -> bool:
        """A copy from later than now was made by a wrong clock and does not count."""
        file = self._folder / file_name(night)
        return file.is_file() and file.stat().st_mtime <= self._clock.now().timestamp()

    async def _make(self, night: date) -> bool:
        begun = asyncio.get_running_loop().time()
        try:
            await self._copy(night)
        except StoreError as error:
            if error.code == BUSY:
                return True  # another process of this data folder is making it
            self._tell(night, str(error), begun)
            return False
        self._tell(night, "", begun)
        return True

    async def _copy(self, night: date) -> None:
        given_up = threading.Event()
        try:
            await asyncio.to_thread(self._copy_and_tidy, night, given_up.is_set)
        finally:
            given_up.set()

    def _copy_and_tidy(self, night: date, stopped: Callable[[], bool]) -> None:
        target = self._folder / file_name(night)
        now = self._clock.now().timestamp()
        back_up(self._database, target, stopped)
        try:
            os.utime(target, (now, now))
            for old in superseded(self._folder.iterdir(), night, self._settings.keep):
                old.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError("disk_error", f"{self._folder} cannot be tidied: {error.strerror}") from error

    def _tell(self, night: date, error: str, begun: float) -> None:
        attempt = Attempt(night, error, asyncio.get_running_loop().time() - begun)
        if not error:
            log.info("backup made night=%s took_s=%.2f", night, attempt.took_s)
        elif error != self._error:
            log.error("no backup night=%s: %s", night, error)
        self._error = error
        for listener in self._listeners:
            listener(attempt)
