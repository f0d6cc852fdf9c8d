"""Charge by voltage, as the base's maker reckons it (kobuki_core 1.4.0, battery.cpp). Pure."""

from drivers.motion import Charger

FULL_V, EMPTY_V = 16.5, 13.2
_LEAST_FULL_V = 14.5  # a battery that is full below has reported nonsense
_FULL = (Charger.DOCK_CHARGED, Charger.ADAPTER_CHARGED)


class Battery:
    """Knows its own full voltage once it has been charged."""

    def __init__(self) -> None:
        self._full_v = FULL_V

    def percent(self, voltage_v: float, charger: Charger) -> float:
        """0 to 100; 5 is where the base itself is about to switch off."""
        if charger in _FULL:
            self._full_v = max(voltage_v, _LEAST_FULL_V)
        charge = 95 * (voltage_v - EMPTY_V) / (self._full_v - EMPTY_V) + 5
        return min(max(charge, 0.0), 100.0)
