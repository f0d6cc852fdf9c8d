"""The steps of staff: a form of the work page becomes one call of the desk, the journal or the visit."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from fastapi import HTTPException

from kiosk.desk.desk import Desk
from kiosk.desk.journal import Journal
from kiosk.web.context import WebContext
from kiosk.web.forms import required
from kiosk.web.staff_news import StaffNews
from state_machines.visit_runner import NotAllowedNow

Step = Callable[[str, dict[str, str], str], Awaitable[object]]


def steps(context: WebContext, news: StaffNews) -> dict[str, Step]:
    """Every step by the last part of its path: (counter, fields of the form, staff name)."""
    return {**_queue_steps(context.desk), **_paper_steps(context.journal), **_robot_steps(context, news)}


def _queue_steps(desk: Desk) -> dict[str, Step]:
    def simple(step: Callable[..., Awaitable[object]]) -> Step:
        return lambda counter, fields, actor: step(counter, request_id=fields["request_id"], actor=actor)

    async def transfer(counter: str, fields: dict[str, str], actor: str) -> object:
        service = required(fields, "service")
        return await desk.transfer(counter, service, request_id=fields["request_id"], actor=actor)

    async def back(_counter: str, fields: dict[str, str], actor: str) -> object:
        ticket_id = required(fields, "ticket_id")
        return await desk.back_to_waiting(ticket_id, request_id=fields["request_id"], actor=actor)

    return {
        "next": simple(desk.call_next),
        "recall": simple(desk.recall),
        "finish": simple(desk.finish),
        "no-show": simple(desk.no_show),
        "undo": simple(desk.undo),
        "transfer": transfer,
        "back": back,
    }


def _paper_steps(journal: Journal) -> dict[str, Step]:
    async def settle(_counter: str, fields: dict[str, str], actor: str) -> object:
        effect_id = required(fields, "effect_id")
        if not (effect_id.isdecimal() and len(effect_id) < 19) or fields.get("moved") not in ("yes", "no"):
            raise HTTPException(400, "which paper, and has it come out: yes or no")
        return await journal.close(int(effect_id), fields["moved"] == "yes", actor)

    async def reprint(_counter: str, fields: dict[str, str], actor: str) -> object:
        return await journal.reprint(required(fields, "ticket_id"), actor)

    return {"paper": settle, "reprint": reprint}


def _robot_steps(context: WebContext, news: StaffNews) -> dict[str, Step]:
    """What concerns the robot as a whole: somebody at another counter may have been quicker."""

    async def coming(_counter: str, _fields: dict[str, str], _actor: str) -> None:
        with suppress(NotAllowedNow):
            await context.visit.post("staff_done")

    def at_once(act: Callable[[], None]) -> Step:
        async def step(_counter: str, _fields: dict[str, str], _actor: str) -> None:
            with suppress(NotAllowedNow):
                act()

        return step

    return {
        "coming": coming,
        "pause": at_once(context.mode.pause),
        "resume": at_once(context.mode.resume),
        "seen": at_once(news.seen),
    }
