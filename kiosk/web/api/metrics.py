"""`/metrics`: the robot's figures for Prometheus (docs/reference/metrics.md)."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kiosk.desk.store import StoreError
from kiosk.metrics import families
from kiosk.metrics.collector import one_of
from kiosk.metrics.family import CONTENT_TYPE, Figures, Sample, exposition
from kiosk.metrics.process import process_figures
from kiosk.version import program_version
from kiosk.web.api.door import Session, Token, staff_member
from kiosk.web.context import WebContext
from kiosk.web.local import is_this_machine
from state_machines.mode import STATES


def router(context: WebContext) -> APIRouter:
    """The route over `context`."""
    routes = APIRouter()  # its description is docs/reference/metrics.md, not OpenAPI
    staff = staff_member(context.staff)

    @routes.get("/metrics", include_in_schema=False)
    async def metrics(request: Request, token: Token, session: Session) -> Response:
        """For programs on this machine; from elsewhere with a staff login or token."""
        if not is_this_machine(request):
            await staff(token, session)
        figures = context.metrics.figures() | process_figures() | _now(context) | await _kept(context)
        return Response(exposition(families.FAMILIES, figures), media_type=CONTENT_TYPE)

    return routes


def _now(context: WebContext) -> Figures:
    """What the rooms say without asking the store."""
    return {
        families.INFO: [Sample(1, (program_version(),))],
        families.MODE: one_of(context.mode.mode, tuple(STATES)),
        families.TROUBLE: [
            Sample(1, (trouble.device, trouble.fault.code, trouble.fault.action))
            for trouble in context.troubles.current()
        ],
    }


async def _kept(context: WebContext) -> Figures:
    """What only the store knows."""
    try:
        loads = await context.desk.loads()
        doubts = await context.journal.uncertain_effects()
    except StoreError:
        return {families.STORE_OK: [Sample(0)]}
    return {
        families.STORE_OK: [Sample(1)],
        families.WAITING: [Sample(load.waiting, (load.service,)) for load in loads],
        families.UNCERTAIN: [Sample(len(doubts))],
    }
