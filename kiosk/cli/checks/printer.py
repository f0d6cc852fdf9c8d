"""The ticket printer: can it be reached, who is it, what does it say?"""

import asyncio
import logging
import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from drivers.interfaces import TicketPrinter
from drivers.status import DeviceState, PrinterStatus
from kiosk.cli.checks import running
from kiosk.cli.checks.finding import Finding, Patient, error, ok, warn
from kiosk.config.device_schema import PrinterSettings
from kiosk.config.schema import Config
from kiosk.devices import open_printer
from state_machines.trouble import faults_of

logging.getLogger("drivers").addHandler(logging.NullHandler())  # the finding says what the log would
CONNECT_WITHIN_S = 2.0
ANSWER_WITHIN_S = 10.0
STILL_PRINTS = frozenset({"paper_low"})


@runtime_checkable
class Diagnosed(Protocol):
    """A driver that has figures for a technician."""

    def diagnostics(self) -> Mapping[str, object]:
        """Its figures; nothing of what was printed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a printer said when it was asked."""

    status: PrinterStatus
    figures: Mapping[str, object]


def printer(patient: Patient) -> Finding:
    """Asked through its driver, or through the robot that holds it."""
    if patient.config is None:
        return warn("the printer's address is not known", "mend the configuration first")
    settings = patient.config.devices.printer
    if settings is None:
        return ok("this robot has no printer")
    if (name := running.robot(patient)) is not None:
        return _of_robot(patient, name)
    kind, _, place = settings.address.partition(":")
    unreachable = _network(place) if kind == "tcp" else _device_file(Path(place.partition("?")[0]))
    return unreachable or _asked(patient.config, asyncio.run(ask(open_printer(settings))), settings)


async def ask(asked: TicketPrinter) -> Answer:
    """Connect to the printer, hear who it is and how it is, and let it go."""
    settled = asyncio.Event()
    asked.on_status(lambda status: None if status.device is DeviceState.STARTING else settled.set())
    running_link = asyncio.create_task(asked.run())
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(ANSWER_WITHIN_S):
                await settled.wait()
        return Answer(asked.status, asked.diagnostics() if isinstance(asked, Diagnosed) else {})
    finally:
        running_link.cancel()
        await asyncio.gather(running_link, return_exceptions=True)


def _asked(config: Config, answer: Answer, settings: PrinterSettings) -> Finding:
    if answer.status.device is DeviceState.STARTING:
        message = f"{settings.address} did not answer within {ANSWER_WITHIN_S:.0f} s"
        return error(message, _advice(config, "printer_silent"))
    faults = faults_of("printer", answer.status)
    who = " ".join(str(answer.figures.get(key, "")) for key in ("maker", "model")).strip() or "a printer"
    if not faults:
        proof = answer.figures.get("proof") or "not asked"
        return ok(f"{who} answers at {settings.address}, proof of a paper: {proof}")
    codes = ", ".join(fault.code for fault in faults)
    message = f"{settings.address}: {codes} {answer.figures.get('reason') or ''}".rstrip()
    advice = " ".join(_advice(config, fault.code) for fault in faults)
    return (warn if all(fault.code in STILL_PRINTS for fault in faults) else error)(message, advice)


def _of_robot(patient: Patient, name: str) -> Finding:
    health = running.health(patient)
    if patient.config is None or health is None:
        return warn(
            f"{name} is running and holds the printer, but its pages do not answer",
            "look at its log, or stop it and look again",
        )
    codes = [str(t.get("fault")) for t in health["troubles"] if t.get("device") == "printer"]
    if not codes:
        return ok(f"{name} is running and prints on it")
    message = f"{name} is running and says: {', '.join(codes)}"
    return warn(message, " ".join(_advice(patient.config, code) for code in codes))


def _advice(config: Config, code: str) -> str:
    try:
        return config.responses.text("en", code)
    except LookupError:
        return config.responses.text("en", "fault_other", code=code)


def _device_file(path: Path) -> Finding | None:
    if not path.exists():
        return error(f"{path} is not there", "plug the printer in and switch it on, or correct devices.yaml")
    if not os.access(path, os.R_OK | os.W_OK):
        return error(f"no right to use {path}", f"sudo usermod -aG {path.group()} $USER, then log in again")
    return None


def _network(place: str) -> Finding | None:
    host, _, port = place.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_WITHIN_S).close()
    except OSError as problem:
        advice = "switch the printer on, check its cable and address, or correct devices.yaml"
        return error(f"{place} cannot be reached: {problem.strerror or problem}", advice)
    return None
