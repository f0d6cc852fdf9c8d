"""What all bench routes share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from simulator.bench.hub import Hub
from simulator.replay import Replayer
from simulator.scenarios.model import Scenario
from simulator.scenarios.player import ScenarioPlayer
from simulator.station import Station


@dataclass(slots=True)
class Bench:
    """One device on one bench. `addresses` says where a host reaches it; `about` what made this run."""

    station: Station
    player: ScenarioPlayer
    replayer: Replayer
    hub: Hub
    scenarios: Mapping[str, Scenario]
    recordings: Path
    addresses: Mapping[str, str]
    about: Mapping[str, object] = field(default_factory=dict)

    def state(self) -> dict[str, object]:
        """Everything the page shows but traces and tickets."""
        recorder = self.station.recorder
        return {
            "time": round(self.station.clock.now(), 3),
            "speed": self.station.clock.speed,
            "device": self.station.line.state(),
            "scenario": self.player.state(),
            "recording": recorder.path.name if recorder else None,
            "replaying": self.replayer.playing,
            "tickets": self.station.tickets.count,
        }
