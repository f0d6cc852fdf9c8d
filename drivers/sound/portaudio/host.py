"""The one PortAudio of this process.

Responsible for: opening and closing streams in a thread of its own, having the library look for devices anew
where one that was missing has come.
Not responsible for: trying again (drivers/link.py), what goes through a stream (whoever has it opened).
The library looks only while it is initialised, and that ends every stream: those that were open are opened
again. So it is done only when another process has found the device (listing.py), and not amid a sound.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Protocol

from drivers.blocking import at_most
from drivers.sound.errors import Cause, SoundError
from drivers.sound.portaudio.cards import cards_of
from drivers.sound.portaudio.devices import Device, Direction, chosen, default_of, devices_of
from drivers.sound.portaudio.library import SoundDevice, error_of, load
from drivers.sound.portaudio.listing import LIST_WITHIN_S, Listing, listing_now
from drivers.sound.portaudio.seldom import Seldom

OPEN_S = 15.0 + LIST_WITHIN_S
CLOSE_S = 5.0
FIRST_GAP_S = 5.0  # between looks without a changed card
LONGEST_GAP_S = 60.0


class Side(Protocol):
    """Whoever has a stream opened; called in the host's thread."""

    direction: Direction
    wanted: str  # the device's name

    @property
    def busy(self) -> bool:
        """A gap would be heard now."""

    def start(self, library: SoundDevice, device: Device) -> None:
        """Open and start a stream on `device`; raises `SoundError`."""

    def end(self) -> None:
        """Close the stream; safe to repeat."""

    def lost(self, error: SoundError) -> None:
        """The stream could not be opened again after a look for devices."""


class PortAudioHost:
    """Opens streams; the library is loaded when the first device that is wanted is there."""

    def __init__(
        self,
        loads: Callable[[], SoundDevice] = load,
        lists: Callable[[], Listing] = listing_now,
        cards: Callable[[], str] = cards_of,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._loads = loads
        self._lists = lists
        self._look_for_cards = cards
        self._clock = clock
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="portaudio")
        self._library: SoundDevice | None = None
        self._unready: SoundError | None = SoundError(Cause.NOT_FOUND, "PortAudio is not loaded")
        self._open: list[Side] = []
        self._cards = ""
        self._looking = Seldom(FIRST_GAP_S, LONGEST_GAP_S)
        self._listing: Listing | SoundError = Listing((), ())
        self._is_news = False  # the listing is newer than what the library knows

    async def open(self, side: Side) -> None:
        """Open the device that `side` wants. Raises `SoundError`."""
        await asyncio.get_running_loop().run_in_executor(self._worker, partial(self._start, side))

    async def close(self, side: Side) -> None:
        """Close its stream, an opening under way too; safe to repeat."""
        ending = asyncio.get_running_loop().run_in_executor(self._worker, partial(self._end, side))
        await asyncio.shield(ending)

    def _start(self, side: Side) -> None:
        with at_most(OPEN_S, f"opening the sound {side.direction} {side.wanted}"):
            try:
                self._start_on_known(side)
            except SoundError as error:
                if error.cause is Cause.BUSY:
                    raise
                self._look(side, error)
                self._start_on_known(side)
            self._open.append(side)
            self._looking.reached()

    def _end(self, side: Side) -> None:
        with at_most(CLOSE_S, f"closing the sound {side.direction} {side.wanted}"):
            if side in self._open:
                self._open.remove(side)
            side.end()

    def _start_on_known(self, side: Side) -> None:
        """Start a stream on what the library found when it was initialised."""
        if self._library is None or self._unready is not None:
            raise self._unready or SoundError(Cause.NOT_FOUND, "PortAudio is not loaded")
        try:
            known = Listing(self._library.query_devices(), self._library.query_hostapis())
        except self._library.PortAudioError as error:
            raise error_of(error, side.wanted) from error
        side.start(self._library, _device_in(known, side))

    def _look(self, side: Side, error: SoundError) -> None:
        """Have the library find what has come since; raises what keeps the device from being opened."""
        self._list_when_due()
        if isinstance(self._listing, SoundError):
            raise self._listing
        _device_in(self._listing, side)
        if not self._is_news:
            raise error
        if any(other.busy for other in self._open):
            raise SoundError(Cause.NOT_FOUND, f"{side.wanted} has come: it waits for the end of a sound")
        self._initialise()

    def _list_when_due(self) -> None:
        """At once when cards have changed, else ever less often."""
        now, cards = self._clock(), self._look_for_cards()
        if cards == self._cards and not self._looking.is_due(now):
            return
        self._cards, self._is_news = cards, True
        self._looking.tried(now)
        try:
            self._listing = self._lists()
        except SoundError as error:
            self._listing = error

    def _initialise(self) -> None:
        """End all streams, have the library find its devices, and begin the streams again."""
        interrupted, self._open = self._open, []
        self._is_news = False
        for side in interrupted:
            side.end()
        try:
            self._library = self._initialised(self._library)
            self._unready = None
        except SoundError as error:
            self._unready = error
        for side in interrupted:
            try:
                self._start_on_known(side)
            except SoundError as error:
                side.lost(error)
            else:
                self._open.append(side)

    def _initialised(self, library: SoundDevice | None) -> SoundDevice:
        if library is None:
            return self._loads()
        try:
            if self._unready is None:
                library._terminate()
            library._initialize()
        except library.PortAudioError as error:
            raise error_of(error, "PortAudio") from error
        return library


def _device_in(listing: Listing, side: Side) -> Device:
    devices = devices_of(listing.devices, side.direction)
    return chosen(devices, side.wanted, default_of(listing.hosts, side.direction))


@cache
def this_host() -> PortAudioHost:
    """The process's own: the library is one for all."""
    return PortAudioHost()
