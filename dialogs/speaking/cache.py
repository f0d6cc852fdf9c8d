"""Sentences that were made before, in memory only."""

from collections import OrderedDict
from collections.abc import Hashable

from dialogs.interfaces import Speech

MOST_BYTES = 24 << 20  # nine minutes of speech
ENTRY_BYTES = 400  # what an entry takes beside its sound


class SpeechCache:
    """Keeps what was used last, up to `most_bytes` in all."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Hashable, Speech] = OrderedDict()
        self.bytes = 0
        self.hits = 0
        self.misses = 0

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, key: Hashable) -> Speech | None:
        """What was kept under `key`."""
        speech = self._kept.get(key)
        if speech is None:
            self.misses += 1
            return None
        self.hits += 1
        self._kept.move_to_end(key)
        return speech

    def keep(self, key: Hashable, speech: Speech) -> None:
        """Keep it for as long as there is room; what is larger than all the room is not kept."""
        if _size(speech) > self._most_bytes:
            return
        if (old := self._kept.pop(key, None)) is not None:
            self.bytes -= _size(old)
        self._kept[key] = speech
        self.bytes += _size(speech)
        while self.bytes > self._most_bytes:
            _, dropped = self._kept.popitem(last=False)
            self.bytes -= _size(dropped)

    def forget(self) -> None:
        """Keep nothing of it all."""
        self._kept.clear()
        self.bytes = 0


def _size(speech: Speech) -> int:
    return len(speech.pcm) + ENTRY_BYTES
