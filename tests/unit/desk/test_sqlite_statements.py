"""What a single word in a statement decides: ties, strict bounds, nothing at all, what a cut leaves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.desk import steps
from kiosk.desk.model import TicketState
from kiosk.desk.sqlite.batch import Batches, Task
from kiosk.desk.sqlite.database import open_database
from kiosk.desk.sqlite.rows import to_instant, to_micros
from kiosk.desk.unit import NewTicket, PinRecord, Session

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 24)


@pytest.fixture
def unit(tmp_path):
    """Units of work one at a time, without a thread."""
    batches = Batches(open_database(tmp_path / "desk.sqlite"), tmp_path / "desk.sqlite")

    def perform(work):
        (outcome,) = batches.perform([Task(work, writes=True)])
        if outcome.error:
            raise outcome.error
        return outcome.value

    yield perform
    batches.close()


def add(unit, *numbers, day=DAY):
    news = [NewTicket(n, day, "papers", n, NOW, "vi", None, 0, None) for n in numbers]
    return unit(lambda work: [work.tickets.add(new) for new in news])


def log(unit, counter, *changes, at=NOW):
    def work(unit):
        for change in changes:
            unit.tickets.put(change.after)
        unit.steps.add(steps.Deed(counter, "an", DAY, at, changes))

    unit(work)


def test_of_those_who_ended_at_one_instant_the_latest_to_come_is_first(unit):
    for ticket in add(unit, "A1", "A2", "A3"):
        over = replace(ticket, state=TicketState.NO_SHOW, finished_at=NOW)
        unit(lambda work, over=over: work.tickets.put(over))
    ended = unit(lambda work: work.tickets.ended(DAY, ["papers"], TicketState.NO_SHOW))
    assert [ticket.number for ticket in ended] == ["A3", "A2", "A1"]


def test_what_is_left_open_comes_by_day_and_within_it_by_arrival(unit):
    add(unit, "B1", day=DAY - timedelta(days=1))
    add(unit, "A1", "A2", day=DAY - timedelta(days=2))
    left = unit(lambda work: work.tickets.open_before(DAY))
    assert [ticket.number for ticket in left] == ["A1", "A2", "B1"]


def test_no_service_has_no_run_and_nobody_waiting(unit):
    assert unit(lambda work: work.steps.run(DAY, [], 3)) == 0
    assert unit(lambda work: work.tickets.waiting(DAY, [])).people == 0
    assert unit(lambda work: work.tickets.first(DAY, [], priority=False)) is None


def test_the_board_has_each_counters_own_last_call_the_last_called_first(unit):
    first, second = add(unit, "A1", "A2")
    log(unit, "1", called := steps.call(first, "1", NOW))
    log(unit, "2", steps.call(second, "2", NOW), at=NOW + timedelta(seconds=5))
    log(unit, "1", steps.recall(called.after), at=NOW + timedelta(seconds=9))
    serving = unit(lambda work: work.steps.serving(DAY))
    assert [(one.number, one.called_at) for one in serving] == [
        ("A1", NOW + timedelta(seconds=9)),
        ("A2", NOW + timedelta(seconds=5)),
    ]


def test_a_step_that_is_no_call_and_a_call_taken_back_are_no_calls_on_the_board(unit):
    (ticket,) = add(unit, "A1")
    log(unit, "1", call := steps.call(ticket, "1", NOW))
    log(unit, "1", back := steps.back(call.after), at=NOW + timedelta(seconds=1))
    log(unit, "1", steps.call(back.after, "1", NOW), at=NOW + timedelta(seconds=2))
    unit(lambda work: work.steps.mark_undone(work.steps.last_of("A1")))
    ((number, called_at),) = [
        (one.number, one.called_at) for one in unit(lambda work: work.steps.serving(DAY))
    ]
    assert (number, called_at) == ("A1", NOW)


def test_a_session_of_the_very_instant_is_not_from_before_it(unit):
    unit(lambda work: work.staff.put_pin(PinRecord("an", b"s", b"d")))
    unit(lambda work: work.staff.put_session(Session(b"t", "an", NOW, NOW)))
    unit(lambda work: work.staff.end_sessions_before(NOW))
    assert unit(lambda work: work.staff.session(b"t")) is not None
    unit(lambda work: work.staff.end_sessions_before(NOW + timedelta(microseconds=1)))
    assert unit(lambda work: work.staff.session(b"t")) is None


def test_instants_are_whole_microseconds_since_1970():
    assert to_micros(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)) == 1_000_000
    assert to_instant(0) == datetime(1970, 1, 1, tzinfo=UTC)


def test_a_cut_leaves_the_log_where_it_is_and_an_end_does_not(tmp_path):
    path = tmp_path / "desk.sqlite"
    for end, leaves_log in ((Batches.cut, True), (Batches.close, False)):
        batches = Batches(open_database(path, journal="wal"), path)
        batches.perform([Task(lambda work: work.sequences.take("s", None, 0), writes=True)])
        end(batches)
        assert path.with_name("desk.sqlite-wal").exists() is leaves_log
