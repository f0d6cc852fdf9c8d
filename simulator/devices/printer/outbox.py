"""Answers on their way to the host: paced like everything on the wire, and each with a name for the trace."""

from collections import deque
from dataclasses import dataclass

from simulator.devices.printer.line_in import BITS_PER_BYTE

MOST_ANSWERS = 4096


@dataclass(frozen=True, slots=True)
class Answer:
    """`data` is complete at the host at `at`."""

    at: float
    data: bytes
    meaning: str


class Outbox:
    """Keeps order; a flood of questions cannot grow it without bound."""

    def __init__(self, baud: int) -> None:
        self.connected = True
        self._byte_s = BITS_PER_BYTE / baud if baud else 0.0
        self._answers: deque[Answer] = deque(maxlen=MOST_ANSWERS)
        self._free_at = 0.0
        self._held: Answer | None = None

    def put(self, data: bytes, meaning: str, at: float, keep: bool = False) -> None:
        """Send `data`, beginning at `at` or behind what is being sent.

        While no host can receive it is lost; of the answers to `keep` the latest waits.
        """
        if self.connected:
            self._free_at = max(self._free_at, at) + len(data) * self._byte_s
            self._answers.append(Answer(self._free_at, data, meaning))
        elif keep:
            self._held = Answer(at, data, meaning)

    def connect(self, connected: bool, at: float) -> None:
        """Whether a host can receive now."""
        self.connected = connected
        if connected and self._held is not None:
            held, self._held = self._held, None
            self.put(held.data, held.meaning, at)

    def take(self, now: float) -> list[Answer]:
        """The answers that are complete by `now`."""
        taken = []
        while self._answers and self._answers[0].at <= now:
            taken.append(self._answers.popleft())
        return taken

    def clear(self) -> None:
        """Forget what has not been sent."""
        self._answers.clear()
        self.drop_held()

    def drop_held(self) -> None:
        """Forget the answer that waits for a host."""
        self._held = None

    def next_due(self) -> float | None:
        """When the next answer is complete."""
        return self._answers[0].at if self._answers else None
