"""`/healthz`: is the robot alive, can it issue numbers, how are its devices."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from kiosk.desk.store import StoreError
from kiosk.store_watch import DESK
from kiosk.web.api.errors import refusals
from kiosk.web.api.messages import Message
from kiosk.web.context import WebContext


class DeviceHealth(Message):
    """One fault of one device, in XFS words."""

    device: str
    fault: str
    action: str


class Health(Message):
    """200 while numbers can be issued, whatever the devices do; 503 otherwise."""

    status: Annotated[
        str, Field(description="ok, degraded (a device is in trouble) or failed (the store is)")
    ]
    troubles: list[DeviceHealth]


def router(context: WebContext) -> APIRouter:
    """The route over `context`."""
    routes = APIRouter(tags=["health"], responses=refusals(421))

    @routes.get("/healthz", responses={503: {"model": Health}})
    async def healthz(response: Response) -> Health:
        """Alive, and the store keeps what is written."""
        troubles = [
            DeviceHealth(device=t.device, fault=t.fault.code, action=t.fault.action.value)
            for t in context.troubles.current()
        ]
        if DESK in {trouble.device for trouble in troubles} or not await _store_answers(context):
            response.status_code = 503
            return Health(status="failed", troubles=troubles)
        return Health(status="degraded" if troubles else "ok", troubles=troubles)

    return routes


async def _store_answers(context: WebContext) -> bool:
    try:
        await context.desk.loads()
    except StoreError:
        return False
    return True
