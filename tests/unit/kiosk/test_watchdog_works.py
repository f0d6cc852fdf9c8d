"""A work that rests may rest for ever; one that has something to do must get on."""

import asyncio
from collections.abc import Callable

import pytest

from kiosk.crew import Crew
from kiosk.watchdog.works import WORK_S, WorksSign

pytestmark = pytest.mark.looptime


def _quiet(name: str, failing: bool) -> None:
    return


def _broken(name: str, failing: bool) -> None:
    raise RuntimeError("nobody can be told")


async def _rest() -> None:
    await asyncio.Event().wait()


async def _crash() -> None:
    raise ValueError("again")


def _late(sign: WorksSign, now: float = 0.0) -> list[str]:
    """What hangs after a first look and a long time."""
    assert sign.hangs(now) == []
    return [hang.what for hang in sign.hangs(now + WORK_S + 1)]


async def test_a_work_that_does_not_get_on_hangs() -> None:
    async with Crew(_quiet) as crew:
        crew.start("printing", _rest, lambda: 7)
        sign = WorksSign(crew, lambda: False)
        assert sign.hangs(0) == []
        assert sign.hangs(WORK_S) == []
        (hang,) = sign.hangs(WORK_S + 1)
        assert (hang.what, hang.for_s, hang.spared) == ("the work printing", WORK_S + 1, False)


@pytest.mark.parametrize("how_far", [lambda: None, iter(range(1_000)).__next__])
async def test_a_work_that_rests_or_gets_on_does_not(how_far: Callable[[], int | None]) -> None:
    async with Crew(_quiet) as crew:
        crew.start("printing", _rest, how_far)
        sign = WorksSign(crew, lambda: False)
        assert [sign.hangs(now) for now in range(0, 100_000, 500)] == [[]] * 200


async def test_waiting_for_a_store_that_fails_is_no_hang_and_begins_anew_when_it_is_well() -> None:
    failing = [True]
    async with Crew(_quiet) as crew:
        crew.start("printing", _rest, lambda: 7)
        sign = WorksSign(crew, lambda: failing[0])
        assert _late(sign) == []
        failing[0] = False
        assert _late(sign, 50_000) == ["the work printing"]


async def test_a_work_of_which_nothing_is_known_is_trusted() -> None:
    async with Crew(_quiet) as crew:
        crew.start("hours", _rest)
        assert _late(WorksSign(crew, lambda: False)) == []


async def test_a_work_that_nobody_starts_again_is_lost(caplog: pytest.LogCaptureFixture) -> None:
    async with Crew(_broken) as crew:
        crew.start("printing", _crash)
        sign = WorksSign(crew, lambda: False)
        await asyncio.sleep(10)
        assert [hang.what for hang in sign.hangs(0)] == ["the work printing"]
    assert "work lost name=printing" in caplog.text


async def test_the_end_is_no_loss() -> None:
    async with Crew(_quiet) as crew:
        crew.start("printing", _rest)
        await asyncio.sleep(1)
    assert crew.lost == []
