"""Which journal mode a version of SQLite may use. Pure.

Versions before 3.51.3 can corrupt a database in WAL mode when two connections write and checkpoint at once
(https://sqlite.org/wal.html#walresetbug); the fix was carried back to 3.50.7 and 3.44.6.
"""

FIXED_SINCE = (3, 51, 3)
CARRIED_BACK = {(3, 50): 7, (3, 44): 6}


def wal_is_safe(version: str) -> bool:
    """True when this version has the fix; a version that cannot be read has not."""
    try:
        major, minor, patch = (int(part) for part in version.split(".")[:3])
    except ValueError:
        return False
    fixed_patch = CARRIED_BACK.get((major, minor))
    return (major, minor, patch) >= FIXED_SINCE or (fixed_patch is not None and patch >= fixed_patch)


def journal_mode(version: str) -> str:
    """`wal` where it is safe, else `truncate`; both are durable with synchronous=FULL."""
    return "wal" if wal_is_safe(version) else "truncate"
