"""`/api/counters/{counter}/…`: the steps of staff, with a login or a token."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Depends

from kiosk.desk.model import Ticket
from kiosk.web.api.door import staff_member
from kiosk.web.api.errors import FOR_ALL, FOR_BODIES, refusals
from kiosk.web.api.messages import Back, CounterInfo, StaffStep, StepDone, Transfer
from kiosk.web.context import WebContext

Step = Callable[..., Awaitable[Ticket | None]]


def _request_id(step: StaffStep | None) -> str | None:
    return str(step.request_id) if step is not None and step.request_id is not None else None


def router(context: WebContext) -> APIRouter:
    """The routes over `context`'s desk; every one wants a staff member."""
    routes = APIRouter(
        prefix="/api/counters/{counter}", tags=["counters"], responses=refusals(401, 404, *FOR_ALL)
    )
    refused = refusals(409, *FOR_BODIES)
    desk = context.desk
    Staff = Annotated[str, Depends(staff_member(context.staff))]

    @routes.get("")
    async def view(counter: str, _actor: Staff) -> CounterInfo:
        """The current ticket, who waits in calling order, who was missed."""
        return CounterInfo.of(await desk.counter_view(counter))

    def simple_step(path: str, step: Step, summary: str) -> None:
        name = f"counter_{path.strip('/').replace('-', '_')}"

        @routes.post(path, responses=refused, summary=summary, operation_id=name)
        async def take(counter: str, actor: Staff, body: StaffStep | None = None) -> StepDone:
            return StepDone.of(counter, await step(counter, request_id=_request_id(body), actor=actor))

    simple_step("/next", desk.call_next, "Finish the current ticket and call the next one")
    simple_step("/recall", desk.recall, "Call the current ticket again")
    simple_step("/finish", desk.finish, "The current ticket has been served")
    simple_step("/no-show", desk.no_show, "Nobody came")
    simple_step("/undo", desk.undo, "Take the last step back")

    @routes.post("/transfer", responses=refused)
    async def transfer(counter: str, body: Transfer, actor: Staff) -> StepDone:
        """The current ticket waits again, for another service."""
        ticket = await desk.transfer(counter, body.service, request_id=_request_id(body), actor=actor)
        return StepDone.of(counter, ticket)

    @routes.post("/back", responses=refused)
    async def back(counter: str, body: Back, actor: Staff) -> StepDone:
        """A missed ticket waits again at its old place."""
        ticket_id = body.ticket_id.upper()
        return StepDone.of(
            counter, await desk.back_to_waiting(ticket_id, request_id=_request_id(body), actor=actor)
        )

    return routes
