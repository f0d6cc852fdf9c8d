"""Edits of the dialog files, taken over by the robot at work: whole good sets only, between two visits."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk.config.problems import ConfigErrors, Problem
from kiosk.config.schema import Config
from kiosk.site.dialogs import reread
from kiosk.site.knowledge.checking import failing_examples
from kiosk.site.knowledge.digest import version_of
from kiosk.talk.dialog_set import DialogSet, InUse, dialog_set_of
from kiosk.talk.files import Stamps, look
from state_machines.interfaces import Clock

log = logging.getLogger(__name__)

LOOK_S = 2.0  # files that were still for so long are read


class DialogWatch:
    """Looks at the files below `folder` again and again; `idle` tells whether no visit is on the screen."""

    def __init__(
        self, folder: Path, config: Config, in_use: InUse, idle: Callable[[], bool], clock: Clock
    ) -> None:
        self.problems: Sequence[str] = ()  # of the files as they are, `file:line: what is wrong`
        self.since = clock.now()
        self._folder = folder
        self._config = config
        self._in_use = in_use
        self._idle = idle
        self._clock = clock
        self._read: Stamps | None = None  # the files that were read last
        self._waiting: DialogSet | None = None
        self._listeners: list[Callable[[], None]] = []

    @property
    def pending(self) -> bool:
        """True while a good set waits for a visit to end."""
        return self._waiting is not None

    @property
    def version(self) -> str:
        """Which set is in use; `since` tells from when on."""
        return self._in_use.now.version

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` on the event loop whenever something of this may have changed."""
        self._listeners.append(listener)

    def take_over(self, *_what: object) -> None:
        """Use the set that waits, unless somebody's visit is on the screen. Fits any listener."""
        if self._waiting is None or not self._idle():
            return
        fresh, self._waiting = self._waiting, None
        self._in_use.swap(fresh)
        self.since = self._clock.now()
        log.info("dialogs taken over version=%s", fresh.version)
        self._tell()

    async def run(self) -> None:
        """Until cancelled: make ready what citizens will ask, then look, read and take over."""
        await _make_ready(self._in_use.now)
        before: Stamps | None = None
        while True:
            seen = await asyncio.to_thread(look, self._folder)
            if seen == before and seen != self._read:
                self._read = seen
                await self._consider(seen)
            before = seen
            self.take_over()
            await asyncio.sleep(LOOK_S)

    async def _consider(self, seen: Stamps) -> None:
        """Read the files; what was read while they changed counts for nothing."""
        fresh, problems = self._in_use.now, list[Problem]()
        if await asyncio.to_thread(version_of, self._folder) != fresh.version:
            try:
                fresh = await self._checked()
            except ConfigErrors as error:
                problems = error.problems
            except Exception:
                self._refuse(["the files could not be read, the log says why"])
                raise
        if await asyncio.to_thread(look, self._folder) != seen:
            self._read = None
            return
        if problems:
            self._refuse([_line(problem, self._folder) for problem in problems])
        else:
            self._accept(fresh)

    async def _checked(self) -> DialogSet:
        """The set in the files, ready for use. Raises `ConfigErrors`."""
        again = await asyncio.to_thread(reread, self._folder, self._config)
        fresh = await asyncio.to_thread(dialog_set_of, again.config)
        await _make_ready(fresh)
        problems: list[Problem] = []
        failures = failing_examples(again.drafted)
        while (found := await asyncio.to_thread(next, failures, None)) is not None:
            problems += found
        if problems:
            raise ConfigErrors(problems)
        return fresh

    def _accept(self, fresh: DialogSet) -> None:
        self._waiting = None if fresh is self._in_use.now else fresh
        self.problems = ()
        self._tell()
        self.take_over()

    def _refuse(self, problems: Sequence[str]) -> None:
        log.warning(
            "dialogs refused problems=%d in_use=%s first=%s", len(problems), self.version, problems[0]
        )
        self.problems = problems
        self._tell()

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()


async def _make_ready(dialogs: DialogSet) -> None:
    """Build what is built when it is first asked for, so that no citizen waits for it."""
    for language in dialogs.knowledge.understanding:
        await asyncio.to_thread(dialogs.knowledge.understanding.__getitem__, language)


def _line(problem: Problem, folder: Path) -> str:
    file = problem.file.relative_to(folder) if problem.file.is_relative_to(folder) else problem.file
    return f"{file}:{problem.line}: {problem.message}"
