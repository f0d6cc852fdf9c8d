"""What staff must hear that no device tells: a citizen calls, somebody guesses at a PIN, the robot is deaf.

In memory only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.desk.staff import Alarm
from kiosk.web.context import WebContext


@dataclass(frozen=True, slots=True)
class Guesses:
    """Wrong tries of one name's PIN; where they came from is not kept."""

    name: str
    count: int
    locked: bool
    latest: datetime


class StaffNews:
    """Since when a citizen calls, and what nobody has seen yet: guesses at PINs, languages not heard."""

    def __init__(self, context: WebContext, changed: Callable[[], None]) -> None:
        self.call_since: datetime | None = None
        self.unheard = context.unheard
        self._clock = context.clock
        self._changed = changed
        self._guesses: dict[str, Guesses] = {}
        context.visit.on_staff_called(self._called)
        context.staff.on_alarm(self._guessed)

    def guesses(self) -> tuple[Guesses, ...]:
        """One entry a name, the latest first."""
        return tuple(sorted(self._guesses.values(), key=lambda guesses: guesses.latest, reverse=True))

    def seen(self) -> None:
        """Staff know of all that was told so far."""
        self._guesses.clear()
        self.unheard = ()
        self._changed()

    def _called(self, called: bool) -> None:
        self.call_since = self._clock.now() if called else None

    def _guessed(self, alarm: Alarm) -> None:
        self._guesses[alarm.name] = Guesses(alarm.name, alarm.failures, alarm.locked, self._clock.now())
        self._changed()
