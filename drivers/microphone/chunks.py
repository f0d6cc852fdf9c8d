"""Pieces of a convenient length out of whatever the wire gave. Pure."""

from collections.abc import Iterator

SHORTEST_BYTES = 640  # 20 ms
LONGEST_BYTES = 3200  # 100 ms


class Chunker:
    """Keeps what is too short for a chunk, half a sample too."""

    def __init__(self) -> None:
        self._waiting = b""

    def feed(self, pcm: bytes) -> Iterator[bytes]:
        """The chunks that `pcm` completes: whole samples, 20 to 100 ms each."""
        waiting, start = self._waiting + pcm, 0
        while len(waiting) - start >= SHORTEST_BYTES:
            end = start + min(LONGEST_BYTES, (len(waiting) - start) // 2 * 2)
            yield waiting[start:end]
            start = end
        self._waiting = waiting[start:]

    def forget(self) -> None:
        """The wire begins anew."""
        self._waiting = b""
