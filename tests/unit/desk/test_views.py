from datetime import datetime, timedelta

from kiosk.desk.model import TicketState, WaitRange


async def serve(desk, clock, count, seconds, asks, counter="1"):
    for _ in range(count):
        await desk.issue("papers", asks())
        await desk.call_next(counter, actor="an")
        clock.pass_s(seconds)
        await desk.finish(counter, actor="an")


async def test_the_board_shows_counters_in_order_last_calls_first_and_who_is_next(desk, asks, clock):
    for service in ("papers", "papers", "papers", "cash", "cash"):
        await desk.issue(service, asks())
    for counter in ("3", "2", "1"):
        clock.pass_s(1)
        await desk.call_next(counter, actor="an")
    board = await desk.board()
    assert [(called.counter, called.number) for called in board.serving] == [
        ("1", "A002"),
        ("2", "A001"),
        ("3", "C001"),
    ]
    assert [called.number for called in board.last] == ["A002", "A001", "C001"]
    assert board.next == ("A003", "C002")


async def test_a_recalled_number_is_the_last_called_again_and_stands_once(desk, asks, clock):
    for _ in range(2):
        await desk.issue("papers", asks())
    await desk.call_next("1", actor="an")
    await desk.call_next("2", actor="an")
    clock.pass_s(5)
    await desk.recall("1", actor="an")
    board = await desk.board()
    assert [(called.number, called.calls) for called in board.last] == [("A001", 2), ("A002", 1)]
    assert board.serving[0].called_at == clock.now()


async def test_the_last_calls_stay_after_they_are_served(desk, asks, clock):
    await serve(desk, clock, 10, 60, asks)
    board = await desk.board()
    assert board.serving == ()
    assert [called.number for called in board.last] == [f"A{number:03d}" for number in range(10, 2, -1)]


async def test_loads_tell_how_many_wait_for_each_service(desk, asks):
    for service in ("papers", "papers", "cash"):
        await desk.issue(service, asks())
    loads = await desk.loads()
    assert [(load.service, load.waiting, load.wait) for load in loads] == [
        ("papers", 2, None),
        ("land", 0, None),
        ("cash", 1, None),
    ]


async def test_no_estimate_until_five_were_served_and_then_one_that_fits(desk, asks, clock):
    await serve(desk, clock, 4, 300, asks)
    assert (await desk.loads())[0].wait is None
    await serve(desk, clock, 1, 300, asks)
    for _ in range(4):
        await desk.issue("papers", asks())
    place = (await desk.issue("papers", asks())).place
    assert place.people_ahead == 4
    assert place.wait == WaitRange(20, 25)  # one counter at work, five minutes each


async def test_more_counters_at_work_shorten_the_wait(desk, asks, clock):
    await serve(desk, clock, 5, 300, asks)
    await serve(desk, clock, 1, 300, asks, counter="2")
    for _ in range(4):
        await desk.issue("papers", asks())
    assert (await desk.issue("papers", asks())).place.wait == WaitRange(10, 13)


async def test_a_finish_taken_back_teaches_nothing(desk, asks, clock):
    await serve(desk, clock, 5, 300, asks)
    await desk.undo("1", actor="an")
    assert (await desk.loads())[0].wait is None


async def test_past_days_teach_too(desk, asks, clock):
    await serve(desk, clock, 5, 300, asks)
    clock.pass_s(24 * 3600)
    assert (await desk.loads())[0].wait == WaitRange(0, 3)  # both counters, for nobody has called yet


async def test_the_given_estimate_is_kept_with_the_ticket(desk, asks, clock, store, tmp_path):
    await serve(desk, clock, 5, 300, asks)
    await desk.issue("papers", asks())
    await desk.issue("papers", asks())
    await store.close()
    import apsw

    connection = apsw.Connection(str(tmp_path / "desk.sqlite"))
    rows = list(connection.execute("SELECT given_ahead, given_low, given_high FROM ticket ORDER BY arrival"))
    connection.close()
    assert rows[0] == (0, None, None)
    assert rows[-1] == (1, 5, 10)


async def test_a_place_is_only_for_those_who_wait(desk, asks):
    issued = await desk.issue("papers", asks())
    await desk.call_next("1", actor="an")
    place = await desk.place(issued.place.ticket.ticket_id)
    assert (place.ticket.state, place.people_ahead, place.wait) == (TicketState.CALLED, None, None)


async def test_instants_are_timezone_aware(desk, asks):
    ticket = (await desk.issue("papers", asks())).place.ticket
    assert isinstance(ticket.issued_at, datetime)
    assert ticket.issued_at.utcoffset() is not None


async def test_without_a_history_the_services_stand_as_configured(desk):
    assert await desk.most_used() == ("papers", "land", "cash")


async def test_the_most_used_services_of_the_last_four_weeks_come_first_the_same_all_day(desk, asks, clock):
    async def issue(service, times):
        for _ in range(times):
            await desk.issue(service, asks())

    await issue("papers", 9)
    clock.at += timedelta(days=27)
    await issue("cash", 2)
    assert await desk.most_used() == ("papers", "land", "cash")
    clock.at += timedelta(days=1)
    await issue("land", 5)
    assert await desk.most_used() == ("papers", "cash", "land"), "today teaches nothing today"
    clock.at += timedelta(days=1)
    assert await desk.most_used() == ("land", "cash", "papers"), "what is older than 28 days is forgotten"
