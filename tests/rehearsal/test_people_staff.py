"""Staff at counters and at the printer, against a hall that answers as a test wants."""

import asyncio
from datetime import UTC, date, datetime
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from drivers.status import Action, Fault
from kiosk.config.schema import Config
from kiosk.desk.model import Called, NotAllowed
from kiosk.desk.store import StoreError
from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.people.bell import Bell
from kiosk.rehearsal.people.calls import Calls
from kiosk.rehearsal.people.caretaker import Caretaker
from kiosk.rehearsal.people.counter_acts import Answer, CounterActs, GoesHome
from kiosk.rehearsal.people.floor import SERVED, Floor
from kiosk.rehearsal.people.interfaces import Dark
from kiosk.rehearsal.people.mending import MENDS, NEW_ROLL
from kiosk.rehearsal.people.scene import Scene
from kiosk.rehearsal.plan import DayPlan, ShiftPlan
from kiosk.rehearsal.stage.loop import run
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED
from state_machines.trouble import Trouble
from tests.rehearsal.stub_hall import StubDoubts, StubHall

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SHIFT = ShiftPlan("1", 0.0, 3_600.0, 1.0)
PLAN = DayPlan(date(2026, 11, 23), 0.0, 7_200.0, shifts=(SHIFT,))


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(SHIPPED)


def a_robot(journal: StubDoubts, *faults: str) -> Any:
    """A robot with these troubles of its printer."""
    troubles = [Trouble("printer", Fault(code, Action.CLEAR), NOW) for code in faults]
    screen = SimpleNamespace(staff_called=False)
    return SimpleNamespace(
        journal=journal,
        visit=SimpleNamespace(screen=screen),
        troubles=SimpleNamespace(current=lambda: list(troubles), mended=troubles.clear),
    )


def look_after(config: Config, robot: Any, **more: Any) -> StubHall:
    """One caretaker's whole day."""

    async def happen() -> StubHall:
        hall = StubHall(config, robot, **more)
        scene = Scene(hall, PLAN)
        await Caretaker(scene, "hall", 1.0).work()
        scene.senses.close()
        assert SHIFT.until_s <= hall.day_s() < SHIFT.until_s + 600, "bounded by the last shift"
        return hall

    hall: StubHall = run(happen)
    return hall


def test_doubts_are_settled_by_what_really_came_out(config: Config) -> None:
    doubts = StubDoubts(*range(20))
    came_out = frozenset(range(0, 20, 2))
    look_after(config, a_robot(doubts), out=came_out)
    assert doubts.closed == {job: job in came_out for job in range(20)}
    assert doubts.reprinted, "some of those not found, and some before they are settled"


def test_a_doubt_is_not_settled_while_the_printer_is_in_trouble(config: Config) -> None:
    doubts = StubDoubts(1)
    look_after(config, a_robot(doubts, "wrong_baud"))
    assert not doubts.closed


def test_paper_that_is_low_keeps_nobody_from_settling(config: Config) -> None:
    doubts = StubDoubts(1)
    look_after(config, a_robot(doubts, "paper_low"), out=frozenset({1}))
    assert doubts.closed == {1: True}


def test_doubts_that_could_not_be_read_are_looked_at_again(config: Config) -> None:
    doubts = StubDoubts(1)
    hall = look_after(
        config, a_robot(doubts), failures=[Dark(), StoreError("disk_error", "no")], out=frozenset({1})
    )
    assert doubts.closed == {1: True}
    assert [how for act, how in hall.told if act == "looks_at_doubts"] == ["dark", "disk_error"]


@pytest.mark.parametrize("fault", MENDS)
def test_what_staff_are_told_of_they_mend_try_after_try(config: Config, fault: str) -> None:
    hall = look_after(config, a_robot(StubDoubts(), fault))
    ways = [act for way in MENDS[fault] for act in way]
    assert hall.acts[: len(ways)] == ways, "the ways one after another"
    assert len([act for act, _ in hall.told if act == f"mends_{fault}"]) in range(len(MENDS[fault]), 6)


def test_what_is_mended_is_left_alone(config: Config) -> None:
    robot = a_robot(StubDoubts(), "paper_out")
    hall = look_after(
        config, robot, on_hands=lambda act: robot.troubles.mended() if act == "close_cover" else None
    )
    assert tuple(hall.acts) == NEW_ROLL


@pytest.mark.parametrize("fault", ["head_hot", "wrong_baud"])
def test_what_goes_by_itself_or_needs_a_technician_is_left_alone(config: Config, fault: str) -> None:
    assert not look_after(config, a_robot(StubDoubts(), fault)).acts


class StubDesk:
    """Notes the request ids it is asked with."""

    def __init__(self) -> None:
        self.requests: list[str] = []

    async def step(self, _robot: Any, request: str, _actor: str) -> None:
        self.requests.append(request)


def take(
    config: Config, failures: list[Exception], shift: ShiftPlan = SHIFT
) -> tuple[StubHall, StubDesk, Answer]:
    """One step at the counter."""

    async def happen() -> tuple[StubHall, StubDesk, Answer]:
        hall, desk = StubHall(config, object(), failures=failures), StubDesk()
        acts = CounterActs(Scene(hall, PLAN), shift, Random(2))
        answer = await acts.take("finish", desk.step)
        await acts.take("finish", desk.step)
        return hall, desk, answer

    result: tuple[StubHall, StubDesk, Answer] = run(happen)
    return result


def test_a_step_is_repeated_under_its_request_id_until_it_is_answered(config: Config) -> None:
    hall, desk, answer = take(config, [Dark(), StoreError("disk_full", "no"), Dark()])
    assert [how for _, how in hall.told] == ["dark", "disk_full", "dark", "ok", "ok"]
    assert answer.how == "ok"
    assert len(set(desk.requests)) == 2, "the next step has a request id of its own"


def test_a_refused_step_is_not_repeated(config: Config) -> None:
    hall, desk, answer = take(config, [NotAllowed("no_current", "nobody is there")])
    assert answer == Answer("no_current")
    assert [how for _, how in hall.told] == ["no_current", "ok"]
    assert len(desk.requests) == 1


def test_who_gets_no_answer_goes_home_in_the_end(config: Config) -> None:
    with pytest.raises(GoesHome):
        take(config, [Dark() for _ in range(5_000)])


def test_an_impatient_tap_bears_the_same_request_id(config: Config) -> None:
    async def happen() -> list[str]:
        hall, desk = StubHall(config, object()), StubDesk()
        acts = CounterActs(Scene(hall, PLAN), SHIFT, Random(1))
        for _ in range(200):
            await acts.take("finish", desk.step)
        return desk.requests

    requests: list[str] = run(happen)
    assert len(requests) > 200
    assert len(set(requests)) == 200


def test_a_bell_wakes_who_waits_and_nobody_waits_longer_than_they_said() -> None:
    async def happen() -> list[object]:
        bell = Bell()
        asyncio.get_running_loop().call_later(5, bell.ring)
        heard = await asyncio.gather(bell.heard(10), bell.heard(4))
        return [*heard, await bell.heard(3), asyncio.get_running_loop().time()]

    assert run(happen) == [True, False, False, 8.0]


def test_a_call_that_nobody_heard_is_seen_on_the_board() -> None:
    async def happen() -> list[str | None]:
        calls = Calls()
        waiting = asyncio.create_task(calls.heard("T1", "A001", 60))
        await asyncio.sleep(1)
        calls.see([Called("A001", "2", NOW, 1), Called("B001", "3", NOW, 1)])
        heard = await waiting
        calls.hear(_step("undone"))
        return [heard, calls.at("T1"), await calls.heard("T1", "A001", 5)]

    assert run(happen) == ["2", None, None]


def test_a_citizen_whom_nobody_takes_on_goes_and_one_who_is_served_stays() -> None:
    async def happen() -> list[str | None]:
        floor = Floor(lambda counter: None)
        alone = await floor.come("T1").ended(60)
        meeting = floor.come("T2")
        found = await floor.comes("T2", 1)
        assert found is meeting
        meeting.begun = True
        asyncio.get_running_loop().call_later(600, meeting.end, SERVED)
        return [alone, await meeting.ended(60)]

    assert run(happen) == [None, SERVED]


def test_questions_nobody_answers_before_going_home_are_refused() -> None:
    async def happen() -> tuple[object, str, object]:
        woken: list[str] = []
        floor = Floor(woken.append)
        before = floor.ask(["1"], "back", "T1")
        async with floor.seat("1"):
            asked = floor.ask(["2", "1"], "back", "T1")
            assert floor.is_asked("1")
        assert asked is not None
        return before, asked.answer.result(), woken

    assert run(happen) == (None, "nobody", ["1"])


def test_one_at_a_time_sits_at_a_counter() -> None:
    async def happen() -> list[str]:
        floor, order = Floor(lambda counter: None), []

        async def sit(name: str, lasts_s: float) -> None:
            async with floor.seat("1"):
                order.append(f"{name} sits")
                await asyncio.sleep(lasts_s)
            order.append(f"{name} goes")

        await asyncio.gather(sit("first", 10), sit("second", 1))
        return order

    assert run(happen) == ["first sits", "first goes", "second sits", "second goes"]


def _step(kind: str) -> Fact:
    return Fact(0.0, kind, {"ticket": "T1", "number": "A001", "service": "s", "counter": "2"})
