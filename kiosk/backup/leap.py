"""Makes a restored copy safe to go on with: what happened after it was made is not known any more.

Numbers of the day leap ahead, papers that may have come out are doubts, logins end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import apsw

from kiosk.desk.audit import AuditEntry
from kiosk.desk.numbers import SERIES
from kiosk.desk.sqlite.contents import read_only
from kiosk.desk.sqlite.rows import every, only
from kiosk.desk.sqlite.small_tables import SqliteAudit
from kiosk.desk.store import StoreError

LEAST = 100
ROUND = 100
JOB_LEAP = 10_000
ACTOR = "restore"
BUSIEST = """
SELECT coalesce(max(people), 0) FROM (
  SELECT count(*) AS people FROM ticket GROUP BY day, rtrim(number, '0123456789'))
"""
HIGHEST = (
    f"SELECT substr(name, {len(SERIES) + 1}), value FROM sequence WHERE name LIKE '{SERIES}%' AND day = ?"  # noqa: S608
)
PUT = """
INSERT INTO sequence VALUES (?, ?, ?) ON CONFLICT (name, day) DO UPDATE SET value = excluded.value
"""
MAY_HAVE_COME_OUT = """
UPDATE effect SET state = 'sent'
WHERE state = 'planned' AND ticket_id IN (SELECT ticket_id FROM ticket WHERE day >= ?)
"""


@dataclass(frozen=True, slots=True)
class Series:
    """The rows of numbers as the site has them; `leap` None: as many as the busiest days ask for."""

    prefixes: tuple[str, ...]
    first_number: int
    leap: int | None = None


def highest(path: Path, day: date) -> dict[str, int]:
    """The highest number of each prefix given on `day`; raises `StoreError`."""
    with read_only(path) as connection:
        return dict(every(connection, HIGHEST, day.isoformat()))


def go_on(
    connection: apsw.Connection, day: date, now: datetime, series: Series, known: Mapping[str, int]
) -> dict[str, int]:
    """Adapt the copy in one transaction; gives the next number of each prefix.

    `known`: the highest numbers given on `day` for certain.
    """
    _check_clock(connection, day)
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        following = _leap(connection, day, series, known)
        connection.execute(MAY_HAVE_COME_OUT, (day.isoformat(),))
        connection.execute("UPDATE sequence SET value = value + ? WHERE name LIKE 'job:%'", (JOB_LEAP,))
        connection.execute("DELETE FROM session")
        numbers = " ".join(f"{prefix}{number}" for prefix, number in sorted(following.items()))
        SqliteAudit(connection).add(AuditEntry(now, ACTOR, "restored", reason=f"goes on at {numbers}"))
    connection.execute("COMMIT")
    return following


def _check_clock(connection: apsw.Connection, day: date) -> None:
    (latest,) = only(connection, "SELECT coalesce(max(day), '') FROM ticket")
    if latest > day.isoformat():
        raise StoreError(
            "clock", f"the clock says {day}, the copy has numbers of {latest}: set the clock, then try again"
        )


def _leap(connection: apsw.Connection, day: date, series: Series, known: Mapping[str, int]) -> dict[str, int]:
    in_copy: dict[str, int] = dict(every(connection, HIGHEST, day.isoformat()))
    (busiest,) = only(connection, BUSIEST)
    following = {}
    for prefix in {*series.prefixes, *in_copy, *known}:
        last = max(in_copy.get(prefix, 0), known.get(prefix, 0), series.first_number - 1)
        last = leapt(last, busiest) if series.leap is None else last + series.leap
        connection.execute(PUT, (f"{SERIES}{prefix}", day.isoformat(), last))
        following[prefix] = last + 1
    return following


def leapt(last: int, busiest: int) -> int:
    """The number to go on behind: twice the busiest day further, at the next full hundred."""
    return -(-(last + max(LEAST, 2 * busiest)) // ROUND) * ROUND
