"""Everything a technician far away needs to see, in one ZIP file without anybody's data.

For example:
  kiosk diagnostics --config /srv/kiosk/config --data /srv/kiosk/data
  kiosk diagnostics --log /var/log/kiosk.log --to /tmp/for-the-technician.zip

Exit codes: 0 the file is there, 1 it could not be made (the line says what to do).
"""

import argparse
import io
import json
import os
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.cli import doctor
from kiosk.cli.bundle import figures, texts
from kiosk.cli.checks.finding import Patient
from kiosk.cli.failure import Failure
from kiosk.cli.options import add_config, add_data
from kiosk.clock import WallClock
from kiosk.redaction import TABLE, redacted

README = """\
A look at a robot, made by `kiosk diagnostics` at {now}.

  doctor.json      what `kiosk doctor` finds, with what to do
  config/          the site's configuration
  versions.json    the program and what it stands on
  machine.json     memory, disk, load
  database.json    schema, settings, rows and states by day
  printer.json     what the printer says of itself
  robot/           what a running robot tells: health, metrics
  log.txt          the last lines of its log, if there is one

Left out are: tickets and their ids, PINs, tokens, logins, and the names of the staff. From texts are taken:
{taken_out}.
Look through it before you send it: the configuration and the log are texts people wrote.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Of which robot, which log, where to."""
    add_config(parser)
    add_data(parser)
    parser.add_argument(
        "--log", type=Path, metavar="FILE", help="the robot's log (default: the system's journal)"
    )
    parser.add_argument("--to", type=Path, metavar="FILE", help="default: kiosk-diagnostics-TIME.zip here")


def main(options: argparse.Namespace) -> int:
    """Make the bundle and say where it is."""
    now = WallClock().now().astimezone()
    target = options.to or Path(f"kiosk-diagnostics-{now:%Y%m%dT%H%M%S}.zip")
    if options.log is not None and not options.log.is_file():
        raise Failure(f"there is no file {options.log}; name the robot's log with --log, or leave it out")
    patient = doctor.patient_at(options.config, options.data)
    content = _zipped(dict(_parts(patient, options.log, now)))
    try:
        descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise Failure(
            f"{target} is there already and was left as it is; name another file with --to"
        ) from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    print(f"{target}: {len(content) // 1024} KiB; look through it before you send it")
    return 0


def _parts(patient: Patient, log: Path | None, now: datetime) -> Iterator[tuple[str, str]]:
    """Name and text of each file of the bundle."""
    names = texts.staff_names(patient)
    taken_out = ", ".join(what for what, _, _ in TABLE)
    yield "README.txt", README.format(now=now.isoformat(timespec="seconds"), taken_out=taken_out)
    yield "versions.json", _json(figures.versions(patient))
    yield "machine.json", _json(figures.machine(patient))
    yield "database.json", _json(figures.database(patient))
    pages = texts.robot(patient)
    yield "robot/metrics.txt", pages["/metrics"]
    yield "robot/healthz.json", pages["/healthz"]
    yield "doctor.json", redacted(_json(texts.findings(patient)), names)
    yield "printer.json", redacted(_json(texts.printer_figures(patient)), names)
    for name, text in texts.configuration(patient).items():
        yield f"config/{name}", redacted(text, names)
    if lines := texts.log_lines(log):
        yield "log.txt", redacted(lines, names)


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, default=str)


def _zipped(parts: dict[str, str]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, text in parts.items():
            bundle.writestr(name, text)
    return whole.getvalue()
