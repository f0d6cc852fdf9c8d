"""The database in use, and the copies of it."""

from datetime import datetime, timedelta
from pathlib import Path

import apsw

from kiosk.backup.making import folder_of
from kiosk.build import DATABASE
from kiosk.cli.checks.finding import Finding, Patient, error, ok, warn
from kiosk.clock import WallClock
from kiosk.config.schema import BackupSettings
from kiosk.desk.sqlite.contents import check_ours, read_only, verified
from kiosk.desk.sqlite.gate import wal_is_safe
from kiosk.desk.sqlite.rows import only
from kiosk.desk.store import StoreError

MIB = 2**20
LONG_LOG_MIB = 64
LATE = timedelta(hours=36)
COPIES = ("kiosk-*.db", "asked-*.db")
ADVICE = {
    "too_new": "install the version of the program that was here before, or a newer one",
    "foreign": "name the robot's own folder with --data",
    "no_rights": "look as the user the robot runs as: sudo -u kiosk kiosk doctor …",
    "locked": "close the other program that holds it",
}


def database(patient: Patient) -> Finding:
    """Is it whole, in which mode, how large is it?"""
    file = patient.data / DATABASE
    if not file.exists():
        return ok(f"none yet in {patient.data}; the robot makes one when it starts")
    try:
        version, mode, verdict = _looked_at(file)
    except StoreError as problem:
        return error(str(problem), ADVICE.get(problem.code, _restore(patient)))
    if verdict != "ok":
        return error(f"{file} is damaged ({' '.join(verdict.split())})", _restore(patient))
    return _mode(file, version, mode)


def _looked_at(file: Path) -> tuple[int, str, str]:
    """The schema's version, the journal mode and the verdict of SQLite's quick check."""
    with read_only(file) as connection:
        check_ours(connection, file)
        names = ("user_version", "journal_mode", "quick_check(1)")
        version, mode, verdict = (only(connection, f"PRAGMA {name}")[0] for name in names)
    return int(version), str(mode), str(verdict)


def _mode(file: Path, version: int, mode: str) -> Finding:
    in_wal, safe = mode == "wal", wal_is_safe(apsw.sqlite_lib_version())
    kept = "write-ahead log" if in_wal else "rollback journal"
    log = file.with_name(f"{file.name}-wal")
    log_mib = log.stat().st_size / MIB if log.exists() else 0.0
    message = f"whole, version {version}, {kept}, {_mib(file)}, log {log_mib:.1f} MiB"
    if in_wal and not safe:
        return warn(message, "this SQLite may damage it in that mode: start the robot, which changes it")
    if log_mib > LONG_LOG_MIB:
        return warn(message, "a program that reads it all the time keeps the log from shrinking: close it")
    return ok(message)


def _restore(patient: Patient) -> str:
    newest = _newest(_folder(patient))
    copy = newest or "FILE"
    return f"stop the robot, then: kiosk restore {copy} --config {patient.folder} --data {patient.data}"


def backups(patient: Patient) -> Finding:
    """Is there a fresh copy, and can it be restored?"""
    folder = _folder(patient)
    if not (patient.data / DATABASE).exists():
        return ok("nothing to copy yet")
    make_one = f"kiosk backup --data {patient.data}; why the robot makes none stands in its log: no backup"
    newest = _newest(folder)
    if newest is None:
        return warn(f"no copy in {folder}", make_one)
    made = datetime.fromtimestamp(newest.stat().st_mtime).astimezone()
    try:
        held = verified(newest)
    except StoreError as problem:
        return error(str(problem), f"delete it, then: {make_one}")
    message = f"{newest.name} of {made:%Y-%m-%d %H:%M}, {_mib(newest)}, whole, {held.count('ticket')} tickets"
    if WallClock().now() - made > LATE:
        return warn(message, make_one)
    return ok(message + _same_disk(newest, patient.data))


def _same_disk(copy: Path, data: Path) -> str:
    same = copy.stat().st_dev == data.stat().st_dev
    return "; on the same disk: `backup: folder` in site.yaml can name another" if same else ""


def _folder(patient: Patient) -> Path:
    settings = patient.config.site.backup if patient.config else BackupSettings()
    return folder_of(settings, patient.data)


def _newest(folder: Path) -> Path | None:
    files = [file for pattern in COPIES for file in folder.glob(pattern)]
    return max(files, key=lambda file: file.stat().st_mtime, default=None)


def _mib(file: Path) -> str:
    return f"{file.stat().st_size / MIB:.1f} MiB"
