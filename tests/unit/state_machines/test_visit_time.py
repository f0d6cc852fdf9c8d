"""Nobody is cleared away without a warning and 20 s to answer it; in virtual time."""

import asyncio

import pytest

from state_machines.screen import Screen
from state_machines.visit_runner import VisitRunner

pytestmark = pytest.mark.looptime


def now() -> float:
    return asyncio.get_running_loop().time()


@pytest.mark.parametrize("steps", [(), ("birth",)])
async def test_an_untouched_screen_warns_then_clears(visit: VisitRunner, steps: tuple[str, ...]) -> None:
    await visit.post("touch")
    await visit.post("language", language="en")
    for step in steps:
        await visit.post("choose", choice=step)
    await asyncio.sleep(39.9)
    assert visit.screen.warn_until is None
    await asyncio.sleep(0.2)
    assert visit.screen.warn_until == pytest.approx(now() + 19.9)
    await asyncio.sleep(19.8)
    assert visit.active
    await asyncio.sleep(0.2)
    assert visit.screen == Screen("attract", "vi", visit=2, revision=visit.screen.revision)


@pytest.mark.parametrize("answer", ["stay", "touch", "contrast"])
async def test_the_time_can_be_extended_as_often_as_wanted(visit: VisitRunner, answer: str) -> None:
    await visit.post("touch")
    for _ in range(100):
        await asyncio.sleep(59)
        assert visit.screen.warn_until is not None
        await visit.post(answer)
        assert visit.screen.warn_until is None
    assert (visit.screen.name, visit.screen.visit) == ("services", 1)
    await asyncio.sleep(61)
    assert visit.screen.name == "attract"


async def test_every_touch_starts_the_time_again(visit: VisitRunner) -> None:
    await visit.post("touch")
    for _ in range(10):
        await asyncio.sleep(35)
        await visit.post("touch")
    assert visit.screen.warn_until is None


async def test_a_number_is_shown_for_its_own_time(visit: VisitRunner) -> None:
    await visit.post("touch")
    await visit.post("choose", choice="birth")
    await visit.post("choose", choice="priority_none", request_id="r1")
    await asyncio.sleep(29.9)
    assert visit.screen.warn_until is None
    await asyncio.sleep(0.2)
    assert visit.screen.warn_until is not None
    assert visit.screen.ticket is not None
    await asyncio.sleep(20)
    assert visit.screen.name == "attract"


async def test_news_of_the_paper_do_not_extend_the_time(visit: VisitRunner) -> None:
    await visit.post("touch")
    await visit.post("choose", choice="birth")
    await visit.post("choose", choice="priority_none", request_id="r1")
    await asyncio.sleep(29)
    visit.paper_changed("id-A001", "done")
    await asyncio.sleep(22)
    assert visit.screen.name == "attract"


async def test_the_hours_do_not_touch_a_running_countdown(visit: VisitRunner) -> None:
    await visit.post("touch")
    await asyncio.sleep(45)
    until = visit.screen.warn_until
    visit.set_open(False)
    assert visit.screen.warn_until == until
    await asyncio.sleep(16)
    assert visit.screen.name == "closed"


async def test_nothing_is_cleared_while_a_number_is_on_its_way(visit: VisitRunner, desk) -> None:
    desk.takes_s = 4
    await visit.post("touch")
    await visit.post("choose", choice="birth")
    await asyncio.sleep(38)
    await visit.post("choose", choice="priority_none", request_id="r1")
    assert visit.screen.name == "ticket"
    assert visit.screen.warn_until is None


@pytest.mark.parametrize("is_open", [True, False])
async def test_a_language_left_behind_on_a_quiet_screen_goes_back(visit: VisitRunner, is_open: bool) -> None:
    visit.set_open(is_open)
    await visit.post("language", language="en")
    await visit.post("text_size", text_size="larger")
    await asyncio.sleep(59)
    assert visit.screen.language == "en"
    await asyncio.sleep(2)
    assert (visit.screen.language, visit.screen.text_size) == ("vi", "normal")


async def test_a_quiet_screen_has_no_timer(visit: VisitRunner) -> None:
    shown: list[Screen] = []
    visit.on_screen(shown.append)
    await visit.post("language", language="en")
    await visit.post("language", language="vi")
    await visit.post("call_staff")
    shown.clear()
    await asyncio.sleep(24 * 3600)
    assert shown == []
