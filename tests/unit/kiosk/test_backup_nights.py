"""Which night's copy is due, and which are superseded: also when the clock was wrong."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.backup.nights import file_name, last_night, night_of, superseded

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
AT = time(2, 30)


@pytest.mark.parametrize(
    ("now", "night"),
    [
        ("2026-11-24T02:29:59+07:00", "2026-11-23"),
        ("2026-11-24T02:30:00+07:00", "2026-11-24"),
        ("2026-11-24T23:59:59+07:00", "2026-11-24"),
        ("2026-11-23T19:30:00+00:00", "2026-11-24"),
        ("2026-11-23T19:29:00+00:00", "2026-11-23"),
    ],
)
def test_a_night_begins_at_its_hour_by_the_clock_on_the_wall(now: str, night: str) -> None:
    assert last_night(datetime.fromisoformat(now), AT, HANOI).isoformat() == night


def test_every_day_has_one_night_also_when_the_clocks_are_set() -> None:
    berlin, hours = ZoneInfo("Europe/Berlin"), range(24 * 400)
    start = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
    nights = [last_night(datetime.fromtimestamp(start + 3600 * n, UTC), AT, berlin) for n in hours]
    assert nights == sorted(nights)
    assert len(set(nights)) == (max(nights) - min(nights)).days + 1


def test_a_file_tells_its_night() -> None:
    assert night_of(Path("/a") / file_name(date(2026, 11, 24))) == date(2026, 11, 24)
    for name in ("kiosk-2026-13-45.db", "kiosk.db", "kiosk-2026-11-24.db.part", "asked-2026-11-24T101112.db"):
        assert night_of(Path(name)) is None


def kept(files: list[Path], night: date, keep: int) -> list[str]:
    gone = superseded(files, night, keep)
    return [file.name for file in files if file not in gone]


def nights(*days: int) -> list[Path]:
    return [Path(file_name(date(2026, 11, day))) for day in days]


def test_the_newest_are_kept() -> None:
    assert kept(nights(1, 2, 3, 4, 5), date(2026, 11, 5), 2) == ["kiosk-2026-11-04.db", "kiosk-2026-11-05.db"]


def test_other_files_are_left_alone() -> None:
    others = [Path("before-restore-1.db"), Path("asked-2026-11-01T080000.db"), Path("note.txt")]
    assert kept([*others, *nights(1, 2)], date(2026, 11, 2), 1)[:3] == [file.name for file in others]


def test_a_clock_that_fell_back_costs_no_good_copy() -> None:
    old = Path(file_name(date(1999, 12, 31)))
    older = Path(file_name(date(1999, 12, 30)))
    assert kept([older, old, *nights(1, 2, 3)], date(1999, 12, 31), 1) == [
        old.name,
        *[file.name for file in nights(1, 2, 3)],
    ]


def test_copies_of_a_clock_that_ran_ahead_do_not_push_out_those_of_now() -> None:
    ahead = Path(file_name(date(2030, 1, 1)))
    assert kept([ahead, *nights(1, 2, 3)], date(2026, 11, 3), 2) == [
        ahead.name,
        "kiosk-2026-11-02.db",
        "kiosk-2026-11-03.db",
    ]
