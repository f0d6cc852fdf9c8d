"""The connection to rosbridge: kept for ever, one log line when it is lost and one when it is back.

Responsible for: connecting, backing off, handing messages on in order.
Not responsible for: what they mean (driver.py).
"""

import asyncio
import logging
from collections.abc import Callable
from random import Random

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from drivers.backoff import Backoff
from drivers.mobile_base.nav2.protocol import LONGEST, BadMessage, Heard, decode

log = logging.getLogger(__name__)

OPEN_S = 5.0
PING_S = 1.0  # a bridge that answers no ping for twice as long is lost


class Bridge:
    """`run` it; `heard` gets every message, `connected` is told of each connection and its loss."""

    def __init__(
        self,
        address: str,
        chance: Random,
        heard: Callable[[Heard], None],
        connected: Callable[[bool], None],
    ) -> None:
        self._address = address
        self._backoff = Backoff(chance)
        self._heard = heard
        self._connected = connected
        self._outbox: asyncio.Queue[str] = asyncio.Queue()
        self._lost_at: float | None = None
        self.reason = ""
        self.outages = 0
        self.bad_messages = 0
        self.open = False

    def send(self, text: str) -> None:
        """Send as soon as it can be; lost with the connection."""
        if self.open:
            self._outbox.put_nowait(text)

    async def run(self) -> None:
        """Stay connected until cancelled; what was sent before still leaves."""
        while True:
            try:
                async with connect(
                    self._address,
                    open_timeout=OPEN_S,
                    close_timeout=PING_S,
                    ping_interval=PING_S,
                    ping_timeout=PING_S,
                    max_size=LONGEST,
                ) as connection:
                    await self._converse(connection)
            except (OSError, TimeoutError, InvalidHandshake, InvalidURI, ConnectionClosed) as error:
                self.reason = str(error) or type(error).__name__
            self._note_loss()
            await asyncio.sleep(self._backoff.next_s())

    async def _converse(self, connection: ClientConnection) -> None:
        self._note_return()
        writing = asyncio.ensure_future(self._write(connection))
        try:
            async for text in connection:
                self._take(text)
        finally:
            self.open = False
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
            while not self._outbox.empty() and connection.close_code is None:
                await connection.send(self._outbox.get_nowait())
            self._outbox = asyncio.Queue()
            self._connected(False)

    async def _write(self, connection: ClientConnection) -> None:
        while True:
            await connection.send(await self._outbox.get())

    def _take(self, text: str | bytes) -> None:
        try:
            self._heard(decode(text if isinstance(text, str) else text.decode(errors="replace")))
        except BadMessage as error:
            self.bad_messages += 1
            log.debug("rosbridge sent what is no message: %s", error)

    def _note_return(self) -> None:
        now = asyncio.get_running_loop().time()
        self._backoff.device_is_back(now)
        if self._lost_at is None:
            log.info("rosbridge connected")
        else:
            log.info("rosbridge is back outage_s=%.1f", now - self._lost_at)
        self._lost_at = None
        self.open = True
        self._connected(True)

    def _note_loss(self) -> None:
        if self._lost_at is None:
            self._lost_at = asyncio.get_running_loop().time()
            self.outages += 1
            log.warning("rosbridge lost: %s", self.reason or "closed")
            self._connected(False)
