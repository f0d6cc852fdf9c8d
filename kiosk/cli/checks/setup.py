"""What the site has set: the configuration and the addresses of its devices."""

import os
import socket
from pathlib import Path

from kiosk.cli.checks.finding import Finding, Patient, error, ok, warn

CONNECT_WITHIN_S = 2.0


def configuration(patient: Patient) -> Finding:
    """The files of the site."""
    if patient.config is None:
        first = patient.config_errors[0]
        more = f" (and {len(patient.config_errors) - 1} more)" if len(patient.config_errors) > 1 else ""
        return error(first + more, f"mend it, then: kiosk check --config {patient.folder}")
    if patient.config_warnings:
        return warn("; ".join(patient.config_warnings), "see to these before the office opens")
    return ok(f"{patient.folder} is in order")


def printer(patient: Patient) -> Finding:
    """Can the printer's address be opened?"""
    if patient.config is None:
        return warn("the printer's address is not known", "mend the configuration first")
    if patient.config.devices.printer is None:
        return ok("this robot has no printer")
    kind, _, place = patient.config.devices.printer.address.partition(":")
    return _network_printer(place) if kind == "tcp" else _device_file(Path(place))


def _device_file(path: Path) -> Finding:
    if not path.exists():
        return error(f"{path} is not there", "plug the printer in and switch it on, or correct devices.yaml")
    if not os.access(path, os.R_OK | os.W_OK):
        group = path.group()
        return error(f"no right to use {path}", f"sudo usermod -aG {group} $USER, then log in again")
    return ok(f"{path} can be opened")


def _network_printer(place: str) -> Finding:
    host, _, port = place.rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_WITHIN_S):
            return ok(f"{place} answers")
    except OSError as problem:
        advice = "switch the printer on, check its cable and address, or correct devices.yaml"
        return error(f"{place} cannot be reached: {problem.strerror or problem}", advice)
