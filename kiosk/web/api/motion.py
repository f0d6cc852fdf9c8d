"""`/api/motion`: where the robot is, and the orders of staff; HTTP 404 where nothing moves."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException

from kiosk.web.api.door import staff_member
from kiosk.web.api.errors import FOR_ALL, FOR_BODIES, refusals
from kiosk.web.api.motion_messages import MotionInfo, MotionOrder
from kiosk.web.context import WebContext
from kiosk.web.robot_orders import BadOrder, give
from state_machines.machine import NotAllowedNow
from state_machines.travel_runner import TravelRunner


def router(context: WebContext) -> APIRouter:
    """The routes over `context`'s travels; every one wants a staff member."""
    routes = APIRouter(prefix="/api/motion", tags=["motion"], responses=refusals(401, 404, *FOR_ALL))
    Staff = Annotated[str, Depends(staff_member(context.staff))]

    def travel() -> TravelRunner:
        if context.travel is None:
            raise HTTPException(404, "this robot does not move")
        return context.travel

    def info() -> MotionInfo:
        figures = {} if context.base is None else context.base.diagnostics()
        return MotionInfo.of(travel().view, travel().report, figures)

    @routes.get("")
    async def motion(_actor: Staff) -> MotionInfo:
        """Where it is and what it does."""
        return info()

    @routes.post("", responses=refusals(409, *FOR_BODIES))
    async def order(order: MotionOrder, _actor: Staff) -> MotionInfo:
        """Carry out an order; 409 where it cannot be done now."""
        try:
            give(travel(), order.order, order.place)
        except (NotAllowedNow, BadOrder) as error:
            raise HTTPException(409, str(error)) from error
        return info()

    return routes
