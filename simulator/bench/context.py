"""What all bench routes share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from simulator.acoustics import Acoustics
from simulator.bench.belief import Belief
from simulator.bench.hub import Hub
from simulator.card_place import CardPlace
from simulator.devices.interfaces import Act
from simulator.dispenser_place import DispenserPlace
from simulator.hall_place import HallPlace
from simulator.replay import Replayer
from simulator.scenarios.load import named_for
from simulator.scenarios.model import Scenario
from simulator.scenarios.player import ScenarioPlayer
from simulator.station import Station


@dataclass(slots=True)
class Bench:
    """The printer on a bench; the sound around it, cards, the hall, the dispenser if there are any.

    `addresses` says where a host reaches the printer, `other_addresses` where the others;
    `about` what made this run.
    """

    station: Station
    player: ScenarioPlayer
    replayer: Replayer
    hub: Hub
    scenarios: Mapping[str, Scenario]
    recordings: Path
    addresses: Mapping[str, str]
    about: Mapping[str, object] = field(default_factory=dict)
    acoustics: Acoustics | None = None
    card_place: CardPlace | None = None
    cards_hub: Hub = field(default_factory=Hub)
    hall_place: HallPlace | None = None
    hall_hub: Hub = field(default_factory=Hub)
    dispenser_place: DispenserPlace | None = None
    treats_hub: Hub = field(default_factory=Hub)
    belief: Belief | None = None  # none where the robot's own pages are not known
    sound_hub: Hub = field(default_factory=Hub)
    other_addresses: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def stations(self) -> dict[str, Station]:
        """All devices by name, the printer first."""
        return {self.station.line.name: self.station, **self._others}

    @property
    def acts(self) -> list[Act]:
        """Everything hands can do here, by the names scenarios call it."""
        of_others = (named_for(name, station.line.acts) for name, station in self._others.items())
        return [*self.station.line.acts, *(act for acts in of_others for act in acts)]

    @property
    def _others(self) -> dict[str, Station]:
        sound = self.acoustics.stations if self.acoustics else {}
        cards = self.card_place.stations if self.card_place else {}
        hall = self.hall_place.stations if self.hall_place else {}
        return {**sound, **cards, **hall, **(self.dispenser_place.stations if self.dispenser_place else {})}

    def addresses_of(self, device: str) -> Mapping[str, str]:
        """Where hosts reach it, by connector."""
        return self.addresses if device == self.station.line.name else self.other_addresses.get(device, {})

    def add_address(self, device: str, connector: str, address: str) -> None:
        """A host reaches this device there, too."""
        if device == self.station.line.name:
            self.addresses = {**self.addresses, connector: address}
        else:
            of_device = {**self.other_addresses.get(device, {}), connector: address}
            self.other_addresses = {**self.other_addresses, device: of_device}

    def set_speed(self, speed: float) -> None:
        """Let time pass at another speed for all; 0 = pause. Raises ValueError."""
        for station in self.stations.values():
            station.set_speed(speed)

    def changed(self) -> None:
        """Wake all event streams."""
        self.hub.changed()
        self.sound_hub.changed()
        self.cards_hub.changed()
        self.hall_hub.changed()
        self.treats_hub.changed()

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
