"""The clock: the day on every number comes from it."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import kiosk
from kiosk.build import DATABASE
from kiosk.cli.checks.finding import Finding, Patient, error, ok, warn
from kiosk.clock import WallClock
from kiosk.desk.sqlite.contents import contents, read_only
from kiosk.desk.store import StoreError

SYNCHRONISED = Path("/run/systemd/timesync/synchronized")
BATTERY_CLOCK = Path("/sys/class/rtc/rtc0")
SLACK = timedelta(minutes=1)
WITHIN_S = 5.0
KNOWN = {
    None: "whether a time server keeps it right is not known",
    False: "no time server keeps it right",
}
NO_BATTERY = "a power cut stops this clock: let the machine reach a time server, or give it a battery"
SET_IT = "set it before the office opens, or numbers get the wrong day: sudo timedatectl set-ntp true"


def clock(patient: Patient) -> Finding:
    """Can the time be right, and does anything keep it right?"""
    now = WallClock().now()
    shown = f"{now.astimezone():%Y-%m-%d %H:%M %Z}"
    for instant, what in _past(patient):
        if now < instant - SLACK:
            return error(f"{shown} is before {what} ({instant.astimezone():%Y-%m-%d %H:%M})", SET_IT)
    return _kept_right(shown, synchronised(), BATTERY_CLOCK.exists())


def synchronised() -> bool | None:
    """Whether a time server keeps the clock right; None when this machine cannot tell."""
    if SYNCHRONISED.exists():
        return True
    asked = shutil.which("timedatectl")
    if asked is None:
        return None
    try:
        words = [asked, "show", "--property=NTPSynchronized", "--value"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=WITHIN_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {"yes": True, "no": False}.get(done.stdout.strip())


def _past(patient: Patient) -> list[tuple[datetime, str]]:
    """Instants that are over for certain."""
    installed = datetime.fromtimestamp(Path(kiosk.__file__).stat().st_mtime, UTC)
    past = [(installed, "this program was installed")]
    if (last := _last_written(patient.data / DATABASE)) is not None:
        past.append((last, "the newest entry of the database"))
    return past


def _last_written(database: Path) -> datetime | None:
    if not database.exists():
        return None
    try:
        with read_only(database) as connection:
            return contents(connection).last_written
    except StoreError:
        return None  # the finding on the database tells it


def _kept_right(shown: str, synced: bool | None, battery: bool) -> Finding:
    if synced:
        return ok(f"{shown}, kept right by a time server")
    known = KNOWN[synced]
    if not battery:
        return warn(f"{shown}, {known}, and it has no battery", NO_BATTERY)
    if synced is None:
        return ok(f"{shown}, {known}")
    return warn(f"{shown}, {known}", "sudo timedatectl set-ntp true, or compare it with a watch every week")
