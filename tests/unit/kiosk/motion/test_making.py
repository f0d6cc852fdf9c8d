"""A robot that moves, with its visits: a citizen is guided, stops it by word or touch, and staff are told."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

import pytest

from dialogs.flows.state import Say
from drivers.motion import Hold, TripEnd
from drivers.status import Action, DeviceState, DeviceStatus, Fault
from kiosk.config.schema import Config
from kiosk.crew import Crew
from kiosk.motion.making import hear_stop_while_moving, with_motion
from kiosk.motion.opening import open_parts
from kiosk.motion.parts import MotionParts
from kiosk.talk.dialog_set import skills_of
from kiosk.travel_words import travel_text
from kiosk.voice.screen_texts import ScreenTexts
from kiosk.web.context import WebContext
from state_machines.travel_interfaces import TravelWords
from state_machines.travel_options import TravelOptions
from tests.support.mobile_base import FakeMobileBase
from tests.unit.web.fakes import Rooms, shipped
from tests.unit.web.moving_rooms import with_base

pytestmark = pytest.mark.looptime

LOOKED_AT = TravelOptions(looked_at=True)


class Told:
    """Staff's troubles."""

    def __init__(self) -> None:
        self.faults: dict[str, list[str]] = {}

    def report(self, device: str, faults: Sequence[Fault]) -> None:
        self.faults[device] = [fault.code for fault in faults]

    def current(self) -> Sequence[object]:
        return ()


class Robot:
    """Everything of it that a test looks at."""

    def __init__(self, rooms: Rooms, context: WebContext, base: FakeMobileBase, told: Told) -> None:
        self.rooms, self.context, self.base, self.told = rooms, context, base, told
        self.visit = rooms.visit
        self.words: list[str] = []
        self.visit.on_screen(lambda screen: self.words.append(screen.travel.key if screen.travel else ""))

    @property
    def says(self) -> list[str]:
        talk = self.visit.screen.talk
        return [] if talk is None else [say.key for say in talk.turn.says]

    async def asks_for(self, text: str) -> None:
        """A visit begins with this sentence."""
        await self.visit.post("touch")
        await self.visit.post("say", text=text)

    async def is_guided(self, text: str = "dẫn tôi đến quầy 3") -> None:
        await self.asks_for(text)
        assert self.says[-1] == "agree_to_guide"
        await self.visit.post("choose", choice="choice_yes")
        await asyncio.sleep(LOOKED_AT.announce_s + 2)
        assert self.base.moving


@asynccontextmanager
async def up(config: Config | None = None, options: TravelOptions = LOOKED_AT) -> AsyncIterator[Robot]:
    rooms, base, told = Rooms(config or with_base(shipped())), FakeMobileBase(), Told()
    try:
        async with AsyncExitStack() as stack:
            crew = await stack.enter_async_context(Crew(lambda _name, _failing: None))
            context = replace(rooms.context, troubles=told)  # type: ignore[arg-type]
            moving = with_motion(context, MotionParts(base), rooms.skills, crew, stack, options)
            await asyncio.sleep(0)
            yield Robot(rooms, moving, base, told)
    finally:
        await rooms.close()


@pytest.mark.parametrize(
    ("text", "place"),
    [("dẫn tôi đến quầy 3", "counter_3"), ("dẫn tôi đến quầy đất đai", "counter_4")],
)
async def test_a_citizen_is_guided_to_a_counter(text: str, place: str) -> None:
    async with up() as robot:
        await robot.is_guided(text)
        assert robot.base.asked == [f"guide {place}"] and robot.base.holds == set()
        assert robot.words[-1] == "travel_guides"
        await asyncio.sleep(10)
        assert robot.says[0] == "guide_arrived" and robot.visit.active
        assert robot.base.holds == {Hold.VISIT} and robot.visit.screen.travel is None


async def test_a_robot_that_was_not_looked_at_says_that_it_cannot() -> None:
    async with up(options=TravelOptions()) as robot:
        await robot.asks_for("dẫn tôi đến quầy 3")
        await robot.visit.post("choose", choice="choice_yes")
        await asyncio.sleep(1)
        assert robot.says[0] == "say_guide_to_counter" and not robot.base.asked
        assert not robot.told.faults.get("travel")


@pytest.mark.parametrize("by", ["word", "button", "touch", "staff"])
async def test_it_stops_at_once(by: str) -> None:
    acts = {
        "word": ("say", {"text": "dừng lại"}),
        "button": ("stop_moving", {}),
        "touch": ("touch", {}),
        "staff": ("call_staff", {}),
    }
    async with up() as robot:
        await robot.is_guided()
        event, form = acts[by]
        await robot.visit.post(event, **form)
        assert not robot.base.moving
        await asyncio.sleep(1)
        assert robot.says[0] == "guide_stopped" and robot.visit.screen.travel is None


async def test_other_words_on_the_way_do_not_stop_it() -> None:
    async with up() as robot:
        await robot.is_guided()
        await robot.visit.post("say", text="nói to hơn")
        assert robot.base.moving and robot.visit.screen.loudness == 1


async def test_stop_in_the_middle_of_a_question() -> None:
    async with up() as robot:
        stops = robot.base.stops
        await robot.asks_for("dừng lại")
        assert robot.base.stops > stops and robot.says[0] == "say_stop_moving"


async def test_stop_heard_though_nobody_is_at_the_screen() -> None:
    async with up() as robot:
        assert robot.context.travel is not None
        robot.context.travel.send_to("counter_1")
        await asyncio.sleep(5)
        assert robot.base.moving
        await robot.visit.post("say", text="dừng lại")
        assert not robot.base.moving and not robot.visit.active
        assert robot.context.travel.state == "away"


async def test_a_touch_on_the_way_begins_a_visit_and_it_stands() -> None:
    async with up() as robot:
        assert robot.context.travel is not None
        robot.context.travel.send_to("counter_1")
        await asyncio.sleep(5)
        await robot.visit.post("touch")
        assert not robot.base.moving and robot.visit.active and Hold.VISIT in robot.base.holds
        await asyncio.sleep(300)  # the citizen has left
        assert not robot.visit.active and robot.base.asked[-1] == "go post"


async def test_who_leaves_while_guided_stops_it() -> None:
    async with up() as robot:
        await robot.is_guided()
        await robot.visit.post("restart")
        assert not robot.base.moving and not robot.visit.active
        await asyncio.sleep(120)
        assert robot.base.asked == ["guide counter_3", "go post"]


async def test_what_is_said_on_the_way_outlives_no_visit_and_begins_no_countdown() -> None:
    async with up() as robot:
        assert robot.context.travel is not None
        before = robot.visit.screen.visit
        robot.base.takes_s = 600
        robot.context.travel.send_to("counter_1")
        await asyncio.sleep(120)
        assert robot.visit.screen.travel is not None and robot.visit.screen.visit == before


async def test_where_a_counter_is_leads_to_an_offer() -> None:
    async with up() as robot:
        await robot.asks_for("quầy 3 ở đâu")
        assert robot.says == ["tell_where", "agree_to_guide"]
        await robot.visit.post("choose", choice="choice_no")
        assert robot.says[-1] == "services_title"


async def test_where_else_is_only_told() -> None:
    async with up() as robot:
        await robot.asks_for("nhà vệ sinh ở đâu")
        assert robot.says == ["tell_where", "services_title"]


async def test_who_does_not_say_where_to_is_asked() -> None:
    async with up() as robot:
        await robot.asks_for("dẫn đường cho tôi với")
        assert robot.says[-1] == "ask_guide_where"
        await robot.visit.post("choose", choice="certification")
        assert robot.says[-1] == "agree_to_guide"


async def test_without_a_base_nobody_offers_to_guide() -> None:
    rooms = Rooms()
    await rooms.visit.post("touch")
    await rooms.visit.post("say", text="quầy 3 ở đâu")
    assert rooms.visit.screen.talk is not None
    assert rooms.visit.screen.talk.turn.says[0] == Say("tell_where", {"counter": "3"}, told=True)
    assert "agree_to_guide" not in [say.key for say in rooms.visit.screen.talk.turn.says]
    await rooms.close()


async def test_the_mode_holds_it_and_staff_are_told_of_its_devices() -> None:
    async with up() as robot:
        robot.rooms.mode.pause()
        assert robot.base.holds == {Hold.MAINTENANCE}
        robot.base.become(DeviceStatus(DeviceState.OFFLINE))
        assert robot.told.faults["mobile_base"] == ["mobile_base_offline"]
        robot.base.become(DeviceStatus(DeviceState.USER_ERROR, (Fault("base_bumper", Action.CLEAR),)))
        assert robot.told.faults["mobile_base"] == ["base_bumper"]


async def test_a_blocked_way_is_told_to_the_citizen_and_to_staff() -> None:
    async with up() as robot:
        robot.base.ends = [TripEnd.BLOCKED]
        await robot.is_guided()
        await asyncio.sleep(10)
        assert robot.says[0] == "say_guide_to_counter"
        assert robot.told.faults["travel"] == ["travel_blocked"]


async def test_what_is_told_on_the_way_is_spoken_once() -> None:
    async with up() as robot:
        texts = ScreenTexts(robot.context)
        await robot.visit.post("touch")
        robot.visit.travel_told(TravelWords("travel_asks_for_way", "counter_1", 1))
        assert await texts.of(robot.visit.screen) == ["Xin phép cho tôi đi qua."]
        assert (await texts.of(robot.visit.screen))[-1].endswith("?")
        robot.visit.travel_told(TravelWords("travel_asks_for_way", "counter_1", 2))
        assert await texts.of(robot.visit.screen) == ["Xin phép cho tôi đi qua."]


@pytest.mark.parametrize(("place", "name"), [("counter_3", "Counter 3"), ("moon", "moon")])
def test_a_place_by_its_name(place: str, name: str) -> None:
    config = shipped()
    text = travel_text(TravelWords("travel_guides", place), config.hall, config.responses, "en")
    assert text.startswith(f"Please follow me to {name}.")


async def test_a_robot_without_a_voice_hears_nothing() -> None:
    async with up() as robot:
        hear_stop_while_moving(robot.context)  # nothing to do


async def test_without_a_hall_it_does_not_move() -> None:
    config = with_base(shipped()).model_copy(update={"hall": None})
    assert "guide_to" not in skills_of(config) and open_parts(config) is None
    rooms = Rooms(shipped().model_copy(update={"hall": None}))
    async with AsyncExitStack() as stack, Crew(lambda _name, _failing: None) as crew:
        with pytest.raises(ValueError, match="hall"):
            with_motion(rooms.context, MotionParts(FakeMobileBase()), rooms.skills, crew, stack)
    await rooms.close()


def test_who_can_guide() -> None:
    assert "guide_to" in skills_of(with_base(shipped()))
    assert "guide_to" not in skills_of(shipped())
    assert open_parts(shipped()) is None
    parts = open_parts(with_base(shipped()))
    assert parts is not None and type(parts.base).__name__ == "Nav2Base"
