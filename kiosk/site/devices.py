"""What must fit together in devices.yaml."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from drivers.camera.opencv.source import source_at
from drivers.code_scanner.serial.triggers import trigger_named
from kiosk.config.device_schema import CodeScannerSettings, Devices, LoudspeakerSettings, MicrophoneSettings
from kiosk.config.document import Document, KeyPath
from kiosk.config.motion_schema import MobileBaseSettings
from kiosk.config.problems import Problem, listed, quoted

ADDRESS_KINDS = ("serial:", "tcp:", "file:")
HEARD_HZ = 16_000
BITS_A_SAMPLE = 20  # two bytes, each with a start and a stop bit
SOUND_KEYS = {"device": "sounddevice", "address": "pcm", "baud": "pcm", "rate_hz": "pcm"}  # of which driver
SCANNER_KEYS = {"address": "serial", "baud": "serial", "trigger": "serial"}

BASE_KEYS = {
    "baud": "kobuki",
    "emergency_stop_input": "kobuki",
    "emergency_stop_level": "kobuki",
    "dock_id": "nav2",
}

DriverSettings = MicrophoneSettings | LoudspeakerSettings | CodeScannerSettings | MobileBaseSettings


def device_problems(devices: Devices, document: Document) -> Iterator[Problem]:
    """What is wrong with the devices that `document` describes."""
    if devices.printer:
        yield from _address(document, "printer", devices.printer.address)
    if devices.microphone:
        yield from _sound(document, "microphone", devices.microphone, HEARD_HZ)
    if devices.loudspeaker:
        yield from _sound(document, "loudspeaker", devices.loudspeaker, devices.loudspeaker.rate_hz)
    if devices.code_scanner:
        yield from _scanner(document, devices, devices.code_scanner)
    if devices.camera:
        yield from _readable(document, ("camera", "source"), partial(source_at, devices.camera.source))
    if devices.mobile_base:
        yield from _mobile_base(document, devices, devices.mobile_base)
    if devices.range_scanner:
        yield from _address(document, "range_scanner", devices.range_scanner.address)


def _sound(
    document: Document, role: str, settings: MicrophoneSettings | LoudspeakerSettings, rate_hz: int
) -> Iterator[Problem]:
    """The keys of its driver and no others, and a line that is fast enough."""
    yield from _foreign_keys(document, role, settings, SOUND_KEYS)
    if settings.driver == "pcm":
        yield from _needed_address(document, role, settings.address, "tcp:192.0.2.9:7000")
        yield from _line(document, role, settings, rate_hz * BITS_A_SAMPLE)


def _scanner(document: Document, devices: Devices, settings: CodeScannerSettings) -> Iterator[Problem]:
    """The keys of its driver, a trigger that is known, a camera where it looks through one."""
    role = "code_scanner"
    yield from _foreign_keys(document, role, settings, SCANNER_KEYS)
    if settings.driver == "serial":
        yield from _needed_address(document, role, settings.address, "serial:/dev/ttyACM0")
        yield from _readable(document, (role, "trigger"), partial(trigger_named, settings.trigger))
    elif devices.camera is None:
        message = "`driver: camera` needs the camera (add `camera:` with its `source:`)"
        yield document.problem((role, "driver"), "missing-key", message)


def _mobile_base(document: Document, devices: Devices, settings: MobileBaseSettings) -> Iterator[Problem]:
    """The keys of its driver, an address of its kind, and eyes where the robot finds its way itself."""
    role = "mobile_base"
    yield from _foreign_keys(document, role, settings, BASE_KEYS)
    if settings.driver == "nav2":
        if not settings.address.startswith(("ws://", "wss://")):
            message = (
                f"{quoted(settings.address)} is not where rosbridge is (for example `ws://192.0.2.11:9090`)"
            )
            yield document.problem((role, "address"), "bad-address", message)
        return
    yield from _address(document, role, settings.address)
    if devices.range_scanner is None:
        message = "`driver: kobuki` needs a lidar (add `range_scanner:` with its `address:`)"
        yield document.problem((role,), "missing-key", message, at_key=True)


def _readable(document: Document, path: KeyPath, read: Callable[[], object]) -> Iterator[Problem]:
    """What the driver says of the value at `path`, where it makes nothing of it."""
    try:
        read()
    except ValueError as error:
        yield document.problem(path, "bad-value", str(error))


def _foreign_keys(
    document: Document, role: str, settings: DriverSettings, of_driver: Mapping[str, str]
) -> Iterator[Problem]:
    for key in sorted(settings.model_fields_set & of_driver.keys()):
        if of_driver[key] != settings.driver:
            message = f"`{key}` is not for `driver: {settings.driver}` (it is for {of_driver[key]})"
            yield document.problem((role, key), "unknown-key", message, at_key=True)


def _needed_address(document: Document, role: str, address: str | None, example: str) -> Iterator[Problem]:
    if address is None:
        message = f"`address` is missing here (add it, for example `address: {example}`)"
        yield document.problem((role,), "missing-key", message, at_key=True)
    else:
        yield from _address(document, role, address)


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
