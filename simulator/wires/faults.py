"""Everything that can be wrong with a wire, for any device. Chance and time are handed in.

Words follow PX4's failure injection where they fit: ok, garbage (garble), slow, delayed, intermittent.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from simulator.devices.interfaces import Act, Parameter
from simulator.wires.uart import misread, speeds_differ

DURATION = Parameter("seconds", 0, 0, 86_400, "s")
SEVERITY = Parameter("severity", 0.2, 0, 1, "")
CERTAINLY = Parameter("severity", 1, 0, 1, "")
USUAL_BAUD = 115_200


def _fault(name: str, vi: str, en: str, *parameters: Parameter) -> Act:
    return Act(name, "wire", {"vi": vi, "en": en}, (*parameters, DURATION))


FAULTS = (
    _fault("silent", "Không trả lời", "Silent"),
    _fault("garble", "Nhiễu dữ liệu", "Garbled", SEVERITY),
    _fault("noise", "Byte lạ", "Noise", Parameter("per_second", 5, 0.1, 1000, "/s")),
    _fault("slow", "Chậm", "Slow", Parameter("bytes_per_s", 960, 1, 1_000_000, "B/s")),
    _fault("delay", "Trả lời trễ", "Delayed", Parameter("late_s", 1, 0.001, 600, "s")),
    _fault("intermittent", "Chập chờn", "Intermittent", Parameter("period_s", 2, 0.01, 600, "s")),
    _fault("half_frame", "Trả lời nửa chừng", "Half answers", CERTAINLY),
    _fault("duplicate_frame", "Trả lời lặp", "Double answers", CERTAINLY),
    _fault("back_pressure", "Không nhận thêm", "Takes no bytes"),
    _fault("wrong_baud", "Sai tốc độ", "Wrong speed", Parameter("baud", 9600, 50, 4_000_000, "baud")),
)
SOUND_OUT = ("silent", "garble", "noise", "delay", "intermittent", "half_frame", "duplicate_frame")
SOUND_IN = ("garble", "slow", "intermittent", "back_pressure")
PICTURES = ("silent", "garble", "delay", "intermittent", "half_frame", "duplicate_frame")
FAULT_NAMES = frozenset(act.name for act in FAULTS)


def faults_named(*names: str) -> tuple[Act, ...]:
    """Some of `FAULTS`, in their order."""
    return tuple(act for act in FAULTS if act.name in names)


@dataclass(frozen=True, slots=True)
class Active:
    """A fault in force. `until` None = until somebody says `ok`."""

    parameters: Mapping[str, float]
    since: float
    until: float | None


class LinkFaults:
    """The faults in force, and what they do to bytes. `host_baud` 0 = the wire has no speed."""

    def __init__(self, rng: random.Random, device_baud: int) -> None:
        self._rng = rng
        self._device_baud = device_baud
        self.active: dict[str, Active] = {}
        self.host_baud = 0
        self._allowance_at = 0.0
        self._free_at = 0.0
        self._noise_at = 0.0

    def begin(self, name: str, parameters: Mapping[str, float], now: float) -> None:
        """Put a fault in force; a second time with other parameters replaces the first."""
        seconds = parameters["seconds"]
        self.active[name] = Active(parameters, now, now + seconds if seconds else None)
        self._allowance_at = self._noise_at = now

    def end_all(self) -> None:
        """The wire is well again."""
        self.active.clear()

    def expire(self, now: float) -> list[str]:
        """End the faults whose time is over; returns their names."""
        over = [name for name, fault in self.active.items() if fault.until is not None and fault.until <= now]
        for name in over:
            del self.active[name]
        return over

    def next_due(self) -> float | None:
        """When a fault ends or noise comes."""
        due = [fault.until for fault in self.active.values() if fault.until is not None]
        if "noise" in self.active:
            due.append(self._noise_at)
        return min(due, default=None)

    def room(self, room: int, now: float) -> int:
        """How many of `room` bytes the wire lets through now."""
        if "back_pressure" in self.active:
            return 0
        slow = self.active.get("slow")
        if slow is None:
            return room
        return min(room, int((now - self._allowance_at) * slow.parameters["bytes_per_s"]))

    def to_device(self, data: bytes, now: float) -> bytes:
        """What the device sees of the host's bytes."""
        self._allowance_at = now
        if self._down(now):
            return b""
        return self._garbled(self._misread(data, self._host_baud(), self._set_baud()))

    def to_host(self, answer: bytes, at: float, byte_s: float = 0.0) -> list[tuple[float, bytes]]:
        """What the host sees of one answer, and when; the device takes `byte_s` over each byte."""
        if "silent" in self.active or self._down(at):
            return []
        data = self._framed(answer)
        data = self._garbled(self._misread(data, self._set_baud(), self._host_baud()))
        late = self.active.get("delay")
        return self._paced(data, at + (late.parameters["late_s"] if late else 0.0), byte_s)

    def noise(self, now: float) -> bytes:
        """Bytes nobody sent that the host sees by `now`."""
        fault = self.active.get("noise")
        data = bytearray()
        while fault is not None and self._noise_at <= now:
            data.append(self._rng.randrange(256))
            self._noise_at += self._rng.expovariate(fault.parameters["per_second"])
        return bytes(data)

    @property
    def baud_mismatch(self) -> bool:
        """Whether host and device speak at different speeds."""
        return speeds_differ(self._host_baud(), self._set_baud())

    def _host_baud(self) -> int:
        return self.host_baud or self._device_baud or USUAL_BAUD

    def _set_baud(self) -> int:
        fault = self.active.get("wrong_baud")
        return int(fault.parameters["baud"]) if fault else self._device_baud

    def _down(self, now: float) -> bool:
        fault = self.active.get("intermittent")
        return (
            fault is not None
            and (now - fault.since) % fault.parameters["period_s"] * 2 < fault.parameters["period_s"]
        )

    def _misread(self, data: bytes, sender_baud: int, receiver_baud: int) -> bytes:
        if not speeds_differ(sender_baud, receiver_baud):
            return data
        frames = (misread(byte, sender_baud, receiver_baud) for byte in data)
        if receiver_baud > sender_baud:
            return b"".join(frames)
        share = receiver_baud / sender_baud
        return b"".join(frame for frame in frames if self._rng.random() < share)

    def _garbled(self, data: bytes) -> bytes:
        fault = self.active.get("garble")
        if fault is None:
            return data
        severity = fault.parameters["severity"]
        return bytes(self._rng.randrange(256) if self._rng.random() < severity else byte for byte in data)

    def _framed(self, answer: bytes) -> bytes:
        if self._strikes("half_frame"):
            answer = answer[: len(answer) // 2]
        return answer * 2 if self._strikes("duplicate_frame") else answer

    def _strikes(self, name: str) -> bool:
        fault = self.active.get(name)
        return fault is not None and self._rng.random() < fault.parameters["severity"]

    def _paced(self, data: bytes, at: float, byte_s: float) -> list[tuple[float, bytes]]:
        slow = self.active.get("slow")
        at = max(at, self._free_at)
        step = max(byte_s, 1 / slow.parameters["bytes_per_s"] if slow else 0.0)
        if not step:
            self._free_at = at
            return [(at, data)] if data else []
        self._free_at = at + len(data) * step
        return [(at + (i + 1) * step, data[i : i + 1]) for i in range(len(data))]
