"""What identity cards are read with: the card reader, the code scanner, the camera, the certificates."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from drivers.interfaces import Camera
from kiosk.cli.checks import running
from kiosk.cli.checks.device import device_finding, of_robot, together
from kiosk.cli.checks.finding import Finding, Patient, ok, warn
from kiosk.config.device_schema import Devices
from kiosk.devices import open_camera, open_card_reader, open_code_scanner
from kiosk.site.anchors import anchor_folder, load_anchors

ROLES = ("card_reader", "code_scanner", "camera")
ADVICE: Mapping[str, str] = {
    "card_reader_no_library": "apt-get install libpcsclite1",
    "card_reader_no_daemon": "apt-get install pcscd libccid; systemctl enable --now pcscd.socket",
    "card_reader_forbidden": "let this user use it: deploy/polkit/60-kiosk.rules",
    "card_reader_missing": "plug it in, or write a part of its name in devices.yaml",
    "card_reader_unplugged": "plug it in",
    "card_reader_hanging": "take the card away",
    "card_reader_error": "unplug it and plug it in again; if that does not help, try another one",
    "code_scanner_unplugged": "plug it in, switch it on, check its address in devices.yaml",
    "camera_missing": "plug it in, or check its source in devices.yaml",
    "camera_dark": "uncover it, switch on the light",
    "camera_frozen": "unplug it and plug it in again",
    "camera_hangs": "unplug it and plug it in again",
}


def cards(patient: Patient) -> Finding:
    """Each is opened through its driver, or the robot that holds it is asked."""
    if patient.config is None:
        return warn("what reads identity cards is not known", "mend the configuration first")
    devices = patient.config.devices
    if devices.card_reader is None and devices.code_scanner is None:
        return ok("this robot reads no identity cards")
    if (name := running.robot(patient)) is not None:
        return of_robot(patient, name, "what reads cards", ROLES, _advice)
    return together([*_devices(devices, patient), *_certificates(patient)])


def _devices(devices: Devices, patient: Patient) -> Iterator[Finding]:
    camera = None if devices.camera is None else open_camera(devices.camera)
    if devices.card_reader is not None:
        reader = open_card_reader(devices.card_reader, patient.data, _now)
        yield asyncio.run(device_finding("card reader", reader, _advice))
    if devices.code_scanner is not None and devices.code_scanner.driver != "camera":
        yield asyncio.run(
            device_finding("code scanner", open_code_scanner(devices.code_scanner, camera), _advice)
        )
    if camera is not None:
        yield asyncio.run(camera_finding(camera))


async def camera_finding(camera: Camera) -> Finding:
    """Look through it for a moment; nothing of it is kept."""
    camera.look(True)
    return await device_finding("camera", camera, _advice)


def _certificates(patient: Patient) -> Iterator[Finding]:
    installed = load_anchors(anchor_folder(patient.data))
    for problem in installed.problems:
        yield warn(problem, "add it again: kiosk card anchors add FILE")
    count = len(installed.certificates)
    yield ok(f"{count} certificates trusted" if count else "no certificate trusted: issuers are not checked")


def _advice(code: str) -> str:
    return ADVICE.get(code, "")


def _now() -> datetime:
    return datetime.now(UTC)
