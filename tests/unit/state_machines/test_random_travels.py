"""Whatever people, devices and modes do: the robot moves only when it may, and comes home in the end."""

import asyncio
import random
from collections.abc import Callable
from contextlib import closing, suppress

import looptime
import pytest

from drivers.motion import MotionState, Notice, TripEnd
from state_machines.machine import NotAllowedNow
from state_machines.travel import MOVING, STATES
from state_machines.travel_guards import DUTIES
from state_machines.travel_interfaces import HallPlaces, TravelWords
from state_machines.travel_options import LEAST_ANNOUNCED_S, TravelOptions
from state_machines.travel_runner import TravelRunner
from tests.support.mobile_base import FakeMobileBase

STEPS, LIVES = 20_000, 20
PLACES = ("post", "dock", "counter_1", "seat_1", "seat_2")
HALL = HallPlaces(frozenset(PLACES), "post", "dock", ("seat_1", "seat_2"))
SERVES = ("open", "limited")
WAITS = (0, 0, 0, 0.1, 1, 2.5, 2.5, 4, 6, 15, 40)


class Watched(FakeMobileBase):
    """A base that objects the moment it is moved when it may not."""

    def __init__(self) -> None:
        super().__init__()
        self.objects: Callable[[], None] = lambda: None

    def say(self, **changes: object) -> None:
        super().say(**changes)
        self.objects()


class Life:
    """A robot, its hall and its people, and what must hold at every moment."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.base = Watched()
        self.announced_at = float("-inf")
        self.looked = False  # a person has, since it was switched on or stopped
        self.visiting = self.paused = False
        self.mode = "starting"
        self.seen: set[str] = set()
        self.moved = 0
        self.guests: list[asyncio.Task[str]] = []
        self.travel = TravelRunner(self.base, HALL, TravelOptions(), self._told, lambda _: None)
        self.travel.on_view(lambda view: self.seen.add(view.state))
        self.base.objects = self.check
        self.acts: dict[str, Callable[[], None]] = {
            "send": lambda: self.travel.send_to(self.chance.choice(PLACES)),
            "round": self.travel.begin_round,
            "home": self.travel.go_home,
            "dock": self.travel.dock,
            "pause": lambda: self._pause(True),
            "resume": lambda: self._pause(False),
            "stop": self.travel.stop,
            "release": self._release,
            "locate": lambda: self.travel.locate(self.chance.choice(PLACES)),
            "visit": lambda: self._visit(True),
            "leave": lambda: self._visit(False),
            "guide": self._guide,
            "touch": self.travel.touched,
            "call": lambda: self.travel.staff_called(True),
            "come": lambda: self.travel.staff_called(False),
            "mode": lambda: self._mode(self.chance.choice((*DUTIES, *SERVES * 12))),
            "halt": self._halt,
            "press": lambda: setattr(self.base, "pressed", True),
            "pull": lambda: setattr(self.base, "pressed", False),
            "lose": self.base.lose_itself,
            "gone": self.base.go_offline,
            "back": lambda: self.base.come_back(self.chance.choice(("", *PLACES))),
            "battery": lambda: self.base.say(battery_percent=self.chance.choice((3, 25, 26, 79, 80, 100))),
            "end": lambda: self.base.ends.append(self.chance.choice(list(TripEnd))),
            "notice": lambda: self.base.notice(self.chance.choice(list(Notice))),
        }
        rare = {"halt", "lose", "gone", "press", "end", "call", "battery", "back"}
        often = {"send", "round", "guide", "release", "leave", "resume", "come", "pull"}
        self.weights = [1 if act in rare else 9 if act in often else 3 for act in self.acts]

    def check(self) -> None:
        """Of this moment."""
        if not self.base.moving:
            return
        self.moved += 1
        state = self.travel.state
        assert state in MOVING, state
        assert not self.visiting or state == "guiding"
        assert not self.paused and DUTIES[self.mode] != "out"
        assert self.looked, "no restart without a person"
        assert asyncio.get_running_loop().time() - self.announced_at >= LEAST_ANNOUNCED_S

    def act(self) -> None:
        name = self.chance.choices(list(self.acts), self.weights)[0]
        with suppress(NotAllowedNow):
            self.acts[name]()
        self.check()

    async def close(self) -> None:
        await self.travel.close()
        assert all(guest in ("arrived", "stopped", "failed") for guest in await asyncio.gather(*self.guests))
        assert not self.base.moving

    async def gets_well(self) -> None:
        """Nothing is wrong any more and nobody is there: it stands at its post, and stays."""
        self.base.pressed, self.base.ends = False, []
        self._visit(False)
        self._pause(False)
        self.travel.staff_called(False)
        self._mode("closed")
        self._mode("open")
        self.base.say(battery_percent=100)
        if self.base.report.state in (MotionState.OFFLINE, MotionState.LOST):
            self.base.come_back("seat_1")
        for _ in range(2):  # one that came too soon is given again
            await asyncio.sleep(5)
            with suppress(NotAllowedNow):
                self._release()
        with suppress(NotAllowedNow):
            self.travel.go_home()
        await asyncio.sleep(600)
        assert self.travel.state == "at_post", self.travel.view
        moved = len(self.base.asked)
        await asyncio.sleep(3600)
        assert len(self.base.asked) == moved

    def _told(self, words: TravelWords | None) -> None:
        if words is not None and words.key in ("travel_starts", "travel_guides"):
            self.announced_at = asyncio.get_running_loop().time()

    def _halt(self) -> None:
        self.looked = False
        self.base.halt()

    def _release(self) -> None:
        self.travel.release()
        self.looked = True

    def _pause(self, paused: bool) -> None:
        self.paused = paused
        (self.travel.pause if paused else self.travel.resume)()

    def _visit(self, visiting: bool) -> None:
        self.visiting = visiting
        self.travel.visit_changed(visiting)

    def _mode(self, mode: str) -> None:
        self.mode = mode
        self.travel.mode_changed(mode)

    def _guide(self) -> None:
        task = asyncio.get_running_loop().create_task(self.travel.guide(self.chance.choice(PLACES)))
        self.guests.append(task)


async def lived(seed: int) -> Life:
    life = Life(seed)
    life.base.say()
    for _ in range(STEPS // LIVES):
        life.act()
        await asyncio.sleep(life.chance.choice(WAITS))
    await life.gets_well()
    await life.close()
    return life


def test_it_moves_only_when_it_may_and_comes_home_in_the_end() -> None:
    seen, moved = set[str](), 0
    with closing(looptime.new_event_loop(noop_cycles=1)) as loop:
        for seed in range(LIVES):
            life = loop.run_until_complete(lived(seed))
            seen |= life.seen
            moved += life.moved
            assert not asyncio.all_tasks(loop)
    assert seen == set(STATES) and moved > LIVES * 50


def test_the_watch_would_object() -> None:
    async def moved_by_hand() -> None:
        life = Life(0)
        with pytest.raises(AssertionError):
            await life.base.go_to("seat_1")
        await life.travel.close()

    with closing(looptime.new_event_loop(noop_cycles=1)) as loop:
        loop.run_until_complete(moved_by_hand())
