"""Sound on its way to the child: bounded, in order, kept until the child is through with it.

Responsible for: how much may be under way, what is dropped when there is too much, giving it again to another
child. Not responsible for: the messages (listener.py).
"""

from collections import deque

from dialogs.listening.audio import BYTES_A_SECOND, SAMPLE_BYTES

MOST_S = 30.0  # waiting, and so long a way back for another child
UNDER_WAY_S = 1.0  # given to the child and not yet taken by it
PIECE_BYTES = BYTES_A_SECOND // 5


class Feed:
    """The sound of one utterance."""

    def __init__(self, most_s: float = MOST_S, under_way_s: float = UNDER_WAY_S) -> None:
        self._most = int(most_s * BYTES_A_SECOND)
        self._most_under_way = int(under_way_s * BYTES_A_SECOND)
        self._waiting: deque[bytes] = deque()
        self._waiting_bytes = 0
        self._given: deque[bytes] = deque()  # for another child, should this one be lost
        self._given_bytes = 0
        self._under_way = 0
        self._odd = b""
        self._was_given_again = False
        self.dropped_bytes = 0

    def add(self, pcm: bytes) -> None:
        """Take sound of any length; of too much the oldest is dropped and counted."""
        data = self._odd + pcm
        whole = len(data) - len(data) % SAMPLE_BYTES
        self._odd = data[whole:]
        start = max(0, whole - self._most)
        self.dropped_bytes += start
        for begin in range(start, whole, PIECE_BYTES):
            piece = data[begin : min(begin + PIECE_BYTES, whole)]
            self._waiting.append(piece)
            self._waiting_bytes += len(piece)
        while self._waiting_bytes > self._most:
            self.dropped_bytes += self._forget_oldest()

    def next(self) -> bytes | None:
        """The next piece that may be given now."""
        if not self._waiting or self._under_way >= self._most_under_way:
            return None
        piece = self._waiting.popleft()
        self._waiting_bytes -= len(piece)
        self._under_way += len(piece)
        self._given.append(piece)
        self._given_bytes += len(piece)
        while self._given_bytes > self._most:
            self._given_bytes -= len(self._given.popleft())
        return piece

    def taken(self, count: int) -> None:
        """The child is through with `count` bytes more."""
        self._under_way = max(0, self._under_way - count)

    @property
    def is_empty(self) -> bool:
        """Whether all sound was given."""
        return not self._waiting

    def begin_again(self) -> None:
        """Another child hears what this one had, but once only: the sound itself may be what ends them."""
        if not self._was_given_again:
            self._waiting.extendleft(reversed(self._given))
            self._waiting_bytes += self._given_bytes
        self._was_given_again = True
        self._given.clear()
        self._given_bytes = self._under_way = 0
        while self._waiting_bytes > self._most:
            self._forget_oldest()

    def _forget_oldest(self) -> int:
        oldest = self._waiting.popleft()
        self._waiting_bytes -= len(oldest)
        return len(oldest)
