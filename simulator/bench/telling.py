"""What the page of one place is told: its devices when something changed, their lines as they come."""

from collections.abc import Callable, Mapping

from simulator.bench.context import Bench
from simulator.bench.stream import FIRST_LINES, MOST_LINES, event_text
from simulator.station import Station
from simulator.trace import TraceLine

Words = Callable[[str, Mapping[str, object]], list[dict[str, str]]]
More = Callable[[], Mapping[str, object]]


class PlaceTeller:
    """A `Teller` of `stations`: `event` when they changed, `trace` lines of theirs.

    `words` says a device's state in plain words; `more` is told with it.
    """

    def __init__(
        self, bench: Bench, event: str, stations: Mapping[str, Station], words: Words, more: More = dict
    ) -> None:
        self._bench = bench
        self._event = event
        self._stations = stations
        self._words = words
        self._more = more
        self._trace = bench.station.trace
        self._line = max(0, self._trace.count - FIRST_LINES)
        self._state: dict[str, object] = {}

    def news(self) -> str:
        """Everything new as event-stream text."""
        return self._state_news() + self._trace_news()

    def _state_news(self) -> str:
        state = self._shown()
        if {**state, "time": None} == {**self._state, "time": None}:
            return ""
        self._state = state
        return event_text(self._event, state)

    def _shown(self) -> dict[str, object]:
        devices = {name: station.line.state() for name, station in self._stations.items()}
        clock = self._bench.station.clock
        return {
            "time": round(clock.now(), 3),
            "speed": clock.speed,
            "scenario": self._bench.player.state(),
            "devices": devices,
            "words": {name: self._words(name, state) for name, state in devices.items()},
            **self._more(),
        }

    def _trace_news(self) -> str:
        lines = [line for line in self._trace.lines(self._line, MOST_LINES) if self._concerns(line)]
        self._line = self._trace.count
        return event_text("trace", [line.listing() for line in lines]) if lines else ""

    def _concerns(self, line: TraceLine) -> bool:
        return line.device in self._stations
