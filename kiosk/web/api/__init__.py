"""The HTTP interface other programs rely on (OpenAPI at /api/openapi.json)."""

from fastapi import APIRouter

from kiosk.web.api import board, counters, health, metrics, motion, tickets
from kiosk.web.context import WebContext


def routers(context: WebContext) -> list[APIRouter]:
    """Every route of the interface."""
    return [module.router(context) for module in (health, metrics, tickets, counters, board, motion)]
