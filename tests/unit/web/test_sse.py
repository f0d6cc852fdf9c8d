import asyncio
from collections.abc import Awaitable, Callable

import pytest
from fastapi import HTTPException

from kiosk.desk.store import StoreError
from kiosk.web import sse
from kiosk.web.sse import Feed, Gone, Signal, Streams, digest, message, screens


class Reader:
    """A browser on the other side of a stream."""

    def __init__(self, streams: Streams, feed: Feed) -> None:
        self._leave = asyncio.Event()
        self.got: list[str] = []
        self._news = asyncio.Event()
        scope = {"type": "http", "method": "GET", "headers": []}
        self.task = asyncio.create_task(streams.answer(feed)(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, str]:
        await self._leave.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, object]) -> None:
        if message["type"] == "http.response.body" and message["body"]:
            self.got.append(bytes(message["body"]).decode())
            self._news.set()

    async def next(self) -> str:
        """What came since the last look, at least one part."""
        while not self.got:
            self._news.clear()
            await self._news.wait()
        parts, self.got = "".join(self.got), []
        return parts

    async def leave(self) -> None:
        self._leave.set()
        await self.task


def counting() -> tuple[Callable[[], Awaitable[str]], list[str]]:
    shown = ["one"]

    async def render() -> str:
        return shown[-1]

    return render, shown


async def test_the_screen_comes_at_once_and_again_at_every_change() -> None:
    streams, signal = Streams(), Signal()
    render, shown = counting()
    reader = Reader(streams, screens(signal, render, seen=""))
    while "data: one" not in await reader.next():
        pass
    shown.append("two")
    signal.fire()
    assert f"id: {digest('two')}\nevent: screen\ndata: two\n\n" in await reader.next()
    await reader.leave()


async def test_a_browser_that_shows_it_already_gets_nothing_twice() -> None:
    streams, signal = Streams(), Signal()
    render, shown = counting()
    reader = Reader(streams, screens(signal, render, seen=digest("one")))
    assert "retry:" in await reader.next()
    shown.append("two")
    signal.fire()
    text = await reader.next()
    while "two" not in text:
        text += await reader.next()
    assert "one" not in text
    await reader.leave()


async def test_a_slow_reader_misses_steps_but_never_the_last_one() -> None:
    streams, signal = Streams(), Signal()
    render, shown = counting()
    reader = Reader(streams, screens(signal, render, seen=""))
    while "one" not in await reader.next():
        pass
    for number in range(50):
        shown.append(f"step {number}")
        signal.fire()
    assert (text := await reader.next()).count("event: screen") == 1 and "step 49" in text
    await reader.leave()


async def test_nothing_new_for_a_while_is_a_heartbeat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sse, "HEARTBEAT_S", 0.001)
    render, _ = counting()
    reader = Reader(Streams(), screens(Signal(), render, seen=""))
    text = ""
    while ": still here" not in text:
        text += await reader.next()
    await reader.leave()


async def test_closing_ends_every_stream_and_takes_no_new_one() -> None:
    streams, signal = Streams(), Signal()
    render, _ = counting()
    readers = [Reader(streams, screens(signal, render, seen="")) for _ in range(3)]
    for reader in readers:
        await reader.next()
    assert streams.open == 3
    streams.close()
    await asyncio.gather(*(reader.task for reader in readers))
    assert streams.open == 0
    with pytest.raises(HTTPException):
        streams.answer(screens(signal, render, seen=""))


async def test_too_many_streams_are_refused() -> None:
    streams, signal = Streams(limit=1), Signal()
    render, _ = counting()
    reader = Reader(streams, screens(signal, render, seen=""))
    await reader.next()
    with pytest.raises(HTTPException) as refused:
        streams.answer(screens(signal, render, seen=""))
    assert refused.value.status_code == 503
    await reader.leave()
    assert streams.open == 0


async def test_what_is_gone_is_told_and_ends_the_stream() -> None:
    async def render() -> str:
        raise Gone

    reader = Reader(Streams(), screens(Signal(), render, seen=""))
    await reader.task
    assert "event: reload" in "".join(reader.got)


async def test_a_store_that_fails_ends_the_stream_so_that_the_browser_comes_back() -> None:
    async def render() -> str:
        raise StoreError("disk_full", "the disk is full")

    streams = Streams()
    await Reader(streams, screens(Signal(), render, seen="")).task
    assert streams.open == 0


async def test_an_error_while_rendering_is_raised_and_leaves_nothing_open() -> None:
    async def render() -> str:
        raise RuntimeError("broken")

    streams = Streams()
    reader = Reader(streams, screens(Signal(), render, seen=""))
    with pytest.raises(RuntimeError, match="broken"):
        await reader.task
    assert streams.open == 0


def test_a_message_keeps_its_lines() -> None:
    assert message("screen", "a\nb", "k") == "id: k\nevent: screen\ndata: a\ndata: b\n\n"
