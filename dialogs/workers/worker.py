"""A child process that takes and gives messages.

Responsible for: starting it in bounded time, messages both ways, noticing that it is lost, ending it.
Not responsible for: starting another one (keeper.py) and what the messages say.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from dialogs.workers.channel import CLOSED, Channel
from dialogs.workers.frames import Frame, encode_frame

MOST_WAITING_BYTES = 1 << 20  # sent and not taken by the child: half a minute of a microphone
EXIT_CODE_S = 0.5  # a child that closes its pipes is about to end


class WorkerLost(Exception):
    """The worker died, hung past its limit or wrote nonsense; the message says which."""


class Worker:
    """One child running `module` with `arguments`; to be started once and stopped in the end."""

    def __init__(self, module: str, *arguments: str) -> None:
        self._command = (sys.executable, "-m", module, *arguments)
        self._module = module
        self._channel: Channel | None = None

    async def start(self, limit_s: float) -> dict[str, Any]:
        """Start it and wait for its first message. Raises `WorkerLost`."""
        if self._channel is not None:
            raise RuntimeError("a worker is started once; make a new one")
        channel = self._channel = Channel(self._module)
        ready: dict[str, Any] | None = None
        try:
            async with asyncio.timeout(limit_s):
                await self._spawn(channel)
                ready, _ = await self.receive()
        except TimeoutError as error:
            raise WorkerLost(f"the worker was not ready within {limit_s:g} s") from error
        except WorkerLost as error:
            raise WorkerLost(": ".join(filter(None, (str(error), channel.last_line)))) from error
        finally:
            if ready is None:
                await self.stop()
        return ready

    def send(self, message: Mapping[str, Any], blob: bytes = b"") -> None:
        """Send without waiting. Raises `WorkerLost`, and `BadFrame` for what is too long to be sent."""
        channel = self._require()
        frame = encode_frame(message, blob)
        if channel.lost or channel.ended.is_set():
            raise WorkerLost(_why(channel))
        if channel.waiting_bytes() > MOST_WAITING_BYTES:
            raise WorkerLost(f"the worker hangs: {channel.waiting_bytes()} bytes were not taken")
        channel.send(frame)

    async def receive(self) -> Frame:
        """The next message and its blob; to be cancelled at will. Raises `WorkerLost`."""
        channel = self._require()
        while (frame := channel.take()) is None:
            if channel.lost:
                await _exit_code(channel)
                raise WorkerLost(_why(channel))
            channel.changed.clear()
            await channel.changed.wait()
        return frame

    def on_lost(self, listener: Callable[[], None]) -> None:
        """Call `listener` on the event loop when it is lost or stopped; `receive` then tells why."""
        self._require().on_lost = listener

    async def stop(self) -> None:
        """Kill it; safe to repeat. Nothing of it is left afterwards."""
        channel = self._channel
        if channel is None or channel.transport is None:
            return
        channel.lose("was stopped")
        if not channel.ended.is_set():
            with suppress(ProcessLookupError):
                os.kill(channel.transport.get_pid(), signal.SIGKILL)
        await channel.ended.wait()
        channel.transport.close()
        await channel.closed.wait()

    @property
    def alive(self) -> bool:
        """Whether it runs and can be talked with, as far as is known."""
        channel = self._channel
        return (
            channel is not None
            and channel.transport is not None
            and not channel.lost
            and not channel.ended.is_set()
        )

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        channel = self._channel
        if channel is None or channel.transport is None or channel.ended.is_set():
            return None
        return channel.transport.get_pid()

    async def _spawn(self, channel: Channel) -> None:
        loop = asyncio.get_running_loop()
        try:  # in a session of its own, so that Ctrl-C reaches the robot alone, which then stops it
            await loop.subprocess_exec(lambda: channel, *self._command, start_new_session=True)
        except OSError as error:
            raise WorkerLost(f"the worker cannot be started: {error}") from error

    def _require(self) -> Channel:
        if self._channel is None or self._channel.transport is None:
            raise WorkerLost("the worker was not started")
        return self._channel


def _why(channel: Channel) -> str:
    code = channel.transport.get_returncode() if channel.transport else None
    how = _ending(code) if channel.lost in ("", CLOSED) and code is not None else channel.lost
    return f"the worker {how}"


def _ending(code: int) -> str:
    return f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"


async def _exit_code(channel: Channel) -> None:
    """Wait a moment for it if it is about to come."""
    if channel.lost == CLOSED:
        with suppress(TimeoutError):
            async with asyncio.timeout(EXIT_CODE_S):
                await channel.ended.wait()
