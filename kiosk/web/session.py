"""The cookies of the pages: who is at the counter, and in which language."""

from fastapi import Request, Response

from kiosk.desk.staff import StaffDoor

SESSION_COOKIE = "staff_session"
LANGUAGE_COOKIE = "language"


def set_cookie(request: Request, response: Response, name: str, value: str, *, script: bool = False) -> None:
    """Keep `value` until the browser closes; never sent along from another site."""
    response.set_cookie(
        name, value, httponly=not script, samesite="strict", secure=request.url.scheme == "https", path="/"
    )


async def staff_name(request: Request, door: StaffDoor) -> str | None:
    """The staff member who is logged in, or None."""
    token = request.cookies.get(SESSION_COOKIE, "")
    return await door.session(token) if token else None


def page_language(request: Request, default: str = "vi") -> str:
    """The language chosen on this browser."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, default)
    return chosen if chosen in ("vi", "en") else default
