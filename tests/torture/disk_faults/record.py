"""What is kept: read from the files with a fresh plain connection, and told without ids left to chance."""

from contextlib import closing
from pathlib import Path
from shutil import copyfile

import apsw

from kiosk.desk.store import StoreError

CODES = frozenset(
    {
        "disk_full",
        "disk_error",
        "read_only",
        "no_rights",
        "corrupt",
        "locked",
        "too_new",
        "foreign",
        "network_disk",
        "busy",
        "store",
    }
)
ADVICE = ("free some space", "check ", "close that program", "make it", "restore the last backup")
QUESTIONS = (
    "SELECT number, service, state, counter, calls, priority, arrival FROM ticket ORDER BY arrival",
    "SELECT number, copy, job_number, e.state, note FROM effect e JOIN ticket USING (ticket_id) ORDER BY 3",
    "SELECT request_id, what, number FROM request LEFT JOIN ticket USING (ticket_id) ORDER BY 1",
    "SELECT kind, s.counter, number, undone FROM step s JOIN ticket USING (ticket_id) ORDER BY step_id",
    "SELECT actor, step, number FROM audit LEFT JOIN ticket USING (ticket_id) ORDER BY audit_id",
    "PRAGMA integrity_check",
)
Record = tuple[tuple[object, ...], ...]


def record(path: Path) -> Record:
    """Everything kept in the database at `path`."""
    with closing(apsw.Connection(str(path))) as connection:
        return tuple(tuple(connection.execute(question)) for question in QUESTIONS)


def record_after_a_kill(path: Path, folder: Path) -> Record:
    """What another process would find if this one were killed now."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-journal"):
        (folder / name).unlink(missing_ok=True)
        if path.with_name(name).exists():
            copyfile(path.with_name(name), folder / name)
    return record(folder / path.name)


def complaint(error: BaseException) -> str | None:
    """What is wrong with a refusal; None for a documented code with words that say what to do."""
    if not isinstance(error, StoreError):
        return f"{type(error).__name__} instead of a StoreError: {error}"
    if error.code not in CODES:
        return f"undocumented code {error.code}: {error}"
    if not any(advice in str(error) for advice in ADVICE):
        return f"no advice: {error.code}: {error}"
    return None
