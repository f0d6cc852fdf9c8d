"""The conversation within a visit: questions put again, staff called, things done, in virtual time."""

import asyncio

import pytest

from state_machines.visit_runner import NotAllowedNow, VisitRunner

pytestmark = pytest.mark.looptime


async def at_the_checklist(visit: VisitRunner) -> None:
    await visit.post("touch")
    await visit.post("choose", choice="choice_call_staff")


async def test_staff_called_in_the_conversation_are_called_like_by_the_button(visit: VisitRunner) -> None:
    told: list[bool] = []
    visit.on_staff_called(told.append)
    await at_the_checklist(visit)
    assert (told, visit.screen.staff_called, visit.screen.name) == ([True], True, "choose")


async def test_what_was_asked_for_is_done_and_the_conversation_goes_on(visit: VisitRunner, skills) -> None:
    await at_the_checklist(visit)
    await visit.post("choose", choice="choice_print_checklist")
    assert visit.screen.talk.turn.action is not None
    await asyncio.sleep(1.1)
    assert skills.asked == [("print_checklist", {"procedure": "1"}, "vi")]
    assert visit.screen.name == "services"


async def test_meanwhile_no_other_answer_is_taken(visit: VisitRunner) -> None:
    await at_the_checklist(visit)
    await visit.post("choose", choice="choice_print_checklist")
    for event, form in (("choose", {"choice": "birth"}), ("say", {"text": "khai sinh"}), ("back", {})):
        with pytest.raises(NotAllowedNow):
            await visit.post(event, **form)
    await visit.post("language", language="en")
    await asyncio.sleep(1.1)
    assert (visit.screen.name, visit.screen.language) == ("services", "en")


@pytest.mark.parametrize("outcome", [OSError("no printer"), "failed"])
async def test_what_cannot_be_done_is_an_outcome_too(visit: VisitRunner, skills, outcome, caplog) -> None:
    skills.outcome = outcome
    await at_the_checklist(visit)
    await visit.post("choose", choice="choice_print_checklist")
    await asyncio.sleep(1.1)
    assert visit.screen.name == "services"


async def test_nothing_is_waited_for_without_end(visit: VisitRunner, skills, options, caplog) -> None:
    skills.takes_s = 3600
    await at_the_checklist(visit)
    await visit.post("choose", choice="choice_print_checklist")
    await asyncio.sleep(options.act_limit_s - 0.1)
    assert visit.screen.talk.turn.action is not None
    await asyncio.sleep(0.2)
    assert visit.screen.name == "services"
    assert "not done in time action=print_checklist" in caplog.text


async def test_who_leaves_meanwhile_is_not_called_back(visit: VisitRunner, skills) -> None:
    await at_the_checklist(visit)
    await visit.post("choose", choice="choice_print_checklist")
    forgotten = skills.forgotten
    await visit.post("restart")
    assert skills.forgotten == forgotten + 1
    await asyncio.sleep(5)
    assert (visit.screen.name, visit.screen.talk) == ("attract", None)


async def test_a_question_is_put_again_three_times_before_the_warning(visit: VisitRunner, options) -> None:
    silences: list[int] = []
    visit.on_screen(lambda screen: silences.append(screen.talk.silences if screen.talk else -1))
    await visit.post("touch")
    await asyncio.sleep(options.warn_after_s - 0.1)
    assert silences == [0, 1, 2, 3]
    assert visit.screen.warn_until is None
    await asyncio.sleep(0.2)
    assert visit.screen.warn_until is not None


async def test_a_form_made_before_a_question_was_put_again_still_counts(visit: VisitRunner, options) -> None:
    await visit.post("touch")
    made = {"visit": str(visit.screen.visit), "revision": str(visit.screen.revision)}
    await asyncio.sleep(options.warn_after_s - 1)
    await visit.post("choose", choice="birth", **made)
    assert visit.screen.name == "priority"


async def test_the_spoken_choice_is_the_touched_choice(visit: VisitRunner) -> None:
    await visit.post("touch")
    await visit.post("say", text="birth")
    assert (visit.screen.name, visit.screen.service) == ("priority", "birth")
    assert visit.screen.talk.heard == "birth"


async def test_what_is_not_understood_keeps_the_question(visit: VisitRunner) -> None:
    await visit.post("touch")
    await visit.post("say", text="trời hôm nay đẹp")
    assert (visit.screen.name, visit.screen.talk.misses) == ("services", 1)


@pytest.mark.parametrize("number", [True, False])
async def test_back_before_the_first_question_ends_the_visit(visit: VisitRunner, number: bool) -> None:
    await visit.post("touch")
    if number:
        await visit.post("choose", choice="birth")
        await visit.post("back")
    await visit.post("back")
    assert (visit.screen.name, visit.screen.visit) == ("attract", 2)
