"""Who may do a staff step: a bearer token or the counter page's session cookie."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from kiosk.desk.staff import StaffDoor
from kiosk.web.session import SESSION_COOKIE

TOKEN = HTTPBearer(scheme_name="token", description="Made by `kiosk staff token LABEL`.", auto_error=False)
SESSION = APIKeyCookie(
    scheme_name="session", name=SESSION_COOKIE, description="The counter page's login.", auto_error=False
)

Token = Annotated[HTTPAuthorizationCredentials | None, Depends(TOKEN)]
Session = Annotated[str | None, Depends(SESSION)]


def staff_member(door: StaffDoor) -> Callable[[Token, Session], Awaitable[str]]:
    """A dependency that names the staff member or answers 401."""

    async def who(token: Token, session: Session) -> str:
        name = await door.token(token.credentials.strip()) if token else await door.session(session or "")
        if name is None:
            raise HTTPException(401, "staff login or token needed", {"WWW-Authenticate": "Bearer"})
        return name

    return who
