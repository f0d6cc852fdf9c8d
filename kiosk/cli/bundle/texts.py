"""Findings, configuration, printer and log: texts that people wrote or that come from outside."""

import asyncio
import http.client
import shutil
import subprocess
from collections import deque
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kiosk.build import DATABASE
from kiosk.cli import doctor
from kiosk.cli.checks import printer, running
from kiosk.cli.checks.finding import Patient
from kiosk.desk.sqlite.contents import read_only
from kiosk.desk.sqlite.rows import every
from kiosk.desk.store import StoreError
from kiosk.devices import open_printer

UNIT = "kiosk"
LOG_LINES = 5000
WITHIN_S = 20.0


def findings(patient: Patient) -> dict[str, Any]:
    """What the doctor says."""
    return {name: asdict(found) for name, found in doctor.examine(patient).items()}


def configuration(patient: Patient) -> dict[str, str]:
    """Every YAML file of the site, by its path in the folder."""
    files = sorted(patient.folder.glob("**/*.yaml"))
    return {str(file.relative_to(patient.folder)): file.read_text(errors="replace") for file in files}


def robot(patient: Patient) -> dict[str, str]:
    """What a running robot tells of itself, by page."""
    pages = {}
    for path in ("/healthz", "/metrics"):
        try:
            pages[path] = running.page(patient, path)
        except (OSError, http.client.HTTPException) as problem:
            pages[path] = f"no answer: {problem}\n"
    return pages


def printer_figures(patient: Patient) -> dict[str, Any]:
    """What the printer says of itself, asked unless a robot holds it."""
    settings = patient.config.devices.printer if patient.config else None
    if settings is None:
        return {"problem": "no printer is configured"}
    if name := running.robot(patient):
        return {"problem": f"{name} is running and holds it: see the robot's metrics"}
    answer = asyncio.run(printer.ask(open_printer(settings)))
    return {"status": str(answer.status), **answer.figures}


def log_lines(file: Path | None) -> str:
    """The last lines of `file`, or of the service's journal; empty when there is neither."""
    if file is not None:
        with file.open(errors="replace") as lines:
            return "".join(deque(lines, LOG_LINES))
    asked = shutil.which("journalctl")
    if asked is None:
        return ""
    words = [asked, f"--unit={UNIT}", f"--lines={LOG_LINES}", "--no-pager", "--output=short-iso", "--quiet"]
    try:
        return subprocess.run(words, capture_output=True, timeout=WITHIN_S, check=False).stdout.decode(
            errors="replace"
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""


def staff_names(patient: Patient) -> list[str]:
    """The names to take out of every text."""
    file = patient.data / DATABASE
    try:
        with read_only(file) as connection:
            return [
                name for (name,) in every(connection, "SELECT name FROM staff UNION SELECT label FROM token")
            ]
    except StoreError:
        return []
