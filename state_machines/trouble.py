"""What is wrong with the robot's devices now: staff are told once an outage, however the status flaps."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from drivers.status import Action, DeviceState, DeviceStatus, Fault
from state_machines.interfaces import Clock

SETTLE_S = 1.0  # a fault must stay this long to be told, and stay away this long to be over

SILENT_FAULTS = {  # of a device that is out of order and does not say why: `<device>_<word>`, who must act
    DeviceState.OFFLINE: ("offline", Action.CLEAR),
    DeviceState.POWER_OFF: ("offline", Action.CLEAR),
    DeviceState.NO_DEVICE: ("offline", Action.CONFIGURATION),
    DeviceState.USER_ERROR: ("error", Action.CLEAR),
    DeviceState.HARDWARE_ERROR: ("error", Action.MAINTENANCE),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One fault of one device, since when (timezone-aware)."""

    device: str
    fault: Fault
    since: datetime


def faults_of(device: str, status: DeviceStatus) -> tuple[Fault, ...]:
    """The faults of a status; a device that is out of order always has one."""
    if status.faults or status.device not in SILENT_FAULTS:
        return status.faults
    word, action = SILENT_FAULTS[status.device]
    return (Fault(f"{device}_{word}", action),)


Key = tuple[str, str]  # device, fault code
Listener = Callable[[str, str, Fault], None]  # kind (`raised` or `cleared`), device, fault


class Troubles:
    """Collects the faults of all devices; everything here happens on the event loop."""

    def __init__(self, clock: Clock, settle_s: float = SETTLE_S) -> None:
        self._clock = clock
        self._settle_s = settle_s
        self._reported: dict[Key, Trouble] = {}  # what the devices say now
        self._told: dict[Key, Trouble] = {}  # what staff know
        self._timers: dict[Key, asyncio.TimerHandle] = {}
        self._listeners: list[Listener] = []
        self._change_listeners: list[Callable[[], None]] = []

    def current(self) -> Sequence[Trouble]:
        """Every trouble that staff know of, the oldest first."""
        return sorted(self._told.values(), key=lambda trouble: trouble.since)

    def on_trouble(self, listener: Listener) -> None:
        """Call `listener(kind, device, fault)` once a trouble is `raised` and once it is `cleared`."""
        self._listeners.append(listener)

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever `current` changes."""
        self._change_listeners.append(listener)

    def report(self, device: str, faults: Collection[Fault]) -> None:
        """All faults of `device` as it reports them now; what is not among them is gone."""
        now = self._clock.now()
        keys = {(device, fault.code) for fault in faults}
        for key in [key for key in self._reported if key[0] == device and key not in keys]:
            del self._reported[key]
            self._settle(key)
        for fault in faults:
            key = (device, fault.code)
            if key not in self._reported:
                self._reported[key] = Trouble(device, fault, now)
                self._settle(key)

    def close(self) -> None:
        """Stop the timers."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def _settle(self, key: Key) -> None:
        """Look again at `key` once it has been quiet for a while."""
        timer = self._timers.pop(key, None)
        if timer is not None:
            timer.cancel()
        loop = asyncio.get_running_loop()
        self._timers[key] = loop.call_later(self._settle_s, self._settled, key)

    def _settled(self, key: Key) -> None:
        del self._timers[key]
        reported, told = self._reported.get(key), self._told.get(key)
        if reported is not None and told is None:
            self._told[key] = reported
            self._tell("raised", reported)
        elif reported is None and told is not None:
            del self._told[key]
            self._tell("cleared", told)

    def _tell(self, kind: str, trouble: Trouble) -> None:
        for listener in self._listeners:
            listener(kind, trouble.device, trouble.fault)
        for changed in self._change_listeners:
            changed()
