from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.config.schema import Hours
from kiosk.desk.calendar import Calendar

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OFFICE = [{"opens": "7:30", "closes": "11:30"}, {"opens": "13:30", "closes": "17:00"}]


def calendar(zone: ZoneInfo = HANOI, training: bool = False, closed=(), **slots) -> Calendar:
    days = [{"day": day, "name": {"vi": "nghỉ", "en": "closed"}} for day in closed]
    return Calendar(Hours.model_validate({**slots, "training": training, "closed_days": days}), zone)


def office(**more) -> Calendar:
    return calendar(**dict.fromkeys(DAYS[:5], OFFICE), **more)


def at(text: str, zone: ZoneInfo = HANOI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        ("2026-11-24 07:29:59", False),
        ("2026-11-24 07:30", True),
        ("2026-11-24 11:29:59.999999", True),
        ("2026-11-24 11:30", False),
        ("2026-11-24 13:30", True),
        ("2026-11-24 17:00", False),
        ("2026-11-28 09:00", False),  # a Saturday
        ("2026-11-25 09:00", False),  # closed
    ],
)
def test_open_from_the_first_instant_of_a_slot_to_before_its_end(when, is_open):
    assert office(closed=["2026-11-25"]).is_open(at(when)) is is_open


@pytest.mark.parametrize(
    ("when", "opens"),
    [
        ("2026-11-24 05:00", "2026-11-24 07:30"),
        ("2026-11-24 07:30", "2026-11-24 13:30"),
        ("2026-11-24 12:00", "2026-11-24 13:30"),
        ("2026-11-24 18:00", "2026-11-26 07:30"),  # the 25th is closed
        ("2026-11-27 17:00", "2026-11-30 07:30"),  # over the week-end
    ],
)
def test_the_next_opening_leaves_out_closed_days(when, opens):
    assert office(closed=["2026-11-25"]).next_opening(at(when)) == at(opens)


def test_a_site_without_hours_never_opens():
    assert calendar().next_opening(at("2026-11-24 05:00")) is None
    assert not calendar().is_open(at("2026-11-24 09:00"))


def test_training_is_open_at_any_hour():
    assert office(training=True).is_open(at("2026-11-29 03:00"))


def test_slots_that_touch_are_one_opening():
    touching = calendar(tuesday=[{"opens": "7:00", "closes": "12:00"}, {"opens": "12:00", "closes": "17:00"}])
    assert touching.next_opening(at("2026-11-24 08:00")) == at("2026-12-01 07:00")


def test_the_day_is_that_of_the_site_not_of_the_server():
    assert office().day(datetime(2026, 11, 24, 16, 59, 59, tzinfo=UTC)) == date(2026, 11, 24)
    assert office().day(datetime(2026, 11, 24, 17, 0, tzinfo=UTC)) == date(2026, 11, 25)


def test_todays_slots_come_earliest_first():
    slots = calendar(tuesday=OFFICE[::-1]).today(at("2026-11-24 09:00"))
    assert [slot.opens.hour for slot in slots] == [7, 13]


ZONES = [
    ZoneInfo(name)
    for name in ("Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Ho_Chi_Minh")
]
minutes = st.integers(0, 24 * 12 - 1).map(lambda five: five * 5)


def clock_text(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02d}"


@st.composite
def calendars(draw):
    zone = draw(st.sampled_from(ZONES))
    slots = {}
    for day in DAYS:
        edges = sorted(draw(st.sets(minutes, max_size=4)))
        pairs = zip(edges[::2], edges[1::2], strict=False)
        slots[day] = [{"opens": clock_text(opens), "closes": clock_text(closes)} for opens, closes in pairs]
    return calendar(zone, **slots)


instants = st.one_of(
    st.datetimes(datetime(2026, 3, 27), datetime(2026, 4, 6)),  # clocks are set in these weeks
    st.datetimes(datetime(2026, 10, 1), datetime(2026, 11, 3)),
).map(lambda naive: naive.replace(tzinfo=UTC, minute=naive.minute // 5 * 5, second=0, microsecond=0))


@given(calendars(), instants)
@settings(max_examples=100, deadline=None)
def test_the_next_opening_is_the_first_instant_that_opens_also_when_clocks_are_set(site, now):
    opening = site.next_opening(now)
    was_open, step = site.is_open(now), timedelta(minutes=5)
    for steps in range(1, 8 * 24 * 12):
        is_open = site.is_open(now + steps * step)
        if is_open and not was_open:
            assert opening.astimezone(UTC) == now + steps * step
            return
        was_open = is_open
    assert opening is None
