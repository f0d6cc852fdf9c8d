"""People who talk with the robot: in words, through the library, with a checklist, without any sense."""

from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

from kiosk.config.schema import Config
from kiosk.rehearsal.days import in_earnest
from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.people.kinds import KINDS
from kiosk.rehearsal.people.sentences import Sentences
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED
from tests.rehearsal.people_day import Day, day_plan, live

TALKERS = [name for name, kind in KINDS.items() if kind.manner.talks is not None]
OF_EACH_KIND = 5


@pytest.fixture(scope="module")
def config() -> Config:
    """With the printer: checklists are paper."""
    return in_earnest(load_config(SHIPPED))


@pytest.fixture(scope="module")
def day(config: Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    plan = day_plan(config, TALKERS * OF_EACH_KIND, gap_s=90.0)
    yield live(tmp_path_factory.mktemp("talkers"), config, plan, seed=1)


def talks(day: Day, **values: object) -> list[Fact]:
    return [fact for fact in day.named("talk") if all(fact[name] == value for name, value in values.items())]


def test_all_of_them_go_home_and_most_with_a_number(day: Day) -> None:
    assert len(day.named("left")) == OF_EACH_KIND * len(TALKERS)
    for kind in ("asks", "asks_in_english", "asks_vaguely", "changes_language", "mumbles"):
        assert len(day.numbers(kind)) >= OF_EACH_KIND - 1, kind


@pytest.mark.parametrize("kind", ["asks", "asks_vaguely", "changes_language"])
def test_who_asked_takes_the_number_of_the_procedures_service(day: Day, config: Config, kind: str) -> None:
    procedures = config.knowledge.book.procedures
    services = {fact["ticket"]: fact["service"] for fact in day.named("issued")}
    asked = {fact["visit"]: str(fact["subject"]) for fact in talks(day, step="issue") if fact["subject"]}
    shown = {fact["ticket"]: fact["visit"] for fact in day.named("screen") if fact["ticket"]}
    numbers = [number["ticket"] for number in day.numbers(kind) if shown[number["ticket"]] in asked]
    assert len(numbers) >= OF_EACH_KIND - 2
    for ticket in numbers:
        assert services[ticket] == procedures[asked[shown[ticket]]].service


def test_the_robot_asks_back_where_words_leave_it_open(day: Day) -> None:
    assert len([fact for fact in day.named("talk") if fact["near"]]) >= OF_EACH_KIND - 1


def test_mumbling_is_missed_three_times_and_ends_with_staff(day: Day) -> None:
    assert len(talks(day, misses=3)) >= OF_EACH_KIND - 2  # chance syllables may come near to a word
    assert any("staff_called" in str(fact["overlays"]) for fact in day.named("screen"))


def test_checklists_come_out_for_who_wanted_them(day: Day) -> None:
    states = Counter(str(fact["state"]) for fact in day.named("leaflet"))
    assert states["done"] == states["planned"] >= 2 * OF_EACH_KIND
    jobs = {str(fact["job"]) for fact in day.named("leaflet")}
    assert jobs <= {word for fact in day.named("paper") for word in str(fact["jobs"]).split(",")}


def test_some_take_a_list_home_and_some_do_not_wait_for_it(day: Day) -> None:
    assert day.why("looks_up")["has_checklist"] > 0
    assert day.why("has_no_time")["has_no_time"] + day.why("walks_off")["walked_away_printing"] > 0


def test_wandering_goes_both_ways(day: Day) -> None:
    acts = {act for act, how in day.acts("goes_to_and_fro") if how == "ok"}
    assert {"choose", "back", "say"} <= acts


def test_sentences_are_the_sites_own_and_the_same_for_the_same_chance(config: Config) -> None:
    knowledge = config.knowledge
    one, again = (Sentences(knowledge, Random(4)) for _ in range(2))
    for procedure in list(knowledge.book.procedures)[:20]:
        said = one.of(procedure, "vi")
        assert said == again.of(procedure, "vi")
        understood = knowledge.understanding["vi"].understand(said)
        assert procedure in {candidate.id for candidate in understood.candidates} | {understood.id}


def test_nonsense_is_never_a_procedure(config: Config) -> None:
    sentences = Sentences(config.knowledge, Random(9))
    heard = [config.knowledge.understanding["vi"].understand(sentences.nonsense("vi")) for _ in range(60)]
    assert Counter(understood.kind for understood in heard)["no_match"] >= 57
