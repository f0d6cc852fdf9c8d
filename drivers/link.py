"""Keeps one device connected, whatever it is.

Responsible for: opening, having the device identified, noticing its loss, trying again for ever, one log
line when it is lost and one when it is back.
Not responsible for: what is said on the wire (the device's driver) and for repeating what was under way.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Protocol

from drivers.backoff import Backoff
from drivers.errors import DeviceError, Silent, TransportError
from drivers.interfaces import Transport

log = logging.getLogger(__name__)


class LinkState(StrEnum):
    """The states of a connection (state_machines/connection.py)."""

    CLOSED = "closed"
    OPENING = "opening"
    IDENTIFYING = "identifying"
    READY = "ready"
    LOST = "lost"


class Linked(Protocol):
    """What a driver does for its link."""

    def receive(self, data: bytes) -> int:
        """Take bytes from the wire; how many valid frames they completed."""

    async def identify(self) -> None:
        """Make sure that it is our device and set it up. Raises `DeviceError` when it is not."""

    async def watch(self) -> None:
        """Ask for a sign of life; called while no frame comes by itself. Returns when it had its chance."""


@dataclass(frozen=True, slots=True)
class LinkTimes:
    """Seconds: what waits in the wire is let run out, how often to look, how long without a valid frame."""

    settle_s: float = 0.1
    watch_s: float = 1.0
    silence_s: float = 3.5


class Link:
    """One device's connection; `run` it, write through it."""

    def __init__(
        self, name: str, transport: Transport, device: Linked, chance: Random, times: LinkTimes | None = None
    ) -> None:
        self._name = name
        self._transport = transport
        self._device = device
        self._times = times or LinkTimes()
        self._backoff = Backoff(chance)
        self._listeners: list[Callable[[LinkState], None]] = []
        self._state = LinkState.CLOSED
        self._dropped = asyncio.Event()
        self._reason: DeviceError | None = None
        self._heard_at = 0.0
        self._lost_at: float | None = None
        self.outages = 0

    @property
    def state(self) -> LinkState:
        """Where the connection is."""
        return self._state

    @property
    def reason(self) -> DeviceError | None:
        """Why the device is or was last lost."""
        return self._reason

    def on_state(self, listener: Callable[[LinkState], None]) -> None:
        """Call `listener` on the event loop after every change of state."""
        self._listeners.append(listener)

    async def run(self) -> None:
        """Keep the device connected until cancelled; the wire is closed then."""
        try:
            while True:
                await self._connect_once()
                await asyncio.sleep(self._backoff.next_s())
        finally:
            self._enter(LinkState.CLOSED)

    async def write(self, data: bytes) -> None:
        """Write to the device; a wire that does not take it is lost. Raises `TransportError`."""
        if self._state not in (LinkState.IDENTIFYING, LinkState.READY):
            raise TransportError(f"{self._name} is not connected")
        try:
            await self._transport.write(data)
        except TransportError as error:
            self.drop(error)
            raise

    def drop(self, reason: DeviceError) -> None:
        """Give the connection up and begin again; the first reason counts."""
        if not self._dropped.is_set():
            self._reason = reason
            self._dropped.set()

    async def _connect_once(self) -> None:
        self._dropped.clear()
        self._enter(LinkState.OPENING)
        try:
            await self._transport.open()
            await self._converse()
        except TransportError as error:
            self.drop(error)
        finally:
            await self._transport.close()
        self._note_loss()
        self._enter(LinkState.LOST)

    async def _converse(self) -> None:
        """Talk to the device until it is lost."""
        tasks = [asyncio.ensure_future(work) for work in (self._listen(), self._identify_and_watch())]
        try:
            await self._dropped.wait()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
        for task in tasks:
            if not task.cancelled():
                task.result()

    async def _listen(self) -> None:
        try:
            while True:
                if self._device.receive(await self._transport.read()):
                    self._heard_at = asyncio.get_running_loop().time()
        except TransportError as error:
            self.drop(error)
        finally:
            self._dropped.set()

    async def _identify_and_watch(self) -> None:
        self._enter(LinkState.IDENTIFYING)
        try:
            await asyncio.sleep(self._times.settle_s)
            await self._device.identify()
            self._note_return()
            self._enter(LinkState.READY)
            await self._watch()
        except DeviceError as error:
            self.drop(error)
        finally:
            self._dropped.set()

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(self._times.watch_s)
            if loop.time() - self._heard_at < self._times.watch_s:
                continue
            await self._device.watch()
            if loop.time() - self._heard_at >= self._times.silence_s:
                raise Silent(f"{self._name} gave no valid answer for {self._times.silence_s:g} s")

    def _enter(self, state: LinkState) -> None:
        if state is self._state:
            return
        self._state = state
        for listener in self._listeners:
            listener(state)

    def _note_return(self) -> None:
        now = asyncio.get_running_loop().time()
        self._heard_at = now
        self._backoff.device_is_back(now)
        if self._lost_at is None:
            log.info("%s connected", self._name)
        else:
            log.info("%s is back outage_s=%.1f", self._name, now - self._lost_at)
        self._lost_at = None

    def _note_loss(self) -> None:
        if self._lost_at is None:
            self._lost_at = asyncio.get_running_loop().time()
            self.outages += 1
            log.warning("%s lost: %s", self._name, self._reason)
