"""A code scanner on a line: serial, USB in virtual serial mode, or the network.

Responsible for: triggering it while codes are wanted, handing on what it read, its status.
Not responsible for: what a code means (drivers/identity_card), cutting the line into codes (protocol.py),
connecting (drivers/link.py). Codes are people's data: none is logged or kept, none is told that nobody wants.
"""

import asyncio
import contextlib
import math
from collections.abc import Callable
from random import Random, SystemRandom
from typing import Self

from drivers.code_scanner.serial.protocol import CodeProtocol, Ending
from drivers.code_scanner.serial.status import ONLINE, STARTING, UNPLUGGED
from drivers.code_scanner.serial.triggers import NONE, Trigger, trigger_named
from drivers.errors import TransportError
from drivers.interfaces import ScannedCode, Transport
from drivers.link import Link, LinkState, LinkTimes
from drivers.status import DeviceStatus
from drivers.transports.address import is_serial, transport_at

ROLE = "code scanner"
WAKE_S = 0.05
TIMES = LinkTimes(settle_s=0.1, watch_s=2.0, silence_s=math.inf)  # one that has read nothing is silent
_STATUSES = {LinkState.READY: ONLINE, LinkState.LOST: UNPLUGGED}
_FLOW = "?flow="


class SerialCodeScanner:
    """A scanner behind `transport` (drivers.interfaces.CodeScanner)."""

    def __init__(self, transport: Transport, trigger: Trigger, ending: Ending, chance: Random) -> None:
        self._trigger = trigger
        self._protocol = CodeProtocol(ending, trigger.answers)
        self._looking = False
        self._turned = asyncio.Event()
        self._pulling = asyncio.Lock()
        self._lapse: asyncio.TimerHandle | None = None
        self._code_listeners: list[Callable[[ScannedCode], None]] = []
        self._status_listeners: list[Callable[[DeviceStatus], None]] = []
        self._status = STARTING
        self._codes = self._unread = 0
        self.link = Link(ROLE, transport, self, chance, TIMES)
        self.link.on_state(self._on_link_state)

    @classmethod
    def open(cls, address: str, baud: int, trigger: str = NONE, ending: str = Ending.ANY) -> Self:
        """The scanner at `address` (drivers/transports/address.py); no I/O before `run`.

        Raises `AddressError` and `TriggerError`, and `ValueError` for an ending that is none.
        """
        return cls(_transport_at(address, baud), trigger_named(trigger), Ending(ending), SystemRandom())

    @property
    def status(self) -> DeviceStatus:
        """The status last known."""
        return self._status

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        self._status_listeners.append(listener)

    def on_code(self, listener: Callable[[ScannedCode], None]) -> None:
        """Call `listener` on the event loop with every code while codes are wanted."""
        self._code_listeners.append(listener)

    def look(self, looking: bool) -> None:
        """Look for codes from now on, or no longer."""
        if looking is not self._looking:
            self._looking = looking
            self._protocol.forget()
            self._turned.set()

    async def run(self) -> None:
        """Keep the scanner connected until cancelled."""
        works = [asyncio.ensure_future(work) for work in (self.link.run(), self._turn())]
        try:
            ended, _ = await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
            for work in ended:
                work.result()
        finally:
            for work in works:
                work.cancel()
            await asyncio.wait(works)

    def receive(self, data: bytes) -> int:
        """For the link: take bytes from the wire."""
        codes = self._protocol.feed(data, _now())
        self._tell(codes)
        self._await_lapse()
        return len(codes)

    async def identify(self) -> None:
        """For the link: a scanner says nothing of itself. Raises `TransportError`."""
        self._protocol.settled()
        self._await_lapse()
        await self._pull()

    async def watch(self) -> None:
        """For the link: most scanners give up after some seconds, so they are told again."""
        if self._looking:
            await self._pull()

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician; nothing of what was read."""
        return {
            "link": self.link.state.value,
            "reason": str(self.link.reason or ""),
            "outages": self.link.outages,
            "codes": self._codes,
            "unread": self._unread,
        }

    async def _turn(self) -> None:
        """Whenever looking begins or ends, tell the scanner."""
        while True:
            await self._turned.wait()
            self._turned.clear()
            with contextlib.suppress(TransportError):  # it is told when it is there (again)
                await self._pull()

    async def _pull(self) -> None:
        """Send the command that fits, where the scanner takes one. Raises `TransportError`."""
        async with self._pulling:
            if self._trigger.wake:
                await self.link.write(self._trigger.wake)
                await asyncio.sleep(WAKE_S)
            if command := self._trigger.on if self._looking else self._trigger.off:
                await self.link.write(command)

    def _await_lapse(self) -> None:
        if self._lapse is not None:
            self._lapse.cancel()
        due = self._protocol.due
        self._lapse = None if due is None else asyncio.get_running_loop().call_at(due, self._on_lapse)

    def _on_lapse(self) -> None:
        self._lapse = None
        self._tell(self._protocol.lapse(_now()))
        self._await_lapse()

    def _tell(self, codes: list[ScannedCode]) -> None:
        for code in codes:
            self._codes += 1
            self._unread += bool(code.problem)
            if self._looking:
                for listener in self._code_listeners:
                    listener(code)

    def _on_link_state(self, state: LinkState) -> None:
        self._become(state)
        if state not in (LinkState.IDENTIFYING, LinkState.READY):
            self._protocol.begin()
            self._await_lapse()

    def _become(self, state: LinkState) -> None:
        status = _STATUSES.get(state, self._status)
        if status != self._status:
            self._status = status
            for listener in self._status_listeners:
                listener(status)


def _transport_at(address: str, baud: int) -> Transport:
    """Without flow control, as commands hold XON and XOFF; and never recorded, as codes are people's data."""
    plain = is_serial(address) and _FLOW not in address
    return transport_at(f"{address}{_FLOW}none" if plain else address, baud)


def _now() -> float:
    return asyncio.get_running_loop().time()
