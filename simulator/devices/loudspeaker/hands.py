"""What a person can do to the loudspeaker."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.devices.interfaces import Act, ActRefused, Parameter

ACTS = (
    Act("power_off", "power", {"vi": "Tắt loa", "en": "Switch off"}, key="0"),
    Act("power_on", "power", {"vi": "Bật loa", "en": "Switch on"}, key="1"),
    Act(
        "set_volume",
        "volume",
        {"vi": "Vặn âm lượng", "en": "Turn volume to"},
        (Parameter("percent", 80, 0, 100, "%"),),
        "v",
    ),
)


@dataclass(slots=True)
class Cabinet:
    """The loudspeaker as hands have left it; `volume` in per cent of the amplitude."""

    volume: float
    powered: bool = True

    @property
    def gain(self) -> float:
        """What comes out of what goes in."""
        return self.volume / 100 if self.powered else 0.0

    def act(self, name: str, parameters: Mapping[str, float]) -> str:
        """Do one act of `ACTS`; returns what happened in one word. `parameters` are within their bounds."""
        if name == "set_volume":
            self.volume = parameters.get("percent", ACTS[2].parameters[0].default)
            return "volume_turned"
        if name not in ("power_on", "power_off"):
            raise ActRefused(f"no act {name!r}")
        self.powered = name == "power_on"
        return "powered_on" if self.powered else "powered_off"
