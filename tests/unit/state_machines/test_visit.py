"""A citizen's way to a number, screen by screen."""

import asyncio
from dataclasses import replace

import pytest

from state_machines.screen import Screen
from state_machines.visit_runner import NotAllowedNow, VisitRunner

pytestmark = pytest.mark.looptime


async def to_the_last_step(visit: VisitRunner) -> None:
    await visit.post("touch")
    await visit.post("choose", choice="birth")


async def test_a_touch_a_service_a_reason_and_there_is_the_number(visit: VisitRunner, desk) -> None:
    names: list[str] = []
    visit.on_screen(lambda screen: names.append(screen.name))
    await to_the_last_step(visit)
    await visit.post("choose", choice="elderly", request_id="r1")
    assert names == ["services", "priority", "issuing", "ticket"]
    assert visit.screen.ticket is not None
    assert visit.screen.ticket.number == "A001"
    assert desk.asked == [("birth", "r1", "elderly", "vi")]


async def test_no_reason_means_an_ordinary_number(visit: VisitRunner, desk) -> None:
    await to_the_last_step(visit)
    await visit.post("choose", choice="priority_none", request_id="r1")
    assert desk.asked == [("birth", "r1", None, "vi")]


async def test_without_reasons_the_service_is_the_last_step(visit_without_reasons: VisitRunner, desk) -> None:
    await visit_without_reasons.post("touch")
    await visit_without_reasons.post("choose", choice="birth", request_id="r1")
    assert visit_without_reasons.screen.name == "ticket"
    assert desk.asked == [("birth", "r1", None, "vi")]


@pytest.mark.parametrize(
    "form", [{}, {"choice": ""}, {"choice": "birth"}, {"choice": "fish", "request_id": "r"}]
)
async def test_an_incomplete_last_step_is_not_allowed(
    visit_without_reasons: VisitRunner, form: dict[str, str]
) -> None:
    await visit_without_reasons.post("touch")
    with pytest.raises(NotAllowedNow):
        await visit_without_reasons.post("choose", **form)
    assert visit_without_reasons.screen.name == "services"


@pytest.mark.parametrize(
    "event", ["issued", "refused", "failed", "warn", "clear", "open", "close", "dance", ""]
)
async def test_a_page_cannot_post_what_only_the_robot_knows(visit: VisitRunner, event: str) -> None:
    with pytest.raises(NotAllowedNow, match="in state 'attract'"):
        await visit.post(event)


async def test_a_last_step_posted_twice_gives_one_number(visit: VisitRunner, desk) -> None:
    desk.takes_s = 1
    await to_the_last_step(visit)
    form = {
        "choice": "priority_none",
        "request_id": "r1",
        "visit": "1",
        "revision": str(visit.screen.revision),
    }
    await asyncio.gather(visit.post("choose", **form), visit.post("choose", **form))
    await visit.post("choose", **form)
    assert visit.screen.name == "ticket"
    assert len(desk.asked) == 1


async def test_another_last_step_while_one_is_on_its_way_is_not_allowed(visit: VisitRunner, desk) -> None:
    desk.takes_s = 1
    await to_the_last_step(visit)
    first = asyncio.create_task(visit.post("choose", choice="priority_none", request_id="r1"))
    await asyncio.sleep(0.5)
    with pytest.raises(NotAllowedNow):
        await visit.post("choose", choice="priority_none", request_id="r2")
    await first
    assert list(desk.numbers) == ["r1"]


async def test_who_goes_away_while_the_number_is_made_loses_nothing(visit: VisitRunner, desk) -> None:
    desk.takes_s = 1
    await to_the_last_step(visit)
    browser = asyncio.create_task(visit.post("choose", choice="priority_none", request_id="r1"))
    await asyncio.sleep(0.5)
    browser.cancel()
    await asyncio.sleep(1)
    assert visit.screen.name == "ticket"


async def test_settings_do_not_wait_for_the_number(visit: VisitRunner, desk) -> None:
    desk.takes_s = 4
    await to_the_last_step(visit)
    posting = asyncio.create_task(visit.post("choose", choice="priority_none", request_id="r1"))
    await asyncio.sleep(1)
    await visit.post("language", language="en")
    await visit.post("call_staff")
    assert (visit.screen.name, visit.screen.language) == ("issuing", "en")
    await posting
    assert (visit.screen.name, visit.screen.language) == ("ticket", "en")


async def test_a_refusal_is_shown_with_its_words(visit: VisitRunner, desk, closed_office) -> None:
    desk.error = closed_office
    await to_the_last_step(visit)
    await visit.post("choose", choice="priority_none", request_id="r1")
    assert (visit.screen.name, visit.screen.trouble) == ("trouble", "closed")
    assert visit.screen.slots == {"opens_at": "13:30"}
    await visit.post("back")
    assert (visit.screen.name, visit.screen.trouble, visit.screen.slots) == ("services", None, {})


async def test_a_failing_desk_is_told_to_staff_and_the_citizen(
    visit: VisitRunner, desk, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []
    visit.on_failure(lambda: told.append("failure"))
    desk.error = OSError("disk full")
    await to_the_last_step(visit)
    await visit.post("choose", choice="priority_none", request_id="r1")
    assert (visit.screen.name, visit.screen.trouble) == ("trouble", "failed")
    assert told == ["failure"]
    assert "no number service=birth request_id=r1" in caplog.text


async def test_a_silent_desk_is_not_waited_for_longer_than_five_seconds(visit: VisitRunner, desk) -> None:
    desk.takes_s = 3600
    await to_the_last_step(visit)
    before = asyncio.get_running_loop().time()
    await visit.post("choose", choice="priority_none", request_id="r1")
    assert visit.screen.trouble == "failed"
    assert asyncio.get_running_loop().time() - before == 5


async def test_a_wish_whose_answer_was_lost_keeps_its_request_id(visit: VisitRunner, desk) -> None:
    desk.error_after_commit = OSError("the answer got lost")
    await to_the_last_step(visit)
    await visit.post("choose", choice="priority_none", request_id="r1")
    desk.error_after_commit = None
    await visit.post("back")
    await visit.post("choose", choice="birth")
    await visit.post("choose", choice="priority_none", request_id="r2")
    assert visit.screen.ticket is not None
    assert visit.screen.ticket.number == "A001"
    assert len(desk.numbers) == 1


async def test_the_next_visit_does_not_inherit_the_request_id(visit: VisitRunner, desk) -> None:
    desk.error_after_commit = OSError("the answer got lost")
    await to_the_last_step(visit)
    await visit.post("choose", choice="priority_none", request_id="r1")
    desk.error_after_commit = None
    await visit.post("restart")
    await to_the_last_step(visit)
    await visit.post("choose", choice="priority_none", request_id="r2")
    assert list(desk.numbers) == ["r1", "r2"]


@pytest.mark.parametrize(
    ("steps", "screen"),
    [
        ((), "attract"),
        (("birth",), "services"),
        (("birth", "elderly"), "services"),
    ],
)
async def test_back_leads_one_step_back(visit: VisitRunner, steps: tuple[str, ...], screen: str) -> None:
    await visit.post("touch")
    for step in steps:
        await visit.post("choose", choice=step, request_id="r1")
    await visit.post("back")
    assert (visit.screen.name, visit.screen.ticket, visit.screen.service) == (screen, None, None)


@pytest.mark.parametrize("end", ["restart", "done"])
async def test_the_end_of_a_visit_puts_everything_back(visit: VisitRunner, end: str) -> None:
    await to_the_last_step(visit)
    await visit.post("choose", choice="priority_none", request_id="r1")
    await visit.post("language", language="en")
    await visit.post("text_size", text_size="larger")
    await visit.post("contrast")
    await visit.post(end)
    assert visit.screen == Screen("attract", "vi", visit=2, revision=visit.screen.revision)


async def test_settings_keep_the_place(visit: VisitRunner) -> None:
    await to_the_last_step(visit)
    await visit.post("language", language="en")
    await visit.post("text_size", text_size="large")
    await visit.post("contrast")
    screen = visit.screen
    assert (screen.name, screen.language, screen.text_size, screen.contrast) == (
        "priority",
        "en",
        "large",
        True,
    )


@pytest.mark.parametrize(
    ("event", "form"),
    [("language", {"language": "fr"}), ("language", {}), ("text_size", {"text_size": "huge"})],
)
async def test_unknown_settings_are_not_allowed(visit: VisitRunner, event: str, form: dict[str, str]) -> None:
    before = visit.screen
    with pytest.raises(NotAllowedNow):
        await visit.post(event, **form)
    assert visit.screen == before


async def test_a_form_of_an_earlier_visit_is_ignored(visit: VisitRunner) -> None:
    await visit.post("touch", visit="1")
    await visit.post("restart", visit="1")
    with pytest.raises(NotAllowedNow, match="earlier visit"):
        await visit.post("touch", visit="1")
    await visit.post("touch", visit="2")


@pytest.mark.parametrize("revision", ["1", "0", "", "-1", "x", "9" * 5000])
async def test_a_form_of_an_earlier_screen_is_ignored(visit: VisitRunner, revision: str) -> None:
    await to_the_last_step(visit)
    with pytest.raises(NotAllowedNow, match="earlier screen"):
        await visit.post("back", revision=revision)
    assert visit.screen.name == "priority"


async def test_a_form_of_the_same_screen_counts_whatever_lay_over_it(visit: VisitRunner) -> None:
    await to_the_last_step(visit)
    shown = visit.screen.revision
    await visit.post("language", language="en")
    assert visit.screen.revision > shown
    await visit.post("back", visit="1", revision=str(shown))
    assert visit.screen.name == "services"


async def test_help_is_called_once_and_from_any_page_however_old(visit: VisitRunner) -> None:
    told: list[bool] = []
    visit.on_staff_called(told.append)
    await visit.post("call_staff", visit="99", revision="1")
    await visit.post("call_staff")
    assert (visit.screen.staff_called, told) == (True, [True])
    await visit.post("staff_done")
    assert (visit.screen.staff_called, told) == (False, [True, False])


async def test_a_call_for_staff_outlives_the_visit(visit: VisitRunner) -> None:
    await visit.post("touch")
    await visit.post("call_staff")
    await visit.post("restart")
    assert (visit.screen.name, visit.screen.staff_called) == ("attract", True)


async def test_the_paper_is_followed_while_its_ticket_is_shown(visit: VisitRunner) -> None:
    await to_the_last_step(visit)
    await visit.post("choose", choice="priority_none", request_id="r1")
    visit.paper_changed("id-A001", "sent")
    visit.paper_changed("id-A009", "uncertain")
    assert visit.screen.ticket is not None
    assert visit.screen.ticket.print_state == "sent"
    await visit.post("done")
    visit.paper_changed("id-A001", "done")
    assert visit.screen.ticket is None


async def test_news_of_the_paper_may_come_before_the_number(visit: VisitRunner, desk) -> None:
    desk.takes_s = 1
    await to_the_last_step(visit)
    posting = asyncio.create_task(visit.post("choose", choice="priority_none", request_id="r1"))
    await asyncio.sleep(0.5)
    visit.paper_changed("id-A001", "done")
    await posting
    assert visit.screen.ticket is not None
    assert visit.screen.ticket.print_state == "done"


async def test_the_revision_rises_with_every_change_and_only_then(visit: VisitRunner) -> None:
    seen: list[int] = []
    visit.on_screen(lambda screen: seen.append(screen.revision))
    await to_the_last_step(visit)
    await visit.post("touch")
    await visit.post("choose", choice="priority_none", request_id="r1")
    assert seen == sorted(set(seen))
    assert len(seen) == 4


async def test_closing_time_lets_who_has_begun_finish(visit: VisitRunner) -> None:
    await to_the_last_step(visit)
    visit.set_open(False)
    assert visit.active
    await visit.post("choose", choice="priority_none", request_id="r1")
    assert visit.screen.name == "ticket"
    await visit.post("done")
    assert (visit.screen.name, visit.active) == ("closed", False)
    with pytest.raises(NotAllowedNow):
        await visit.post("back")
    visit.set_open(True)
    assert visit.screen.name == "attract"


async def test_an_opening_during_a_visit_leads_to_the_welcome(visit: VisitRunner) -> None:
    await visit.post("touch")
    visit.set_open(False)
    visit.set_open(True)
    visit.set_open(True)
    await visit.post("done")
    assert visit.screen.name == "attract"


async def test_after_the_end_nothing_is_taken(visit: VisitRunner, desk) -> None:
    desk.takes_s = 100
    await to_the_last_step(visit)
    posting = asyncio.create_task(visit.post("choose", choice="priority_none", request_id="r1"))
    await asyncio.sleep(1)
    await visit.close()
    await visit.close()
    await posting
    with pytest.raises(NotAllowedNow):
        await visit.post("touch")


def test_people_get_at_least_twenty_seconds_to_answer(options) -> None:
    with pytest.raises(ValueError, match="at least 20 s"):
        replace(options, clear_after_s=19.9)
    with pytest.raises(ValueError, match="languages is empty"):
        replace(options, languages=())
