"""What comes in at one connector: when each byte is there, and which real-time commands are among them."""

from collections import deque
from dataclasses import dataclass

from simulator.devices.printer.line_in import LineIn
from simulator.devices.printer.realtime import RealtimeScanner


@dataclass(frozen=True, slots=True)
class Asked:
    """A real-time command between two positions of the stream."""

    command: bytes
    begin: int
    end: int


class Arrivals:
    """Commands are found when they are fed and are due when their last byte has arrived."""

    def __init__(self, baud: int) -> None:
        self.line = LineIn(baud)
        self._scanner = RealtimeScanner()
        self._asked: deque[Asked] = deque()

    def feed(self, data: bytes, now: float) -> None:
        """The host's bytes begin to come at `now`."""
        before = self.line.fed
        self.line.feed(data, now)
        for found in self._scanner.scan(data):
            end = before + found.end
            self._asked.append(Asked(found.command, end - len(found.command), end))

    def cut(self) -> int:
        """What is still on the wire never arrives; how many bytes."""
        lost = self.line.cut()
        while self._asked and self._asked[-1].end > self.line.fed:
            self._asked.pop()
        if lost:
            self._scanner.reset()
        return lost

    def next_asked(self) -> float | None:
        """When the next real-time command is complete."""
        return self.line.arrival(self._asked[0].end) if self._asked else None

    def next_due(self) -> float | None:
        """When it is worth looking again."""
        return self.line.next_due() if not self._asked else self.next_asked()

    def take(self, now: float) -> bytes:
        """What has arrived by `now`, not beyond the end of the next real-time command."""
        return self.line.take(now, self._asked[0].end if self._asked else None)

    def take_asked(self) -> bytes:
        """The real-time command that is due."""
        return self._asked.popleft().command

    def forget_half_command(self) -> None:
        """What has arrived of a real-time command counts no more; the rest of it is none."""
        arrived = self.line.arrived
        if self._asked and self._asked[0].begin < arrived:
            self._asked.popleft()
        if self.line.fed - self._scanner.held_bytes < arrived:
            self._scanner.reset()
