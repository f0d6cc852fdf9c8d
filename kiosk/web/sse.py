"""Server-Sent Events for whole screens: a slow browser misses steps in between, never the last one."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from hashlib import blake2b

from fastapi import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kiosk.desk.store import StoreError

HEARTBEAT_S = 15.0
RETRY_MS = 1000
HEARTBEAT = ": still here\n\n"

Write = Callable[[str], Awaitable[None]]
Feed = Callable[[Write], Awaitable[None]]


class Gone(Exception):
    """What a stream shows is there no more: the page must be loaded again."""


class Signal:
    """Wakes everybody who watches. `version` rises with every change."""

    def __init__(self) -> None:
        self.version = 0
        self._watchers: set[asyncio.Event] = set()

    def fire(self, *_what: object) -> None:
        """Something changed; call on the event loop. Fits any listener."""
        self.version += 1
        for watcher in self._watchers:
            watcher.set()

    def watch(self) -> "Watch":
        """A watcher of the caller's own, to be used as a context."""
        return Watch(self._watchers)


class Watch:
    """One bit of memory: has anything changed since the last look?"""

    def __init__(self, watchers: set[asyncio.Event]) -> None:
        self._watchers = watchers
        self._changed = asyncio.Event()

    def __enter__(self) -> "Watch":
        self._watchers.add(self._changed)
        return self

    def __exit__(self, *_why: object) -> None:
        self._watchers.discard(self._changed)

    async def changed(self, within_s: float) -> bool:
        """Wait for a change since the last call; False when `within_s` passed without one."""
        try:
            async with asyncio.timeout(within_s):
                await self._changed.wait()
        except TimeoutError:
            return False
        self._changed.clear()
        return True


def message(event: str, data: str, key: str = "") -> str:
    """One event on the wire; the browser sends `key` back as Last-Event-ID after a reconnect."""
    name = f"id: {key}\n" if key else ""
    lines = "".join(f"data: {line}\n" for line in data.splitlines() or [""])
    return f"{name}event: {event}\n{lines}\n"


def digest(data: str) -> str:
    """A short name of `data`, to tell whether a browser shows it already."""
    return blake2b(data.encode(), digest_size=9).hexdigest()


def screens(signal: Signal, render: Callable[[], Awaitable[str]], seen: str, pause_s: float = 0.0) -> Feed:
    """A feed that sends what `render` makes whenever it differs from what was `seen` last (a `digest`).

    It looks at every change and at every heartbeat; changes closer together than `pause_s` are one.
    """

    async def feed(write: Write) -> None:
        shown = seen
        with signal.watch() as watch:
            while True:
                try:
                    html = await render()
                except Gone:
                    await write(message("reload", ""))
                    return
                if digest(html) != shown:
                    shown = digest(html)
                    await write(message("screen", html, shown))
                else:
                    await write(HEARTBEAT)
                if await watch.changed(HEARTBEAT_S) and pause_s:
                    await asyncio.sleep(pause_s)

    return feed


def together(*feeds: Feed) -> Feed:
    """A feed of what all `feeds` write, until the first of them ends."""

    async def feed(write: Write) -> None:
        await first_of(*(each(write) for each in feeds))

    return feed


class Streams:
    """The open event streams of one server; `close` ends them all at once."""

    def __init__(self, limit: int = 500) -> None:
        self._limit = limit
        self._closing = asyncio.Event()
        self.open = 0

    def close(self) -> None:
        """End every stream now and refuse new ones; call on the event loop; safe to repeat."""
        self._closing.set()

    def answer(self, feed: Feed) -> "EventStream":
        """The response that sends what `feed` writes; HTTP 503 when there are too many or the server ends."""
        if self.open >= self._limit or self._closing.is_set():
            raise HTTPException(503, "no more live connections now")
        return EventStream(self, feed)

    async def closing(self) -> None:
        """Wait until `close`."""
        await self._closing.wait()


class EventStream(Response):
    """Runs one feed until the reader leaves, the server ends, or there is no more to send; leaves no task."""

    def __init__(self, streams: Streams, feed: Feed) -> None:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(status_code=200, media_type="text/event-stream", headers=headers)
        del self.headers["content-length"]
        self._streams = streams
        self._feed = feed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream (ASGI)."""

        async def write(text: str) -> None:
            await send({"type": "http.response.body", "body": text.encode(), "more_body": True})

        self._streams.open += 1
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            await write(f"retry: {RETRY_MS}\n\n")
            with suppress(StoreError):  # the store's failure is told elsewhere; the reader comes back
                await first_of(self._feed(write), _left(receive), self._streams.closing())
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self._streams.open -= 1


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def first_of(*works: Awaitable[None]) -> None:
    """Run until the first of `works` ends, then end the others; raises what the first one raised."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
