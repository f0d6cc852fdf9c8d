"""Refusals become 4xx with a plain reason; nothing becomes a traceback."""

from collections.abc import Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from kiosk.desk.model import DeskError, UnknownName
from kiosk.desk.store import StoreError
from kiosk.web.api.messages import Problem

FOR_PROGRAMS = ("/api/", "/healthz", "/metrics")
FOR_ALL = (421, 422, 503)
FOR_BODIES = (400, 403, 413)
WORDS = {
    400: "unreadable",
    401: "login_needed",
    403: "other_site",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_long",
    421: "unknown_host",
    503: "busy",
}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI entry of refusals with these statuses."""
    return {status: {"model": Problem} for status in statuses}


def is_for_programs(path: str) -> bool:
    """True for the paths of this interface; the others are pages for people."""
    return path.startswith(FOR_PROGRAMS)


def problem(error: Exception) -> JSONResponse:
    """`error` in this interface's form."""
    if isinstance(error, DeskError):
        return _answer(desk_status(error), error.code, str(error))
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        return _answer(422, "invalid", f"{_where(first['loc'])}: {first['msg']}")
    if isinstance(error, HTTPException):
        status = error.status_code
        answer = _answer(status, WORDS.get(status, "refused"), error.detail)
        answer.headers.update(error.headers or {})
        return answer
    return _answer(500, "internal", "see the robot's log")


def desk_status(error: DeskError) -> int:
    """The HTTP status of what the desk refuses."""
    if isinstance(error, StoreError):
        return 503
    return 404 if isinstance(error, UnknownName) else 409


def _answer(status: int, error: str, detail: str) -> JSONResponse:
    sendable = detail.encode(errors="replace").decode()  # it may repeat half a surrogate pair of the request
    return JSONResponse(Problem(error=error, detail=sendable).model_dump(), status)


def _where(location: Sequence[int | str]) -> str:
    return ".".join(str(part) for part in location)
