"""What people around are told before the robot moves, and while it does."""

import asyncio
from collections.abc import Callable

from drivers.motion import Notice
from state_machines.travel_errand import Errand
from state_machines.travel_interfaces import TravelWords

NOT_SOON_AGAIN_S = 5.0  # between two notices of one kind

Tell = Callable[[TravelWords | None], None]


class Telling:
    """Says words of the texts; `on_announced` once people have had time to step aside."""

    def __init__(self, tell: Tell, announce_s: float, on_announced: Callable[[], None]) -> None:
        self._tell = tell
        self._announce_s = announce_s
        self._on_announced = on_announced
        self._timer: asyncio.TimerHandle | None = None
        self._noticed: dict[Notice, float] = {}
        self._said = 0

    def announce(self, errand: Errand) -> None:
        """It is about to move; the time begins anew."""
        self.wait_no_more()
        self._noticed.clear()
        self._say("travel_guides" if errand.kind == "guide" else "travel_starts", errand.place)
        self._timer = asyncio.get_running_loop().call_later(self._announce_s, self._announced)

    def wait_no_more(self) -> None:
        """It will not move now. Safe to repeat."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def notice(self, notice: Notice, place: str) -> None:
        """On the way to `place`; the same is not said twice in a breath."""
        now = asyncio.get_running_loop().time()
        if now - self._noticed.get(notice, now - NOT_SOON_AGAIN_S) >= NOT_SOON_AGAIN_S:
            self._noticed[notice] = now
            self._say(f"travel_{notice}", place)

    def end(self) -> None:
        """Nothing that was said is true any more."""
        self.wait_no_more()
        self._tell(None)

    def _say(self, key: str, place: str) -> None:
        self._said += 1
        self._tell(TravelWords(key, place, self._said))

    def _announced(self) -> None:
        self._timer = None
        self._on_announced()
