"""What people see when a page cannot be opened: a plain page with a way back, never a traceback."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from kiosk.desk.model import DeskError
from kiosk.desk.store import StoreError
from kiosk.web.api.errors import desk_status, is_for_programs, problem
from kiosk.web.pages import Pages
from kiosk.web.security import HEADERS
from kiosk.web.session import page_language

REASONS = {403: "error_elsewhere", 404: "error_missing", 405: "error_missing"}
TRY_AGAIN = {"Refresh": "5", "Retry-After": "5"}  # nobody stands at a board to reload it


def install(app: FastAPI, pages: Pages) -> None:
    """Answer the pages' errors with a page, those of the interface of programs in its own form."""

    async def refused(request: Request, error: Exception) -> Response:
        if is_for_programs(request.url.path):
            return problem(error)
        return _page(request, _status(error), _reason(error))

    async def broken(request: Request, error: Exception) -> Response:
        answer = await refused(request, error)
        answer.headers.update(HEADERS)  # this answer does not pass the guard
        return answer

    def _page(request: Request, status: int, key: str) -> Response:
        phrases = pages.phrases(page_language(request))
        home = "/counter" if request.url.path.startswith("/counter") else "/"
        way_back = "" if status == 403 else home
        answer = pages.page("error.html", phrases, status, reason=phrases.text(key), home=way_back)
        if status == 503 and request.method == "GET":
            answer.headers.update(TRY_AGAIN)
        return answer

    for kind in (HTTPException, DeskError, RequestValidationError):
        app.add_exception_handler(kind, refused)
    app.add_exception_handler(Exception, broken)


def _reason(error: Exception) -> str:
    if isinstance(error, StoreError):
        return "error_store"
    status = _status(error)
    return REASONS.get(status, "error_refused" if status < 500 else "error_broken")


def _status(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.status_code
    if isinstance(error, DeskError):
        return desk_status(error)
    return 422 if isinstance(error, RequestValidationError) else 500
