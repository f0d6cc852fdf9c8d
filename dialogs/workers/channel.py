"""The parent's end of a child's pipes, on the event loop without a task of its own.

Responsible for: messages in order, what the child prints to stderr (log, DEBUG), noticing its end.
Not responsible for: starting and ending it (worker.py).
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import cast

from dialogs.workers.frames import BadFrame, Frame, FrameDecoder

log = logging.getLogger(__name__)

STDIN, STDOUT, STDERR = 0, 1, 2
MOST_FRAMES = 64  # read ahead of whoever takes them; the child waits then
CLOSED = "closed its pipes"
LONGEST_LINE = 500  # bytes of a printed line that are kept


class Channel(asyncio.SubprocessProtocol):
    """What comes from one child; every piece of news sets `changed`."""

    def __init__(self, name: str) -> None:
        self.transport: asyncio.SubprocessTransport | None = None
        self.lost = ""  # why nothing more will come
        self.last_line = ""
        self.on_lost: Callable[[], None] = _nobody
        self.changed = asyncio.Event()
        self.ended = asyncio.Event()
        self.closed = asyncio.Event()
        self._name = name
        self._frames: deque[Frame] = deque()
        self._decoder = FrameDecoder()
        self._printed = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The child runs."""
        self.transport = cast(asyncio.SubprocessTransport, transport)

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Messages or printed lines."""
        if fd == STDERR:
            self._note(data)
        elif not self.lost:
            self._decode(data)

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """Without messages in both directions a child is of no use."""
        if fd == STDERR:
            self._note(b"\n")
        else:
            self.lose(CLOSED)

    def process_exited(self) -> None:
        """The child has ended and was reaped; messages may still lie in its pipe."""
        self.ended.set()

    def connection_lost(self, exc: Exception | None) -> None:
        """Everything is closed."""
        self.closed.set()

    def lose(self, why: str) -> None:
        """Nothing more will come; the first reason counts."""
        if not self.lost:
            self.lost = why
            self.changed.set()
            self.on_lost()

    def take(self) -> Frame | None:
        """The oldest message that was not taken yet."""
        if not self._frames:
            return None
        if len(self._frames) == MOST_FRAMES:
            self._stdout.resume_reading()
        return self._frames.popleft()

    def waiting_bytes(self) -> int:
        """How much of what was sent the child has not taken."""
        return self._stdin.get_write_buffer_size()

    def send(self, data: bytes) -> None:
        """Hand `data` to the system as fast as the child takes it."""
        self._stdin.write(data)

    def _decode(self, data: bytes) -> None:
        was_full = len(self._frames) >= MOST_FRAMES
        try:
            self._frames.extend(self._decoder.feed(data))
        except BadFrame as error:
            self.lose(f"wrote nonsense: {error}")
        if len(self._frames) >= MOST_FRAMES and not was_full:
            self._stdout.pause_reading()
        self.changed.set()

    def _note(self, data: bytes) -> None:
        *lines, rest = (self._printed + data).split(b"\n")
        self._printed = rest[:LONGEST_LINE]
        for line in lines:
            if text := line[:LONGEST_LINE].decode(errors="replace").strip():
                self.last_line = text
                log.debug("%s: %s", self._name, text)

    @property
    def _stdin(self) -> asyncio.WriteTransport:
        return cast(asyncio.WriteTransport, self._pipe(STDIN))

    @property
    def _stdout(self) -> asyncio.ReadTransport:
        return cast(asyncio.ReadTransport, self._pipe(STDOUT))

    def _pipe(self, fd: int) -> asyncio.BaseTransport | None:
        return self.transport and self.transport.get_pipe_transport(fd)


def _nobody() -> None:
    """Nobody listens yet."""
