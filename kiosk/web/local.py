"""Who asks from the robot itself, and how its screen is answered."""

from ipaddress import ip_address

from fastapi import HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from starlette.requests import HTTPConnection

from kiosk.web.context import WebContext
from kiosk.web.forms import is_pushed


def is_this_machine(request: HTTPConnection) -> bool:
    """True for a browser or program on the robot's own machine; a request without an address is one."""
    if request.client is None:
        return True
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def answer(request: Request, status: int) -> Response:
    """The script needs the status only, the new screen is pushed; without it the page is loaded again."""
    return Response(status_code=status) if is_pushed(request) else RedirectResponse("/", 303)


def only_here(request: Request, context: WebContext) -> None:
    """HTTP 403 for other machines: nobody drives the robot's screen from a phone in the hall."""
    if not (context.screen_from_anywhere or is_this_machine(request)):
        raise HTTPException(403, "this screen is used at the robot only")
