"""The machine: Python, SQLite, the typeface, a browser, the port."""

import platform
import shutil
import socket
import sys

import apsw

from kiosk.cli.checks import running
from kiosk.cli.checks.finding import Finding, Patient, error, ok, warn
from kiosk.desk.sqlite.gate import journal_mode, wal_is_safe
from kiosk.ticket.typeface import FONTS, WEIGHT_FILES, line_box

SAMPLE_DOTS = 24
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "firefox-esr", "firefox")


def python(patient: Patient) -> Finding:
    """The Python that runs this."""
    return ok(f"Python {platform.python_version()}, {sys.executable}")


def sqlite(patient: Patient) -> Finding:
    """The SQLite version against the versions whose write-ahead log is safe."""
    version = apsw.sqlite_lib_version()
    message = f"SQLite {version}, journal mode {journal_mode(version)}"
    if wal_is_safe(version):
        return ok(message)
    return warn(message, "safe but slower; install the pinned requirements to get a newer SQLite")


def fonts(patient: Patient) -> Finding:
    """The typeface of the tickets."""
    missing = [name for name in WEIGHT_FILES.values() if not (FONTS / name).is_file()]
    if missing:
        return error(f"missing in {FONTS}: {', '.join(missing)}", "install the program again")
    try:
        for weight in WEIGHT_FILES:
            line_box(weight, SAMPLE_DOTS)
    except OSError as problem:
        return error(f"a file in {FONTS} cannot be used: {problem}", "install the program again")
    return ok("the typeface of the tickets is there, with every Vietnamese letter")


def browser(patient: Patient) -> Finding:
    """A browser for the citizen's screen."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        return warn(
            "no browser for the citizen's screen", "apt-get install chromium, unless another machine shows it"
        )
    return ok(found)


def port(patient: Patient) -> Finding:
    """The port of the pages."""
    if patient.config is None:
        return warn("the port is not known", "mend the configuration first")
    site = patient.config.site
    family = socket.AF_INET6 if ":" in site.listen else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((site.listen, site.port))
        except OSError as problem:
            return _taken(patient, f"{site.listen}:{site.port}", problem.strerror or "")
    return ok(f"{site.listen}:{site.port} is free")


def _taken(patient: Patient, place: str, why: str) -> Finding:
    health = running.health(patient)
    if health is not None:
        return ok(f"{place} is a robot's that is running; it says: {health['status']}")
    return warn(f"{place} cannot be used: {why}", "stop the other program, or set `port` in site.yaml")
