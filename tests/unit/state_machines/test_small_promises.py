"""What only shows at the edges of asking, ending and telling."""

import asyncio
from itertools import pairwise

import pytest

from drivers.status import Action, DeviceState, DeviceStatus
from state_machines.interfaces import Unavailable
from state_machines.issuing import Issuing, Outcome, Wish
from state_machines.printer_in_hand import PrinterInHand
from state_machines.trouble import SETTLE_S, Troubles, faults_of
from state_machines.visit_runner import VisitRunner, _whole

pytestmark = pytest.mark.looptime
LIMIT_S = 5.0


@pytest.fixture
def outcomes() -> list[Outcome]:
    return []


@pytest.fixture
def issuing(desk, outcomes: list[Outcome]) -> Issuing:
    return Issuing(desk, LIMIT_S, outcomes.append)


async def ask(issuing: Issuing, service: str, request_id: str) -> None:
    issuing.start(Wish(service, None, "vi", request_id))
    await issuing.ended()


async def test_only_the_same_wish_is_asked_again_under_the_id_whose_answer_was_lost(issuing, desk) -> None:
    desk.error_after_commit = Unavailable("the answer was lost")
    await ask(issuing, "birth", "r1")
    desk.error_after_commit = None
    await ask(issuing, "land", "r2")
    await ask(issuing, "birth", "r3")
    assert [(service, request) for service, request, *_ in desk.asked] == [
        ("birth", "r1"),
        ("land", "r2"),
        ("birth", "r1"),
    ]


async def test_a_visit_that_is_over_knows_no_request_any_more(issuing, desk) -> None:
    desk.error_after_commit = Unavailable("the answer was lost")
    await ask(issuing, "birth", "r1")
    assert issuing.knows("r1")
    issuing.forget()
    assert not issuing.knows("r1")
    await ask(issuing, "birth", "r2")
    assert desk.asked[-1][1] == "r2"


async def test_closing_ends_the_asking_at_once_and_tells_nobody(issuing, desk, outcomes) -> None:
    desk.takes_s = 3
    issuing.start(Wish("birth", None, "vi", "r1"))
    await asyncio.sleep(1)
    begun = asyncio.get_running_loop().time()
    await issuing.close()
    assert asyncio.get_running_loop().time() == begun
    assert [task.get_name() for task in asyncio.all_tasks() if task.get_name() == "issue"] == []
    assert outcomes == []


async def test_the_task_that_asks_bears_its_name(issuing, desk) -> None:
    desk.takes_s = 3
    issuing.start(Wish("birth", None, "vi", "r1"))
    assert "issue" in {task.get_name() for task in asyncio.all_tasks()}
    await issuing.ended()


async def test_why_there_was_no_number_stands_in_the_log(issuing, desk, caplog) -> None:
    desk.error = Unavailable("the disk is full")
    await ask(issuing, "birth", "r1")
    desk.error, desk.takes_s = None, LIMIT_S + 1
    await ask(issuing, "birth", "r2")
    said = [record.getMessage() for record in caplog.records]
    assert said[0].endswith("the disk is full")
    assert said[1].endswith("the desk did not answer within 5 s")


async def test_a_visit_that_is_closed_runs_no_clock_and_asks_nobody(visit: VisitRunner, desk) -> None:
    desk.takes_s = 3
    await visit.post("touch")
    await visit.post("choose", choice="birth")
    posted = asyncio.create_task(visit.post("choose", choice="priority_none", request_id="r1"))
    await asyncio.sleep(1)
    await visit.close()
    await posted
    shown = visit.screen
    await asyncio.sleep(600)
    assert visit.screen == shown
    assert desk.numbers == {}


async def test_a_closed_screen_is_not_warned(visit: VisitRunner) -> None:
    await visit.post("touch")
    await visit.close()
    shown = visit.screen
    await asyncio.sleep(600)
    assert visit.screen == shown


async def test_while_the_number_is_on_its_way_nobody_is_hurried(visit: VisitRunner, desk, options) -> None:
    desk.takes_s = options.issue_limit_s - 0.1
    names: list[str] = []
    visit.on_screen(lambda screen: names.append(f"{screen.name} {screen.warn_until}"))
    await visit.post("touch")
    await visit.post("choose", choice="birth")
    await visit.post("choose", choice="priority_none", request_id="r1")
    assert names == ["services None", "priority None", "issuing None", "ticket None"]


async def test_every_new_screen_is_one_revision_more(visit: VisitRunner) -> None:
    revisions = [visit.screen.revision]
    visit.on_screen(lambda screen: revisions.append(screen.revision))
    await visit.post("touch")
    await visit.post("choose", choice="birth")
    assert [after - before for before, after in pairwise(revisions)] == [1, 1]


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("0", 0), ("-1", 0), ("", 0), ("1.0", 0), ("9" * 18, 10**18 - 1), ("9" * 19, 0), ("x", 0)],
)
def test_a_revision_in_a_form_is_a_whole_number_or_none(text: str, number: int) -> None:
    assert _whole(text) == number


@pytest.mark.parametrize(
    ("state", "code", "action"),
    [
        (DeviceState.OFFLINE, "printer_offline", Action.CLEAR),
        (DeviceState.POWER_OFF, "printer_offline", Action.CLEAR),
        (DeviceState.NO_DEVICE, "printer_offline", Action.CONFIGURATION),
        (DeviceState.USER_ERROR, "printer_error", Action.CLEAR),
        (DeviceState.HARDWARE_ERROR, "printer_error", Action.MAINTENANCE),
    ],
)
def test_a_device_that_says_nothing_of_itself_has_a_fault_with_a_name(state, code, action) -> None:
    (fault,) = faults_of("printer", DeviceStatus(state))
    assert (fault.code, fault.action) == (code, action)


async def test_a_trouble_is_told_after_a_second_and_never_after_the_end(clock) -> None:
    told: list[str] = []
    troubles = Troubles(clock)
    troubles.on_trouble(lambda kind, device, fault: told.append(f"{kind} {fault.code}"))
    troubles.report("printer", faults_of("printer", DeviceStatus(DeviceState.OFFLINE)))
    await asyncio.sleep(SETTLE_S + 0.1)
    assert SETTLE_S == 1
    assert told == ["raised printer_offline"]
    asyncio.get_running_loop().set_exception_handler(lambda _, problem: told.append(str(problem)))
    troubles.report("printer", ())
    troubles.close()
    await asyncio.sleep(60)
    assert told == ["raised printer_offline"]
    troubles.close()


async def test_a_printer_that_says_nothing_is_asked_anew_once_in_a_while(printer) -> None:
    hand = PrinterInHand(printer, recheck_s=10, pause_s=1, unclean=False)
    printer.status = DeviceStatus(DeviceState.OFFLINE)
    assert await hand.ask() == "not_ready"
    asked = printer.asked
    await hand.wait()
    assert printer.asked == asked + 1
    assert asyncio.get_running_loop().time() >= 11
