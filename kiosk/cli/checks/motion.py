"""What the robot moves with: base and lidar, or the bridge to a site's ROS 2. Nothing is made to move."""

import asyncio
from collections.abc import Iterator, Mapping

from kiosk.cli.checks import running
from kiosk.cli.checks.device import device_finding, of_robot, together
from kiosk.cli.checks.finding import Finding, Patient, ok, warn
from kiosk.config.hall_schema import HallSettings
from kiosk.config.motion_schema import MobileBaseSettings, RangeScannerSettings
from kiosk.config.schema import Config

ROLES = ("mobile_base", "travel")
ADVICE: Mapping[str, str] = {
    "base_unplugged": "plug it in, switch it on, check its address in devices.yaml",
    "base_silent": "switch it on; check its cable and its address in devices.yaml",
    "base_garbled": "check the speed and the address in devices.yaml: something else answers there",
    "base_firmware": "its firmware is not one this robot knows (1.x)",
    "base_unreachable": "start rosbridge; check its address in devices.yaml",
    "range_scanner_unplugged": "plug it in, check its address in devices.yaml",
    "range_scanner_stopped": "see that it turns; check speed and driver in devices.yaml",
    "range_scanner_frozen": "unplug it and plug it in again; if that does not help, another one",
    "range_scanner_broken": "it says so itself: another one",
}


def motion(patient: Patient) -> Finding:
    """Each is opened through its driver, or the robot that holds it is asked."""
    if patient.config is None:
        return warn("what the robot moves with is not known", "mend the configuration first")
    base = patient.config.devices.mobile_base
    if base is None:
        return ok("this robot does not move")
    if patient.config.hall is None:
        return warn("there is a base and no hall to move in", "write config/hall.yaml, or leave the base out")
    if (name := running.robot(patient)) is not None:
        return of_robot(patient, name, "what it moves with", ROLES, _advice)
    return together(_devices(patient.config, base, patient.config.hall))


def _devices(config: Config, base: MobileBaseSettings, hall: HallSettings) -> Iterator[Finding]:
    scanner = config.devices.range_scanner
    if base.driver == "nav2":
        from drivers.mobile_base.nav2.driver import Nav2Base

        yield asyncio.run(
            device_finding("rosbridge", Nav2Base.open(base.address, base.dock_id, hall.poses), _advice)
        )
    elif scanner is not None:
        yield from _own(base, scanner)


def _own(base: MobileBaseSettings, scanner: RangeScannerSettings) -> Iterator[Finding]:
    from kiosk.motion.process.building import drive_base_of, range_scanner_of
    from kiosk.motion.process.ordering import base_message, scanner_message

    yield asyncio.run(device_finding("mobile base", drive_base_of(base_message(base)), _advice))
    yield asyncio.run(device_finding("range scanner", range_scanner_of(scanner_message(scanner)), _advice))


def _advice(code: str) -> str:
    return ADVICE.get(code, "")
