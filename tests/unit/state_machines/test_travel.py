"""The robot's travels: it says so before it moves, stands still when in doubt, comes home, and charges."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from drivers.motion import Hold, MotionState, Notice, TripEnd
from drivers.status import Action, DeviceState, DeviceStatus, Fault
from state_machines.machine import NotAllowedNow
from state_machines.travel_interfaces import HallPlaces, TravelView, TravelWords
from state_machines.travel_options import TravelOptions
from state_machines.travel_runner import TravelRunner
from tests.support.mobile_base import ONLINE, FakeMobileBase

pytestmark = pytest.mark.looptime

PLACES = HallPlaces(
    frozenset({"post", "dock", "counter_1", "seat_1", "seat_2"}), "post", "dock", ("seat_1", "seat_2")
)
OPTIONS = TravelOptions(looked_at=True)


class Robot:
    """Travels in a hall, and all that was told of them."""

    def __init__(self, hall: HallPlaces = PLACES, options: TravelOptions = OPTIONS) -> None:
        self.base = FakeMobileBase()
        self.told: list[TravelWords | None] = []
        self.faults: tuple[Fault, ...] = ()
        self.views: list[TravelView] = []
        self._made_of = hall, options
        self.travel: TravelRunner

    def up(self) -> "Robot":
        """Within the test: before, time is not virtual yet."""
        self.travel = TravelRunner(self.base, *self._made_of, self.told.append, self._faults)
        self.travel.on_view(self.views.append)
        self.travel.mode_changed("open")
        return self

    def _faults(self, faults: tuple[Fault, ...]) -> None:
        self.faults = tuple(faults)

    @property
    def codes(self) -> list[str]:
        return [fault.code for fault in self.faults]

    @property
    def keys(self) -> list[str]:
        return [words.key for words in self.told if words is not None]

    @property
    def states(self) -> list[str]:
        seen = [view.state for view in self.views]
        return [state for state, before in zip(seen, ["", *seen], strict=False) if state != before]

    async def moves(self, within_s: float = 60) -> None:
        for _ in range(int(within_s * 2)):
            if self.base.moving:
                return
            await asyncio.sleep(0.5)
        raise AssertionError(f"stands: {self.travel.view}")

    async def comes_to(self, state: str, within_s: float = 60) -> None:
        for _ in range(int(within_s * 2)):
            if self.travel.state == state:
                return
            await asyncio.sleep(0.5)
        raise AssertionError(f"not {state}: {self.travel.view}")

    async def stays(self, state: str, for_s: float) -> None:
        for _ in range(20):
            assert self.travel.state == state
            await asyncio.sleep(for_s / 20)
        assert self.travel.state == state


@pytest.fixture
async def robot() -> AsyncIterator[Robot]:
    robot = Robot()
    yield robot
    await robot.travel.close()


@pytest.fixture
async def fresh() -> AsyncIterator[Robot]:
    """Just switched on."""
    robot = Robot(options=TravelOptions())
    yield robot
    await robot.travel.close()


async def guided(robot: Robot) -> "asyncio.Task[str]":
    """A citizen at the screen is being guided to counter 1."""
    robot.travel.visit_changed(True)
    task = asyncio.create_task(robot.travel.guide("counter_1"))
    await robot.moves(10)
    return task


async def test_it_says_so_and_shows_it_before_it_moves(robot: Robot) -> None:
    robot.up()
    assert robot.travel.view.state == "at_post"
    robot.travel.send_to("counter_1")
    assert (robot.travel.view.state, robot.travel.view.goal) == ("announcing", "counter_1")
    assert robot.told == [TravelWords("travel_starts", "counter_1", 1)]
    await asyncio.sleep(1.9)
    assert not robot.base.asked
    await robot.comes_to("going", 2)
    await robot.comes_to("away", 20)
    assert robot.base.asked == ["go counter_1"] and robot.told[-1] is None
    view = robot.travel.view
    assert (view.place, view.goal, view.last_end) == ("counter_1", "", TripEnd.ARRIVED)


async def test_after_a_time_it_goes_home(robot: Robot) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    await robot.comes_to("away")
    await robot.stays("away", OPTIONS.stay_s - 2)
    await robot.comes_to("at_post", 40)
    assert robot.base.asked == ["go counter_1", "go post"]
    assert robot.states[-4:] == ["away", "announcing", "returning", "at_post"]
    await robot.stays("at_post", 600)


async def test_a_place_it_is_not_sure_of_for_a_moment_sends_it_nowhere(robot: Robot) -> None:
    robot.up()
    for _ in range(5):
        robot.base.say(place="")
        await asyncio.sleep(OPTIONS.after_visit_s - 1)
        robot.base.say(place="post")
        await asyncio.sleep(30)
    assert not robot.base.asked
    robot.base.say(place="")  # pushed away by somebody
    await robot.comes_to("returning")


async def test_it_is_sent_elsewhere_on_the_way(robot: Robot) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    await robot.comes_to("going")
    robot.travel.send_to("seat_1")
    assert not robot.base.moving and robot.travel.state == "announcing"
    await robot.comes_to("away")
    assert robot.travel.view.place == "seat_1"


async def test_a_place_the_hall_does_not_have(robot: Robot) -> None:
    robot.up()
    for order in (robot.travel.send_to, robot.travel.locate, lambda place: robot.travel.begin_round([place])):
        with pytest.raises(ValueError, match="moon"):
            order("moon")
    with pytest.raises(ValueError, match="moon"):
        await robot.travel.guide("moon")
    with pytest.raises(ValueError, match="moon"):
        HallPlaces(frozenset({"a"}), post="moon")
    with pytest.raises(ValueError, match="waiting_area"):
        robot.travel.begin_round(())


def test_people_have_time_to_step_aside() -> None:
    with pytest.raises(ValueError, match="announce_s"):
        TravelOptions(announce_s=1.9)
    with pytest.raises(ValueError, match="announce_s"):
        TravelOptions(announce_s=float("nan"))
    with pytest.raises(ValueError, match="ready_percent"):
        TravelOptions(low_percent=80)


async def test_a_guest_is_guided_and_nobody_else_in_a_visit(robot: Robot) -> None:
    robot.up()
    robot.travel.visit_changed(True)
    assert robot.base.holds == {Hold.VISIT}
    for order in (robot.travel.go_home, robot.travel.dock, lambda: robot.travel.send_to("seat_1")):
        with pytest.raises(NotAllowedNow) as refused:
            order()
        assert refused.value.why == "visit"
    guest = asyncio.create_task(robot.travel.guide("counter_1"))
    await asyncio.sleep(1)
    assert robot.keys == ["travel_guides"] and robot.travel.view.guiding
    await robot.comes_to("guiding")
    assert robot.base.holds == set()
    assert await guest == "arrived"
    assert robot.base.asked == ["guide counter_1"] and robot.base.holds == {Hold.VISIT}
    await robot.stays("away", 300)
    robot.travel.visit_changed(False)
    await robot.stays("away", OPTIONS.after_visit_s - 1)
    await robot.comes_to("at_post")


@pytest.mark.parametrize("after_s", [1.0, 6.0])
@pytest.mark.parametrize("by", ["touched", "stop", "pause", "staff_called"])
async def test_a_touch_or_a_word_ends_the_guiding(robot: Robot, by: str, after_s: float) -> None:
    robot.up()
    robot.travel.visit_changed(True)
    guest = asyncio.create_task(robot.travel.guide("counter_1"))
    await asyncio.sleep(after_s)
    getattr(robot.travel, by)(*([True] if by == "staff_called" else []))
    assert not robot.base.moving and robot.travel.state == ("at_post" if after_s < 3 else "away")
    assert await guest == "stopped"


async def test_a_guest_who_leaves_is_not_guided_on(robot: Robot) -> None:
    robot.up()
    guest = await guided(robot)
    robot.travel.visit_changed(False)
    assert robot.travel.state == "away" and not robot.base.moving
    assert await guest == "stopped"


async def test_a_conversation_that_is_cut_off_stops_it(robot: Robot) -> None:
    robot.up()
    guest = await guided(robot)
    guest.cancel()
    await asyncio.sleep(0.1)
    assert guest.cancelled() and not robot.base.moving and robot.travel.state == "away"


@pytest.mark.parametrize(
    ("end", "outcome"),
    [
        (TripEnd.BLOCKED, "failed"),
        (TripEnd.UNREACHABLE, "failed"),
        (TripEnd.CANCELLED, "stopped"),
        (TripEnd.FAILED, "failed"),
    ],
)
async def test_a_guest_is_told_how_it_ended(robot: Robot, end: TripEnd, outcome: str) -> None:
    robot.up()
    robot.base.ends = [end]
    assert await (await guided(robot)) == outcome
    assert robot.codes == (["travel_blocked"] if end in (TripEnd.BLOCKED, TripEnd.UNREACHABLE) else [])


async def test_nobody_is_guided_without_a_visit_or_twice(robot: Robot) -> None:
    robot.up()
    assert await robot.travel.guide("counter_1") == "failed"
    guest = await guided(robot)
    assert await robot.travel.guide("seat_1") == "failed"
    assert await guest == "arrived"


async def test_a_visit_takes_it_out_of_a_trip(robot: Robot) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    await robot.comes_to("going")
    robot.travel.touched()
    assert robot.travel.state == "away" and Hold.SCREEN_TOUCHED in robot.base.holds
    robot.travel.visit_changed(True)
    assert not robot.base.moving and robot.base.stops
    await robot.stays("away", 120)
    robot.travel.visit_changed(False)
    await robot.comes_to("at_post")
    assert robot.base.asked == ["go counter_1", "go post"] and robot.base.holds == set()


async def test_a_visit_ends_a_trip_even_without_a_touch(robot: Robot) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    await robot.comes_to("going")
    robot.travel.visit_changed(True)
    assert robot.travel.state == "away" and not robot.base.moving


async def test_it_waits_for_staff_who_were_called_but_not_for_ever(robot: Robot) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    await robot.comes_to("going")
    robot.travel.staff_called(True)
    assert robot.travel.state == "away" and robot.travel.view.holds == ("called",)
    with pytest.raises(NotAllowedNow) as refused:
        robot.travel.go_home()
    assert refused.value.why == "called"
    await robot.stays("away", OPTIONS.call_s - 5)
    await robot.comes_to("at_post", 60)
    robot.travel.send_to("counter_1")
    await robot.comes_to("going")
    robot.travel.staff_called(True)
    robot.travel.staff_called(False)
    await robot.comes_to("at_post", 90)


async def test_staff_pause_it_and_it_goes_on_after_saying_so(robot: Robot) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    await robot.comes_to("going")
    robot.travel.pause()
    assert robot.travel.state == "held" and not robot.base.moving
    assert robot.travel.view.holds == ("staff_pause",) and robot.travel.view.goal == "counter_1"
    await robot.stays("held", 900)
    with pytest.raises(NotAllowedNow) as refused:
        robot.travel.go_home()
    assert refused.value.why == "paused"
    robot.travel.resume()
    assert robot.travel.state == "announcing" and robot.keys[-1] == "travel_starts"
    await robot.comes_to("away")
    assert robot.travel.view.place == "counter_1"


async def test_what_is_held_can_be_given_up(robot: Robot) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    robot.travel.pause()
    robot.travel.stop()
    assert robot.travel.state == "at_post" and robot.travel.view.goal == ""
    robot.travel.resume()
    await robot.stays("at_post", 300)
    assert not robot.base.asked


async def test_a_visit_at_what_is_held_gives_it_up(robot: Robot) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    robot.travel.pause()
    robot.travel.visit_changed(True)
    robot.travel.resume()
    assert robot.travel.state == "at_post"


async def test_stop_means_now_and_for_a_while(robot: Robot) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    await robot.comes_to("going")
    robot.travel.stop()
    assert robot.travel.state == "away" and not robot.base.moving
    await robot.stays("away", OPTIONS.after_stop_s - 1)
    await robot.comes_to("at_post")
    stops = robot.base.stops
    robot.travel.stop()
    assert robot.base.stops > stops and robot.travel.state == "at_post"


@pytest.mark.parametrize("cause", ["emergency_stop", "bumper", "cliff", "something_new"])
async def test_no_restart_without_a_person(robot: Robot, cause: str) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    await robot.comes_to("going")
    robot.base.halt(cause)
    await asyncio.sleep(0.1)
    assert robot.travel.state == "needs_person" and robot.codes == ["travel_stopped"]
    assert robot.travel.view.causes == (cause,)
    asked = list(robot.base.asked)
    robot.base.come_back("counter_1")  # it says that all is well
    await robot.stays("needs_person", 900)
    with pytest.raises(NotAllowedNow) as refused:
        robot.travel.go_home()
    assert refused.value.why == "needs_person"
    robot.travel.visit_changed(True)
    assert await robot.travel.guide("counter_1") == "failed"
    robot.travel.visit_changed(False)
    assert robot.base.asked == asked
    robot.travel.release()
    assert robot.travel.state == "away" and robot.codes == []
    await robot.comes_to("at_post")
    with pytest.raises(NotAllowedNow):
        robot.travel.release()


async def test_what_the_base_says_of_itself_is_not_told_twice(robot: Robot) -> None:
    robot.up()
    robot.base.become(DeviceStatus(DeviceState.USER_ERROR, (Fault("base_bumper", Action.CLEAR),)))
    robot.base.halt()
    assert robot.travel.state == "needs_person" and robot.codes == []
    robot.base.become(ONLINE)
    assert robot.codes == ["travel_stopped"]


async def test_a_release_while_the_button_is_pressed_changes_nothing(robot: Robot) -> None:
    robot.up()
    robot.base.halt("emergency_stop")
    robot.base.pressed = True
    robot.travel.release()
    assert robot.travel.state == "needs_person" and robot.base.released == 1
    await asyncio.sleep(OPTIONS.release_s + 0.1)
    robot.base.say()
    robot.base.come_back("post")  # pulled out later by somebody
    await robot.stays("needs_person", 60)
    robot.travel.release()
    assert robot.travel.state == "at_post"


async def test_it_moves_only_when_somebody_has_looked_since_it_was_switched_on(fresh: Robot) -> None:
    fresh.up()
    assert fresh.travel.view.state == "needs_person" and fresh.travel.view.causes == ("started",)
    assert fresh.codes == [], "nothing is out of order"
    await fresh.stays("needs_person", 60)
    fresh.travel.release()
    assert fresh.travel.state == "at_post" and fresh.travel.view.causes == ()
    fresh.travel.send_to("counter_1")


async def test_lost_it_waits_until_it_is_told_where_it_stands(robot: Robot) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    await robot.comes_to("going")
    robot.base.lose_itself()
    await asyncio.sleep(0.1)
    assert robot.travel.state == "needs_person" and robot.codes == ["travel_lost"]
    assert robot.travel.view.causes == ("localisation_lost",)
    robot.travel.locate("seat_1")
    assert robot.travel.state == "away" and robot.travel.view.place == "seat_1"


async def test_without_a_base_it_goes_nowhere(robot: Robot) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    await robot.comes_to("going")
    robot.base.go_offline()
    await asyncio.sleep(0.1)
    assert robot.travel.state == "no_base" and robot.travel.view.goal == ""
    with pytest.raises(NotAllowedNow) as refused:
        robot.travel.go_home()
    assert refused.value.why == "no_base"
    robot.travel.stop()
    await robot.stays("no_base", 60)
    robot.base.come_back("seat_1")
    await robot.comes_to("at_post", 90)


async def test_a_low_battery_finishes_docks_and_refuses(robot: Robot) -> None:
    robot.up()
    guest = await guided(robot)
    robot.base.say(battery_percent=OPTIONS.low_percent)
    assert robot.travel.state == "guiding" and robot.travel.view.needs_charge
    assert await guest == "arrived"
    assert await robot.travel.guide("seat_1") == "failed"
    robot.travel.visit_changed(False)
    await robot.comes_to("charging")
    assert robot.base.asked == ["guide counter_1", "dock"]
    with pytest.raises(NotAllowedNow) as refused:
        robot.travel.send_to("counter_1")
    assert refused.value.why == "battery"
    robot.travel.visit_changed(True)  # it serves at the dock
    robot.base.say(battery_percent=79)
    assert await robot.travel.guide("seat_1") == "failed"
    robot.travel.visit_changed(False)
    await robot.stays("charging", 600)
    robot.base.say(battery_percent=80)
    await robot.comes_to("at_post")


async def test_a_base_that_says_its_battery_is_low_is_believed(robot: Robot) -> None:
    robot.up()
    robot.base.say(causes=("battery_low",))
    await robot.comes_to("charging")


async def test_a_trip_that_ends_for_the_battery_is_followed_by_the_dock(robot: Robot) -> None:
    robot.up()
    robot.base.say(battery_percent=40)
    robot.base.ends = [TripEnd.BATTERY]
    robot.travel.send_to("counter_1")
    await robot.comes_to("charging", 120)


async def test_without_a_dock_staff_are_told_to_charge_it() -> None:
    robot = Robot(HallPlaces(frozenset({"post", "seat_1"}), "post")).up()
    robot.base.say(battery_percent=20)
    assert robot.codes == ["travel_battery_low"] and robot.travel.state == "at_post"
    with pytest.raises(NotAllowedNow):
        robot.travel.dock()
    robot.base.say(charging=True)
    assert robot.codes == [] and robot.travel.state == "charging"
    await robot.travel.close()


async def test_it_docks_at_closing_and_is_back_at_opening(robot: Robot) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    await robot.comes_to("going")
    robot.travel.mode_changed("closed")
    assert robot.travel.state == "announcing" and robot.travel.view.goal == "dock"
    await robot.comes_to("charging")
    with pytest.raises(NotAllowedNow) as refused:
        robot.travel.send_to("counter_1")
    assert refused.value.why == "closed"
    await robot.stays("charging", 900)
    robot.travel.mode_changed("open")
    await robot.comes_to("at_post")


async def test_a_guest_is_brought_there_though_the_office_closes(robot: Robot) -> None:
    robot.up()
    guest = await guided(robot)
    robot.travel.mode_changed("closed")
    assert await guest == "arrived"
    assert await robot.travel.guide("seat_1") == "failed"
    robot.travel.visit_changed(False)
    await robot.comes_to("charging")


async def test_a_touch_after_closing_stops_it_for_a_moment(robot: Robot) -> None:
    robot.up()
    robot.travel.mode_changed("closed")
    await robot.comes_to("docking")
    robot.travel.touched()
    assert not robot.base.moving
    await robot.stays("away", OPTIONS.after_touch_s - 1)
    await robot.comes_to("charging")


@pytest.mark.parametrize("mode", ["paused", "maintenance", "exit_pending", "stopped"])
async def test_nothing_moves_in_a_pause_or_with_a_technician(robot: Robot, mode: str) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    await robot.comes_to("going")
    robot.travel.mode_changed(mode)
    assert robot.travel.state == "held" and robot.base.holds == {Hold.MAINTENANCE}
    await robot.stays("held", 300)
    with pytest.raises(NotAllowedNow) as refused:
        robot.travel.dock()
    assert refused.value.why == "maintenance"
    robot.travel.mode_changed("limited")
    await robot.comes_to("away")
    assert robot.travel.view.place == "counter_1"


async def test_after_maintenance_into_the_evening_it_docks(robot: Robot) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    robot.travel.mode_changed("maintenance")
    robot.travel.mode_changed("closed")
    assert robot.travel.view.goal == "dock"
    await robot.comes_to("charging")


async def test_nothing_new_begins_while_a_technician_waits(robot: Robot) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    await robot.comes_to("going")
    robot.travel.mode_changed("enter_pending")
    assert robot.travel.state == "away" and not robot.base.moving
    await robot.stays("away", 300)


async def test_staff_keep_it_at_its_dock(robot: Robot) -> None:
    robot.up()
    robot.travel.send_to("dock")
    await robot.comes_to("charging")
    await robot.stays("charging", 3600)
    robot.travel.send_to("post")
    await robot.comes_to("at_post")
    robot.travel.dock()
    await robot.comes_to("charging")
    robot.travel.mode_changed("closed")
    robot.travel.mode_changed("open")
    await robot.comes_to("at_post")


async def test_a_round_stops_at_every_place_and_comes_home(robot: Robot) -> None:
    robot.up()
    robot.travel.begin_round()
    await robot.comes_to("at_stop")
    assert (robot.travel.view.place, robot.travel.view.stops) == ("seat_1", ("seat_2",))
    await robot.stays("at_stop", OPTIONS.stop_s - 1)
    await robot.comes_to("at_post", 120)
    assert robot.base.asked == ["go seat_1", "go seat_2", "go post"]


async def test_a_round_offers_what_the_robot_has(robot: Robot) -> None:
    robot.up()
    offered: list[str] = []

    async def offer(place: str) -> None:
        offered.append(place)
        await asyncio.sleep(7)
        if place == "seat_2":
            raise RuntimeError("empty")

    robot.travel.at_each_stop(offer)
    robot.travel.begin_round(("seat_2", "seat_1"))
    await robot.comes_to("at_post", 300)
    assert offered == ["seat_2", "seat_1"]


async def test_a_stop_that_is_blocked_is_left_out(robot: Robot) -> None:
    robot.up()
    robot.base.ends = [TripEnd.BLOCKED]
    robot.travel.begin_round()
    await robot.comes_to("at_stop")
    assert robot.travel.view.place == "seat_2"
    await robot.comes_to("at_post", 300)
    assert robot.codes == []


@pytest.mark.parametrize("by", ["visit_changed", "staff_called", "stop", "mode_changed"])
async def test_a_visit_or_a_call_ends_a_round(robot: Robot, by: str) -> None:
    robot.up()
    robot.travel.begin_round()
    await robot.comes_to("at_stop")
    how = {"visit_changed": [True], "staff_called": [True], "stop": [], "mode_changed": ["enter_pending"]}
    getattr(robot.travel, by)(*how[by])
    assert robot.travel.state == "away" and robot.travel.view.stops == ()
    await robot.stays("away", 25)
    assert robot.base.asked == ["go seat_1"]


async def test_a_round_ends_early_with_a_low_battery(robot: Robot) -> None:
    robot.up()
    robot.travel.begin_round()
    await robot.comes_to("at_stop")
    robot.base.say(battery_percent=10)
    await robot.comes_to("charging", 120)
    assert robot.base.asked == ["go seat_1", "dock"]


async def test_it_tries_to_come_home_a_few_times_and_then_waits_for_staff(robot: Robot) -> None:
    robot.up()
    robot.travel.send_to("counter_1")
    robot.base.ends = [TripEnd.ARRIVED, *[TripEnd.BLOCKED] * 9]
    await robot.comes_to("away")
    await asyncio.sleep(1800)
    assert robot.base.asked.count("go post") == OPTIONS.tries
    assert robot.travel.state == "away" and robot.codes == ["travel_blocked"]
    robot.base.ends = []
    robot.travel.go_home()
    assert robot.codes == []
    await robot.comes_to("at_post")


async def test_notices_are_told_on_the_way_only_and_not_twice_in_a_breath(robot: Robot) -> None:
    robot.up()
    robot.base.notice(Notice.ASKS_FOR_WAY)
    robot.base.takes_s = 100
    robot.travel.send_to("counter_1")
    await robot.comes_to("going")
    for _ in range(3):
        robot.base.notice(Notice.ASKS_FOR_WAY)
    robot.base.notice(Notice.GOES_ROUND)
    assert robot.keys == ["travel_starts", "travel_asks_for_way", "travel_goes_round"]
    await asyncio.sleep(6)
    robot.base.notice(Notice.ASKS_FOR_WAY)
    assert robot.keys[-1] == "travel_asks_for_way" and robot.codes == []
    robot.base.notice(Notice.CALLS_STAFF)
    assert robot.keys[-1] == "travel_calls_staff" and robot.codes == ["travel_blocked"]


async def test_without_a_post_it_stays_where_it_is_sent() -> None:
    robot = Robot(HallPlaces(frozenset({"seat_1"}))).up()
    robot.base.say(place="")
    robot.travel.send_to("seat_1")
    await robot.comes_to("at_post")
    await robot.stays("at_post", 900)
    with pytest.raises(NotAllowedNow):
        robot.travel.go_home()
    await robot.travel.close()


async def test_a_base_that_raises_has_failed(robot: Robot) -> None:
    robot.up()

    async def broken(place: str) -> TripEnd:
        raise RuntimeError(place)

    robot.base.go_to = broken  # type: ignore[method-assign]
    robot.travel.send_to("counter_1")
    await asyncio.sleep(5)
    assert robot.travel.view.last_end is TripEnd.FAILED and robot.travel.state == "at_post"


async def test_a_trip_that_was_stopped_tells_nothing_any_more(robot: Robot) -> None:
    robot.up()

    async def stubborn(place: str) -> TripEnd:
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        return TripEnd.BLOCKED

    robot.base.go_to = stubborn  # type: ignore[method-assign]
    robot.travel.send_to("counter_1")
    await robot.comes_to("going")
    robot.travel.stop()
    await asyncio.sleep(1)
    assert robot.travel.view.last_end is None and robot.codes == []


async def test_the_end_leaves_nothing_moving(robot: Robot) -> None:
    robot.up()
    guest = await guided(robot)
    await robot.travel.close()
    assert await guest == "stopped" and not robot.base.moving
    with pytest.raises(NotAllowedNow):
        robot.travel.release()
    robot.base.say(state=MotionState.STOPPED)
    robot.travel.visit_changed(False)
    await asyncio.sleep(600)
    assert robot.base.asked == ["guide counter_1"]
