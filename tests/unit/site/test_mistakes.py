"""Every mistake is told in the right file at the right line with its code, and nothing is a traceback."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.config.problems import ConfigErrors, Problem
from kiosk.site.load import check_config, load_config
from kiosk.site.places import SHIPPED
from kiosk.site.problem_page import ALL_CODES
from tests.unit.site.mistakes import MISTAKES, Mistake, mistakes

MOST = 6  # of a kind
TODAY = date(2026, 11, 30)
ON_A_DAY = {"expired", "failing example"}  # kinds that only a check with a day finds; it takes seconds

ON_THE_MAP = {  # kinds that a robot meets where it drives: it serves, and stays where it is
    "place in a wall",
    "place far away",
    "no map file",
    "no picture of the map",
    "turned map",
    "pixels of metres",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("mistakes") / "config"
    shutil.copytree(SHIPPED, copy)
    return copy


@pytest.fixture
def spoilt(folder: Path) -> Iterator[Path]:
    yield folder
    for file in folder.rglob("*.yaml"):
        shipped = SHIPPED / file.relative_to(folder)
        if file.read_bytes() != shipped.read_bytes():
            shutil.copy(shipped, file)


def problems(folder: Path, today: date | None) -> list[Problem]:
    try:
        return check_config(folder, today).warnings
    except ConfigErrors as error:
        return error.problems


def is_told(mistake: Mistake, problem: Problem, folder: Path) -> bool:
    """Whether `problem` is about `mistake`; a phrase that stands twice may be told at its other place."""
    name, lines = folder / mistake.file, range(mistake.line, mistake.line + mistake.reach + 1)
    here = problem.file == name and problem.line in lines
    other = mistake.code == "same-phrase" and f"{name.name} line {mistake.line} " in problem.message
    return problem.code == mistake.code and (here or other)


@pytest.mark.parametrize("kind", sorted(MISTAKES))
def test_a_mistake_is_told_where_it_is(kind: str, spoilt: Path) -> None:
    made = mistakes(SHIPPED, kind, 2 if kind in ON_A_DAY else MOST)
    assert made, "no such mistake can be made in the shipped files any more"
    for mistake in made:
        file = spoilt / mistake.file
        file.write_bytes(mistake.content)
        found = problems(spoilt, TODAY if kind in ON_A_DAY else None)
        shutil.copy(SHIPPED / mistake.file, file)
        told = [problem for problem in found if is_told(mistake, problem, spoilt)]
        assert told, f"{mistake}\n" + "\n".join(map(str, found))
        assert all(problem.severity == "error" for problem in told)
        assert {problem.code for problem in found} <= set(ALL_CODES)
        assert all("\n" not in str(problem) for problem in found)


def test_there_are_two_hundred_of_them() -> None:
    assert sum(len(mistakes(SHIPPED, kind, MOST)) for kind in MISTAKES) >= 200


@pytest.mark.parametrize("kind", sorted(set(MISTAKES) - ON_A_DAY - ON_THE_MAP))
def test_no_robot_starts_on_a_mistake(kind: str, spoilt: Path) -> None:
    (mistake,) = mistakes(SHIPPED, kind, 1)
    (spoilt / mistake.file).write_bytes(mistake.content)
    with pytest.raises(ConfigErrors):
        load_config(spoilt)


@pytest.mark.parametrize("kind", sorted(ON_A_DAY | ON_THE_MAP))
def test_a_robot_starts_with_what_only_time_an_example_or_the_map_finds(kind: str, spoilt: Path) -> None:
    (mistake,) = mistakes(SHIPPED, kind, 1)
    (spoilt / mistake.file).write_bytes(mistake.content)
    assert load_config(spoilt).knowledge.book.procedures
