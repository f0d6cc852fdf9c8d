"""Versions, machine and database in figures: sums and states only, so nothing in them needs redaction."""

import os
import platform
import shutil
import sys
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import apsw

from kiosk.build import DATABASE
from kiosk.cli.checks.finding import Patient
from kiosk.desk.sqlite.contents import check_ours, contents, read_only
from kiosk.desk.sqlite.rows import Value, every
from kiosk.desk.store import StoreError
from kiosk.version import program_version

MIB = 2**20
MEMORY = Path("/proc/meminfo")
MEMORY_LINES = ("MemTotal", "MemAvailable", "SwapTotal", "SwapFree")
SETTINGS = ("user_version", "journal_mode", "page_size", "page_count", "freelist_count")
SUMS = {
    "tickets_by_day": "SELECT day, service, state, count(*) FROM ticket GROUP BY 1, 2, 3 ORDER BY 1 DESC",
    "effects_by_state": "SELECT kind, state, count(*) FROM effect GROUP BY 1, 2 ORDER BY 1, 2",
    "steps_by_kind": "SELECT kind, count(*) FROM step GROUP BY 1 ORDER BY 1",
    "audit_by_step": "SELECT step, count(*) FROM audit GROUP BY 1 ORDER BY 1",
}
MOST_ROWS = 5000


def versions(_: Patient) -> dict[str, Any]:
    """The program and everything it stands on."""
    return {
        "kiosk": program_version(),
        "python": sys.version,
        "sqlite": apsw.sqlite_lib_version(),
        "system": platform.platform(),
        "packages": {found.name: found.version for found in sorted(distributions(), key=lambda d: d.name)},
    }


def machine(patient: Patient) -> dict[str, Any]:
    """Memory, disk and load now."""
    folder = patient.data if patient.data.exists() else Path()
    disk = shutil.disk_usage(folder)
    lines = MEMORY.read_text().splitlines() if MEMORY.exists() else []
    return {
        "memory": {
            name: line.split(":")[1].strip() for line in lines if (name := line.split(":")[0]) in MEMORY_LINES
        },
        "disk_mib": {"total": disk.total // MIB, "free": disk.free // MIB},
        "load": os.getloadavg(),
        "processors": os.cpu_count(),
        "files_mib": {
            str(file.relative_to(patient.data)): round(file.stat().st_size / MIB, 3)
            for file in sorted(patient.data.glob("**/*.db*"))
        },
    }


def database(patient: Patient) -> dict[str, Any]:
    """Schema, settings, rows and states by day; no ticket, no name."""
    file = patient.data / DATABASE
    if not file.exists():
        return {"problem": "there is none"}
    try:
        with read_only(file) as connection:
            check_ours(connection, file)
            return _sums(connection)
    except StoreError as problem:
        return {"problem": str(problem)}


def _sums(connection: apsw.Connection) -> dict[str, Any]:
    held = contents(connection)
    schema = every(connection, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    return {
        "settings": {name: _rows(connection, f"PRAGMA {name}")[0][0] for name in SETTINGS},
        "rows": dict(held.rows),
        "last_written": held.last_written.isoformat() if held.last_written else None,
        **{name: _rows(connection, sql) for name, sql in SUMS.items()},
        "schema": [sql for (sql,) in schema],
    }


def _rows(connection: apsw.Connection, sql: str) -> list[tuple[Value, ...]]:
    return list(every(connection, sql))[:MOST_ROWS]
