"""The disk, the robot's lives and the faults of a rehearsal do what they are named for."""

import asyncio
from random import Random

import pytest

from kiosk.desk.store import StoreError
from kiosk.rehearsal.chance import Chance
from kiosk.rehearsal.facts import KINDS
from kiosk.rehearsal.faults import FAULTS, go_wrong, plan_faults
from kiosk.rehearsal.moments import MOMENTS, Armed
from kiosk.rehearsal.plan import FaultPlan
from kiosk.rehearsal.stage.disk import DiskState
from kiosk.rehearsal.stage.life import Dark
from kiosk.ticket.leaflet import Leaflet, Section
from kiosk.web.context import WebContext
from tests.support.virtual_office import an_office, in_virtual_time


def issue(request_id: str):
    async def act(robot: WebContext):
        return await robot.desk.issue("civil_status", request_id)

    return act


@pytest.mark.parametrize(("state", "code"), [(DiskState.FULL, "disk_full"), (DiskState.BROKEN, "disk_error")])
def test_a_bad_disk_keeps_nothing_and_the_same_wish_is_met_when_it_is_well(state, code):
    async def scene() -> None:
        async with an_office() as office:
            office.hall.disk.set(state)
            with pytest.raises(StoreError) as caught:
                await office.hall.ask(issue("one"))
            assert caught.value.code == code
            office.hall.disk.set(DiskState.WELL)
            issued = await office.hall.ask(issue("one"))
            assert [issued.place.ticket.number] == [
                number for (number,) in office.rows("SELECT number FROM ticket")
            ]

    in_virtual_time(scene)


def test_a_slow_disk_takes_its_time():
    async def scene() -> None:
        async with an_office() as office:
            office.hall.disk.set(DiskState.SLOW)
            begun = asyncio.get_running_loop().time()
            await office.hall.ask(issue("one"))
            assert asyncio.get_running_loop().time() - begun >= 0.2

    in_virtual_time(scene)


def test_who_asks_a_dying_robot_hears_nothing_and_what_was_not_committed_never_happens():
    async def scene() -> None:
        async with an_office() as office:
            asked = asyncio.ensure_future(office.hall.ask(issue("one")))
            await asyncio.sleep(0)
            office.hall.lives.crash("crash")
            with pytest.raises(Dark):
                await asked
            await office.until(lambda: office.hall.robot, 10)
            assert office.rows("SELECT number FROM ticket") == []
            issued = await office.hall.ask(issue("one"))
            assert issued.place.ticket.number == "A001" and not issued.repeated

    in_virtual_time(scene)


def test_what_was_committed_before_the_crash_is_there_after_it():
    async def scene() -> None:
        async with an_office() as office:
            first = await office.hall.ask(issue("one"))
            office.hall.lives.crash("crash")
            with pytest.raises(Dark):
                await office.hall.ask(issue("one"))
            await office.until(lambda: office.hall.robot, 10)
            again = await office.hall.ask(issue("one"))
            assert again.repeated and again.place.ticket == first.place.ticket
            assert [fact["how"] for fact in office.of("life_ended")] == ["crash"]

    in_virtual_time(scene)


def test_a_robot_that_cannot_start_is_tried_again_until_it_can():
    async def scene() -> None:
        async with an_office() as office:
            office.hall.disk.set(DiskState.BROKEN)
            office.hall.lives.crash("crash")
            await office.until(lambda: len(office.of("start_failed")) > 1, 60)
            office.hall.disk.set(DiskState.WELL)
            await office.until(lambda: office.hall.robot, 40)

    in_virtual_time(scene)


def a_pause_ends(office) -> None:
    office.hall.robot.mode.pause()
    office.hall.robot.mode.resume()


def staff_think_better_of_it(office) -> None:
    office.hall.witness.tell("staff", counter="1", act="regrets", how="ok", ticket=None, number=None)


def somebody_wants_a_checklist(office) -> None:
    office.hall.robot.leaflets.order(Leaflet("UBND", "Khai sinh", (Section("Giấy tờ", ("CCCD",) * 20),)))


def somebody_sees_a_checklist(office) -> None:
    stands = dict.fromkeys(KINDS["talk"]) | {"says": "checklist_title", "visit": 1}
    office.hall.witness.tell("talk", **stands)


COMES = {  # moments that do not come when the robot is only used
    "at_start": lambda office: office.hall.lives.crash("crash"),
    "at_end": lambda office: office.hall.lives.crash("crash"),
    "at_mode": a_pause_ends,
    "at_regret": staff_think_better_of_it,
    "at_checklist": somebody_sees_a_checklist,
    "at_leaflet": somebody_wants_a_checklist,
    "amid_leaflet": somebody_wants_a_checklist,
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_begins_ends_and_leaves_a_robot_that_issues_and_prints(name):
    kind = FAULTS[name]

    async def scene() -> None:
        async with an_office() as office:
            hall = office.hall
            detail = {word: low for word, low, _ in kind.detail}
            fault = asyncio.ensure_future(go_wrong(hall, (FaultPlan(name, hall.day_s() + 1, 5.0, detail),)))
            await asyncio.sleep(2)
            await _use(office)
            if kind.moment in COMES:
                COMES[kind.moment](office)
            await asyncio.sleep(60)
            if kind.moment != "at_doubt":
                assert office.of("fault_began", fault=name)
            fault.cancel()
            await office.until(lambda: hall.robot and hall.robot.visit.screen.name == "attract", 90)
            for act in (
                "ok",
                "plug_cable",
                "close_cover",
                "insert_roll",
                "clear_cutter",
                "cool_down",
                "power_on",
            ):
                hall.hands(act)
            await hall.ask(issue("last"))
            await office.until(
                lambda: (
                    office.rows("SELECT state FROM effect ORDER BY effect_id DESC LIMIT 1") == [("done",)]
                ),
                120,
                1,
            )

    in_virtual_time(scene)


async def _use(office) -> None:
    """A number and its call; whoever meets a dead or failing robot goes on."""
    for act in (issue("first"), lambda robot: robot.desk.call_next("1", actor="an")):
        try:
            await office.hall.ask(act)
        except (Dark, StoreError):
            continue
    robot = office.hall.robot
    if robot is not None:
        await robot.visit.post("touch")
        await robot.visit.post("choose", choice="land")
        try:
            await office.hall.ask(
                lambda robot: robot.visit.post("choose", choice="priority_none", request_id="screen")
            )
        except Dark:
            return


@pytest.mark.parametrize("turns", [0, 1, 7])
def test_an_armed_fault_strikes_once_some_turns_after_its_moment(turns):
    async def scene() -> None:
        async with an_office() as office:
            struck = []
            Armed(office.hall, "at_number", turns, lambda: struck.append(1))
            await office.hall.ask(issue("one"))
            await asyncio.sleep(1)
            await office.hall.ask(issue("two"))
            await asyncio.sleep(1)
            assert struck == [1]

    in_virtual_time(scene)


def test_the_faults_of_a_day_come_from_the_seed_and_by_time():
    plans = plan_faults(Chance(1, "day"), "heavy")
    assert plans == plan_faults(Chance(1, "day"), "heavy") != plan_faults(Chance(2, "day"), "heavy")
    assert list(plans) == sorted(plans, key=lambda plan: plan.at_s)
    assert len(plan_faults(Chance(1, "day"), "light")) < len(plans)
    assert plan_faults(Chance(1, "day"), "none") == ()


def test_over_many_days_every_fault_is_planned():
    planned = {plan.fault for day in range(60) for plan in plan_faults(Chance(1, day), "heavy")}
    assert planned == set(FAULTS)


def test_streams_of_chance_do_not_disturb_each_other():
    chance = Chance(7)
    assert chance.stream("a").random() == Chance(7).stream("a").random() != chance.stream("b").random()
    assert isinstance(chance.of("x").stream(), Random)
    assert set(MOMENTS)
