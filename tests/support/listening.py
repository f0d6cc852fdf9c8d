"""A listener at work with the real child, and what it hears."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from dialogs.interfaces import Heard
from dialogs.listening.listener import LAST, Listener, Times

WITHIN_S = 20.0


class Ear:
    """A listener and everything it has told."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.heard: list[Heard] = []
        self._numbers = count(1)
        self._changed = asyncio.Event()
        listener.on_heard(self._note)
        listener.on_change(self._changed.set)

    def _note(self, heard: Heard) -> None:
        self.heard.append(heard)
        self._changed.set()

    @property
    def pid(self) -> int:
        """The child's."""
        assert self.listener.pid is not None
        return self.listener.pid

    async def until(self, done: object, within_s: float = WITHIN_S) -> None:
        """Return when `done()` is true."""
        async with asyncio.timeout(within_s):
            while not done():
                self._changed.clear()
                with_limit = asyncio.wait_for(self._changed.wait(), 0.05)
                await asyncio.gather(with_limit, return_exceptions=True)

    async def until_ready(self) -> None:
        """Return when some language can be heard."""
        await self.until(lambda: self.listener.languages)

    def listen(self, quiet_s: float = 0.7, phrases: Sequence[str] = (), language: str = "vi") -> int:
        """Begin an utterance; its number."""
        self.heard.clear()
        number = next(self._numbers)
        self.listener.listen(number, language, quiet_s, phrases)
        return number

    async def last(self, within_s: float = WITHIN_S) -> Heard:
        """What ends the utterance."""
        await self.until(lambda: self.heard and self.heard[-1].kind in LAST, within_s)
        return self.heard[-1]

    async def hear(self, pcm: bytes, quiet_s: float = 0.7, phrases: Sequence[str] = ()) -> Heard:
        """What `pcm` is heard as; fed at once."""
        self.listen(quiet_s, phrases)
        self.listener.feed(pcm)
        return await self.last()


@asynccontextmanager
async def listening(model: Path, times: Times | None = None, ready: bool = True) -> AsyncIterator[Ear]:
    """A listener with the Vietnamese `model`."""
    ear = Ear(Listener(lambda: {"vi": model}, times=times))
    task = asyncio.create_task(ear.listener.run())
    try:
        if ready:
            await ear.until_ready()
        yield ear
    finally:
        task.cancel()
        await asyncio.wait([task])
