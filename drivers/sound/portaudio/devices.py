"""Which of the devices is meant, and which formats to ask it for. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from drivers.sound.errors import Cause, SoundError
from drivers.sound.samples import HEARD_HZ

DEFAULT = "default"
USUAL_HZ = (48_000, 44_100)
MOST_CHANNELS = 8


class Direction(StrEnum):
    """As PortAudio calls it."""

    INPUT = "input"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class Device:
    """A device of the list."""

    index: int
    name: str
    channels: int
    rate_hz: int  # its own


@dataclass(frozen=True, slots=True)
class Form:
    """A format to open a device with."""

    rate_hz: int
    channels: int


def devices_of(listed: Sequence[Mapping[str, Any]], direction: Direction) -> list[Device]:
    """Those of the library's list that hear (`input`) or sound (`output`)."""
    channels = f"max_{direction}_channels"
    return [
        Device(index, str(entry["name"]), entry[channels], round(entry["default_samplerate"]))
        for index, entry in enumerate(listed)
        if entry[channels] > 0
    ]


def default_of(hosts: Sequence[Mapping[str, Any]], direction: Direction) -> int:
    """The number of the system's usual device, -1 when there is none."""
    found = (host[f"default_{direction}_device"] for host in hosts)
    return next((index for index in found if index >= 0), -1)


def chosen(devices: Sequence[Device], wanted: str, default: int) -> Device:
    """The device of that name, or the first whose name has `wanted` in it. Raises `SoundError`.

    `default` is the number of the system's usual device; a device may bear the name as well.
    """
    low = wanted.casefold()
    usual = [device for device in devices if low == DEFAULT and device.index == default]
    exact = [device for device in devices if device.name.casefold() == low]
    found = [device for device in devices if low in device.name.casefold()]
    for device in (*usual, *exact, *found):
        return device
    there = ", ".join(repr(device.name) for device in devices) or "none"
    raise SoundError(Cause.NOT_FOUND, f"there is no sound device {wanted!r} (there: {there})")


def forms_to_hear(device: Device) -> Iterator[Form]:
    """Our own rate before the device's; one channel before two and all: the first is used."""
    return _forms(device, (HEARD_HZ, device.rate_hz, *USUAL_HZ))


def forms_to_sound(device: Device) -> Iterator[Form]:
    """The device's own rate before the usual ones."""
    return _forms(device, (device.rate_hz, *USUAL_HZ))


def stream_options(device: Device, form: Form, block_s: float, latency_s: float) -> dict[str, Any]:
    """How a stream of either direction is opened, but for what it calls back."""
    return {
        "device": device.index,
        "samplerate": form.rate_hz,
        "channels": form.channels,
        "dtype": "int16",
        "blocksize": int(form.rate_hz * block_s),
        "latency": latency_s,
    }


def _forms(device: Device, rates_hz: Sequence[int]) -> Iterator[Form]:
    counts = (1, 2, device.channels)
    fitting = dict.fromkeys(count for count in counts if count <= min(device.channels, MOST_CHANNELS))
    for rate_hz in dict.fromkeys(rates_hz):
        for channels in fitting:
            yield Form(rate_hz, channels)
