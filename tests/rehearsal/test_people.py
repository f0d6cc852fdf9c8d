"""People in the hall: each kind does what it is there for, and nobody waits for ever."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.config.schema import Config
from kiosk.rehearsal.chance import Chance
from kiosk.rehearsal.facts import Fact, Witness
from kiosk.rehearsal.people import attend
from kiosk.rehearsal.people.interfaces import Act, Dark, T
from kiosk.rehearsal.people.kinds import KINDS
from kiosk.rehearsal.plan import DayPlan
from kiosk.rehearsal.stage.hall import Hall
from kiosk.rehearsal.stage.loop import run
from tests.rehearsal.people_day import SHORT, Day, day_plan, live, site

OF_EACH_KIND = 5
SILENT = [name for name, kind in KINDS.items() if kind.manner.talks is None and name != "asks_at_checklist"]


@pytest.fixture(scope="module")
def config() -> Config:
    return site()


@pytest.fixture(scope="module")
def plan(config: Config) -> DayPlan:
    return day_plan(config, SILENT * OF_EACH_KIND)


@pytest.fixture(scope="module")
def day(config: Config, plan: DayPlan, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    yield live(tmp_path_factory.mktemp("people"), config, plan, seed=1)


def test_whoever_comes_goes_home(day: Day) -> None:
    arrived = Counter(fact["citizen"] for fact in day.named("arrived"))
    assert arrived == Counter(fact["citizen"] for fact in day.named("left"))
    assert len(arrived) == OF_EACH_KIND * len(SILENT)


def test_nobody_is_told_another_ones_ticket(day: Day) -> None:
    holders = Counter(fact["ticket"] for fact in day.named("answered"))
    assert set(holders.values()) == {1}


def test_what_people_were_told_was_issued(day: Day) -> None:
    issued = {(fact["ticket"], fact["number"]) for fact in day.named("issued")}
    assert {(fact["ticket"], fact["number"]) for fact in day.named("answered")} <= issued


def test_who_was_served_had_been_called(day: Day) -> None:
    called = {fact["ticket"] for fact in day.named("called")}
    served = [
        {fact["ticket"] for fact in facts if fact.kind == "answered"}
        for facts in day.of.values()
        if facts[-1].kind == "left" and facts[-1]["why"] == "served"
    ]
    assert len(served) > 50
    assert all(tickets & called for tickets in served)


@pytest.mark.parametrize("screen", ["attract", "services", "priority", "issuing"])
def test_some_walk_away_at_every_step(day: Day, screen: str) -> None:
    kind = f"leaves_at_{screen}"
    assert day.why(kind)[f"walked_away_{screen}"]
    assert day.why(kind).keys() <= {f"walked_away_{screen}", "line_too_long"}
    assert not day.numbers(kind)


def test_some_walk_away_with_the_number_in_their_eyes(day: Day) -> None:
    assert day.why("leaves_at_ticket")["walked_away_ticket"] == len(day.numbers("leaves_at_ticket")) > 0


def test_a_number_nobody_waits_for_becomes_a_no_show(day: Day) -> None:
    held = {fact["ticket"] for fact in day.numbers("leaves_at_ticket")}
    assert held & {fact["ticket"] for fact in day.named("no_show")}
    assert held & {fact["ticket"] for fact in day.named("recalled")}


def test_a_form_posted_twice_gives_one_number(day: Day) -> None:
    assert day.acts("taps_twice")["choose", "not_allowed"]
    holders = Counter(fact["citizen"] for fact in day.numbers("taps_twice"))
    assert set(holders.values()) == {1}


def test_a_form_posted_again_late_gives_no_second_number(day: Day) -> None:
    acts = day.acts("taps_again_late")
    assert acts["choose_again", "not_allowed"] and acts["choose_again", "ok"]
    holders = Counter(fact["citizen"] for fact in day.numbers("taps_again_late"))
    assert set(holders.values()) == {1}


def test_who_changes_their_mind_gets_the_number_of_the_other_service(day: Day, plan: DayPlan) -> None:
    services = {fact["ticket"]: fact["service"] for fact in day.named("issued")}
    wanted = {citizen.citizen: citizen.service for citizen in plan.citizens}
    assert day.acts("changes_mind")["back", "ok"]
    for fact in day.numbers("changes_mind"):
        assert services[fact["ticket"]] != wanted[int(str(fact["citizen"]))]


def test_a_reason_makes_a_priority_ticket(day: Day) -> None:
    reasons = {fact["ticket"]: fact["priority"] for fact in day.named("issued")}
    assert day.numbers("priority")
    assert all(reasons[fact["ticket"]] for fact in day.numbers("priority"))


@pytest.mark.parametrize(
    ("kind", "overlay"),
    [("english", "en"), ("larger_text", "larger"), ("high_contrast", "contrast")],
)
def test_the_screen_is_as_they_set_it(day: Day, kind: str, overlay: str) -> None:
    shown = {fact["ticket"]: str(fact["overlays"]).split(",") for fact in day.named("screen")}
    assert day.numbers(kind)
    assert all(overlay in shown[fact["ticket"]] for fact in day.numbers(kind))


def test_who_hesitates_is_asked_and_stays(day: Day) -> None:
    assert day.acts("slow")["stay", "ok"]
    assert any("warning" in str(fact["overlays"]) for fact in day.named("screen"))


def test_staff_come_when_called(day: Day) -> None:
    assert day.acts("calls_staff")["call_staff", "ok"]
    assert any((fact["act"], fact["how"]) == ("staff_done", "ok") for fact in day.named("staff"))


def test_who_misses_the_call_asks_and_waits_again(day: Day) -> None:
    assert day.acts("misses_call")["asks_back", "ok"]
    assert day.named("back")
    assert day.why("misses_call")["served"]


def test_who_comes_again_holds_two_numbers(day: Day) -> None:
    facts = max(day.people("comes_again"), key=len)
    assert [fact.kind for fact in facts].count("arrived") == 2
    assert len({fact["ticket"] for fact in facts if fact.kind == "answered"}) == 2


def test_a_program_that_asks_again_gets_the_same_number(day: Day) -> None:
    acts = day.acts("asks_by_program")
    assert acts["asks", "ok"] >= OF_EACH_KIND
    assert acts["asks_again", "same"] and not acts["asks_again", "other"]


def test_phone_and_board_tell_the_same(day: Day) -> None:
    acts = day.acts("follows_on_phone")
    assert acts["follows", "ok"] and not acts["follows", "differs"]


def test_who_loses_the_paper_asks_for_another(day: Day) -> None:
    assert day.acts("loses_paper")["asks_reprint", "ok"]
    held = {fact["ticket"] for fact in day.numbers("loses_paper")}
    assert held & {fact["ticket"] for fact in day.named("effect") if fact["state"] == "planned"}


def test_who_only_meddles_never_holds_a_number(day: Day) -> None:
    assert day.why("meddles") == {"only_meddled": OF_EACH_KIND}
    assert not day.numbers("meddles")


def test_staff_do_everything_the_counter_page_offers(day: Day) -> None:
    done = {str(fact["act"]) for fact in day.named("staff") if fact["how"] == "ok"}
    assert {"call_next", "recall", "finish", "no_show", "transfer", "back", "reprint"} <= done
    assert any(act.startswith("undo_") for act in done)


def test_the_same_day_happens_again(config: Config, tmp_path: Path) -> None:
    plan = day_plan(config, list(KINDS), 20.0, SHORT)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    once, again = (live(tmp_path / name, config, plan, seed=5) for name in "ab")
    assert [str(fact) for fact in once.facts] == [str(fact) for fact in again.facts]


def test_a_call_lost_in_a_crash_is_repeated_and_heard(config: Config, tmp_path: Path) -> None:
    crashed = []

    def crash_at_first_call(hall: Hall, fact: Fact) -> None:
        if fact.kind == "called" and not crashed:
            crashed.append(fact["ticket"])
            hall.lives.crash("crash")

    day = live(tmp_path, config, day_plan(config, ["ordinary"], until_s=SHORT), 3, crash_at_first_call)
    calls = [fact for fact in day.named("staff") if fact["act"] == "call_next" and fact["how"] != "ok"]
    assert {fact["how"] for fact in calls} == {"dark"}
    repeated = [f for f in day.named("staff") if f["act"] == "call_next" and f["ticket"] == crashed[0]]
    assert repeated[0]["how"] == "ok"
    assert day.why("ordinary") == {"served": 1}


class DarkHall:
    """A hall whose robot never comes up."""

    robot = None

    def __init__(self, config: Config) -> None:
        self.config = config
        self.witness = Witness(asyncio.get_running_loop().time)
        self.chance = Chance("dark")
        self.in_front = asyncio.Lock()

    def day_s(self) -> float:
        return asyncio.get_running_loop().time()

    async def ask(self, act: Act[T]) -> T:
        raise Dark

    def hands(self, act: str, **parameters: float) -> None:
        raise AssertionError("nobody tells staff of a trouble")

    def paper_came_out(self, job: int) -> bool:
        return False


def test_nobody_waits_for_a_robot_that_never_comes(config: Config, plan: DayPlan) -> None:
    day = Day()

    async def happen() -> float:
        hall = DarkHall(config)
        hall.witness.on_fact(day.hear)
        await asyncio.sleep(plan.on_s)
        await attend(hall, plan)
        return hall.day_s()

    assert run(happen) <= plan.off_s
    why = Counter(fact["why"] for fact in day.named("left"))
    assert why.keys() == {"dark", "line_too_long", "no_answer", "only_meddled"}
    assert {fact["how"] for fact in day.named("staff")} <= {"ok", "dark"}
    assert not day.named("answered")
