"""The devices that the site reads identity cards with."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from drivers.interfaces import CardReader, CodeScanner
from kiosk.card.parts import CardParts
from kiosk.config.device_schema import Devices
from kiosk.config.schema import Config
from kiosk.devices import open_camera, open_card_reader, open_code_scanner


def open_parts(config: Config, data: Path, now: Callable[[], datetime]) -> CardParts | None:
    """The real ones, None where there is none; nothing is started before they run."""
    devices = config.devices
    if devices.card_reader is None and devices.code_scanner is None:
        return None
    by_camera = devices.code_scanner is not None and devices.code_scanner.driver == "camera"
    return CardParts(
        _reader(devices, data, now), _scanner(devices), "camera" if by_camera else "code_scanner"
    )


def _reader(devices: Devices, data: Path, now: Callable[[], datetime]) -> CardReader | None:
    return None if devices.card_reader is None else open_card_reader(devices.card_reader, data, now)


def _scanner(devices: Devices) -> CodeScanner | None:
    if devices.code_scanner is None:
        return None
    camera = None if devices.camera is None else open_camera(devices.camera)
    return open_code_scanner(devices.code_scanner, camera)
