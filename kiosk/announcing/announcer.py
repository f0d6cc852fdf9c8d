"""Every call of the desk, heard in the hall.

Responsible for announcing each call once, in order, soon or not at all. Not responsible for playing (the
boards), for how words sound (dialogs), or for what is called (the desk).
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Protocol

from kiosk.announcing.calls import STALE_S, Call, KnownCalls, call_of, taken_back
from kiosk.announcing.recent import News, Recent
from kiosk.announcing.studio import Studio
from kiosk.desk.listeners import Listeners
from kiosk.desk.model import Board, DeskEvent
from kiosk.store_watch import until_well
from state_machines.interfaces import Clock

WAITING = 64  # calls at most; more cannot be spoken before they are stale


class CallingDesk(Protocol):
    """What tells of calls (kiosk.desk.desk.Desk)."""

    def on_event(self, listener: Callable[[DeskEvent], None]) -> None:
        """Call `listener` on the event loop after each commit."""

    async def board(self) -> Board:
        """What the hall sees. Raises `StoreError`."""


class Announcer:
    """Turns calls into sounds that boards fetch; make it on the event loop it runs on."""

    def __init__(self, desk: CallingDesk, studio: Studio, clock: Clock) -> None:
        self._desk = desk
        self._studio = studio
        self._loop_s = asyncio.get_running_loop().time
        self._known = KnownCalls(clock)
        self._recent = Recent(self._loop_s, first=int(clock.now().timestamp() * 1000))
        self._waiting: deque[tuple[Call, float]] = deque(maxlen=WAITING)
        self._making: Call | None = None
        self._others_called = False
        self._wake = asyncio.Event()
        self._changed: Listeners[None] = Listeners()
        self._worded: Listeners[bool] = Listeners()
        desk.on_event(self._told)

    @property
    def latest(self) -> int:
        """The order of the newest announcement; also before there is any."""
        return self._recent.latest

    @property
    def chime(self) -> bytes:
        """The chime alone, a WAV file."""
        return self._studio.chime

    def after(self, order: int) -> Sequence[News]:
        """What was announced and withdrawn since `order`, the stale left out."""
        return self._recent.after(order)

    def wav(self, announcement_id: str) -> bytes | None:
        """The sound of an announcement that is not stale."""
        return self._recent.wav(announcement_id)

    def on_change(self, listener: Callable[[None], None]) -> None:
        """Call `listener` on the event loop when `after` has more."""
        self._changed.add(listener)

    def on_words(self, listener: Callable[[bool], None]) -> None:
        """Call `listener` on the event loop after each call: whether all its words are in the sound."""
        self._worded.add(listener)

    async def run(self) -> None:
        """Announce calls until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            await self._look_at_others()
            while self._waiting:
                await self._announce(*self._waiting.popleft())

    def _told(self, event: DeskEvent) -> None:
        call, number = call_of(event), taken_back(event)
        if call is not None and self._known.is_new(call):
            self._waiting.append((call, self._loop_s()))
        if number is not None:
            self._take_back(number)
        self._others_called |= event.kind == "external"
        self._wake.set()

    async def _look_at_others(self) -> None:
        """Calls at counters of another process on the same numbers."""
        if not self._others_called:
            return
        self._others_called = False
        for call in self._known.foreign(await until_well(self._desk.board)):
            self._waiting.append((call, self._loop_s()))

    async def _announce(self, call: Call, called_s: float) -> None:
        if called_s <= self._loop_s() - STALE_S:
            return
        self._making = call
        wav, worded = await self._studio.make(call)
        self._worded.tell([worded])
        if self._making is not None:
            self._making = None
            self._recent.add(call, wav, called_s)
            self._changed.tell([None])

    def _take_back(self, number: str) -> None:
        self._known.forget(number)
        self._waiting = deque((w for w in self._waiting if w[0].number != number), maxlen=WAITING)
        if self._making is not None and self._making.number == number:
            self._making = None
        self._recent.withdraw(number)
        self._changed.tell([None])
