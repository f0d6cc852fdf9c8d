"""What must fit together in devices.yaml."""

from collections.abc import Iterator

from kiosk.config.document import Document
from kiosk.config.problems import Problem, listed, quoted
from kiosk.config.schema import Devices, LoudspeakerSettings, MicrophoneSettings

ADDRESS_KINDS = ("serial:", "tcp:", "file:")
HEARD_HZ = 16_000
BITS_A_SAMPLE = 20  # two bytes, each with a start and a stop bit
OF_WHICH_DRIVER = {"device": "sounddevice", "address": "pcm", "baud": "pcm", "rate_hz": "pcm"}


def device_problems(devices: Devices, document: Document) -> Iterator[Problem]:
    """What is wrong with the devices that `document` describes."""
    if devices.printer:
        yield from _address(document, "printer", devices.printer.address)
    if devices.microphone:
        yield from _sound(document, "microphone", devices.microphone, HEARD_HZ)
    if devices.loudspeaker:
        yield from _sound(document, "loudspeaker", devices.loudspeaker, devices.loudspeaker.rate_hz)


def _sound(
    document: Document, role: str, settings: MicrophoneSettings | LoudspeakerSettings, rate_hz: int
) -> Iterator[Problem]:
    """The keys of its driver and no others, and a line that is fast enough."""
    for key in sorted(settings.model_fields_set & OF_WHICH_DRIVER.keys()):
        if OF_WHICH_DRIVER[key] != settings.driver:
            message = f"`{key}` is not for `driver: {settings.driver}` (it is for {OF_WHICH_DRIVER[key]})"
            yield document.problem((role, key), "unknown-key", message, at_key=True)
    if settings.driver != "pcm":
        return
    if settings.address is None:
        message = "`address` is missing here (add it, for example `address: tcp:192.0.2.9:7000`)"
        yield document.problem((role,), "missing-key", message, at_key=True)
        return
    yield from _address(document, role, settings.address)
    yield from _line(document, role, settings, rate_hz * BITS_A_SAMPLE)


def _line(
    document: Document, role: str, settings: MicrophoneSettings | LoudspeakerSettings, needed_baud: int
) -> Iterator[Problem]:
    address = settings.address or ""
    if not address.startswith("serial:"):
        return
    if "flow=xonxoff" in address:
        message = "XON and XOFF are samples too (leave `?flow=xonxoff` out, or write `?flow=rtscts`)"
        yield document.problem((role, "address"), "bad-value", message)
    if settings.baud < needed_baud:
        path = (role, "baud") if "baud" in settings.model_fields_set else (role,)
        message = f"`baud` {settings.baud} is too slow for the samples (at least {needed_baud})"
        yield document.problem(path, "out-of-range", message)


def _address(document: Document, role: str, address: str) -> Iterator[Problem]:
    kind, _, rest = address.partition(":")
    if f"{kind}:" not in ADDRESS_KINDS or not rest:
        message = f"{quoted(address)} is not an address (it begins with {listed(ADDRESS_KINDS)})"
        yield document.problem((role, "address"), "bad-address", message)
    elif kind == "tcp" and not _has_port(rest):
        message = f"{quoted(address)} needs host and port (for example `tcp:192.0.2.7:9100`)"
        yield document.problem((role, "address"), "bad-address", message)


def _has_port(text: str) -> bool:
    host, _, port = text.rpartition(":")
    return bool(host) and port.isascii() and port.isdigit() and 0 < int(port) < 65536
