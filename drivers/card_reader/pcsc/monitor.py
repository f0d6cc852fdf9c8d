"""Watches the readers, in a thread of its own.

Responsible for: telling what lies where when it changes, finding daemon and readers again for ever.
Not responsible for: reading a card (connection.py), what the findings mean (status.py).
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from random import Random

from drivers.backoff import Backoff
from drivers.blocking import at_most
from drivers.card_reader.pcsc import results
from drivers.card_reader.pcsc.calls import UNAWARE, Calls
from drivers.card_reader.pcsc.library import NoLibrary
from drivers.card_reader.pcsc.readers import Seen, meant, seen_in
from drivers.card_reader.pcsc.results import PcscError

WAIT_MS = 1000  # for a change, before the list of readers is asked for again
CALL_S = 15.0
PLUGGING = "\\\\?PnP?\\Notification"  # a reader that stands for the coming and going of readers


class Monitor:
    """Watches the readers whose names have `wanted` in them; `tell` is called in the monitor's thread."""

    def __init__(self, calls: Calls, wanted: str, tell: Callable[[Seen], None], chance: Random) -> None:
        self._calls = calls
        self._wanted = wanted
        self._tell = tell
        self._backoff = Backoff(chance)
        self._stopping = threading.Event()
        self._context: int | None = None

    def watch(self) -> None:
        """Watch until `stop`."""
        while not self._stopping.is_set():
            try:
                self._watch_daemon()
            except (PcscError, NoLibrary) as error:
                self._tell_unless_stopped(Seen(failure=error))
                self._stopping.wait(self._backoff.next_s())

    def stop(self) -> None:
        """End `watch`, within a second or two; from any thread."""
        self._stopping.set()
        context = self._context
        if context is not None:
            with suppress(NoLibrary):
                self._calls.cancel(context)

    def _watch_daemon(self) -> None:
        with self._calls.context() as context:
            self._context = context
            try:
                self._backoff.device_is_back(time.monotonic())
                self._follow(context)
            finally:
                self._context = None

    def _follow(self, context: int) -> None:
        known: dict[str, int] = {}
        while not self._stopping.is_set():
            with at_most(CALL_S, "watching the card reader"):
                known = self._look(context, known)
            self._tell_unless_stopped(seen_in(known))

    def _look(self, context: int, known: dict[str, int]) -> dict[str, int]:
        """The states of the readers that are there, once something has changed or after a second."""
        names = meant(self._calls.readers(context), self._wanted)
        if not names:
            self._tell_unless_stopped(Seen())
        watched = {name: known.get(name, UNAWARE) for name in names}
        try:
            states = self._calls.changes(context, {**watched, PLUGGING: UNAWARE}, WAIT_MS)
        except PcscError as error:
            if error.code not in (results.UNKNOWN_READER, results.CANCELLED):
                raise
            return {}
        return {name: states[name] for name in names if name in states}

    def _tell_unless_stopped(self, seen: Seen) -> None:
        if not self._stopping.is_set():
            self._tell(seen)
