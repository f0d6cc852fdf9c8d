"""What every request must show and every answer carries: our own host name, our own pages, strict headers."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.web.api.errors import is_for_programs, problem

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # not `no-referrer`: browsers then send `Origin: null` with our own forms
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()",
}
MORE_POLICY = {  # of single pages
    "/board": "; media-src 'self' blob:",  # it fetches a call whole, before its turn
}
PERMISSIONS = {  # of single pages
    "/": HEADERS["Permissions-Policy"].replace("microphone=()", "microphone=(self)"),
}
MAX_BODY_BYTES = 128 * 1024
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SOCKET = "WEBSOCKET"  # stands for the method of a socket: browsers open one to any site, and read it
REFUSED = 1008  # RFC 6455, 7.4.1; before the socket is open it becomes HTTP 403


def host_name(host: str) -> str:
    """The name in a Host header or an Origin's network location, without port and brackets."""
    return (urlsplit(f"//{host}").hostname or "").lower()


def is_ours(host: str, hosts: frozenset[str]) -> bool:
    """True for our names and for plain addresses, which no foreign name can be made to mean."""
    try:
        name = host_name(host)
    except ValueError:
        return False
    return name in hosts or name == "localhost" or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def comes_from_elsewhere(headers: Headers) -> bool:
    """True when a browser says that another site made this request (CSRF)."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


class Guard:
    """ASGI middleware: the Host check, the CSRF check, the bound of bodies, the security headers."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a good request on; answer a bad one."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope.get("method", SOCKET), Headers(scope=scope))
        if scope["type"] == "websocket":
            await (self._app if refusal is None else _refuse)(scope, receive, send)
            return
        answer = self._app if refusal is None else _answer(refusal, scope["path"])
        receive = receive if scope["method"] in SAFE_METHODS else _bounded(receive)
        await answer(scope, receive, _with_headers(send, scope["path"]))

    def _refusal(self, method: str, headers: Headers) -> HTTPException | None:
        if not is_ours(headers.get("host", ""), self._hosts):
            return HTTPException(421, "This host name is not served here.")
        if method not in SAFE_METHODS and comes_from_elsewhere(headers):
            return HTTPException(403, "This request came from another site.")
        return None


async def _refuse(_scope: Scope, _receive: Receive, send: Send) -> None:
    """The answer to a socket that is not ours."""
    await send({"type": "websocket.close", "code": REFUSED})


def _answer(refusal: HTTPException, path: str) -> Response:
    if is_for_programs(path):
        return problem(refusal)
    return PlainTextResponse(f"{refusal.detail}\n", refusal.status_code)


def _bounded(receive: Receive) -> Receive:
    """HTTP 413 for whoever reads more than `MAX_BODY_BYTES`."""
    received = 0

    async def bounded() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > MAX_BODY_BYTES:
            raise HTTPException(413, f"a body has {MAX_BODY_BYTES} bytes at most")
        return message

    return bounded


def _with_headers(send: Send, path: str) -> Send:
    async def secured(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers["Content-Security-Policy"] += MORE_POLICY.get(path, "")
            headers["Permissions-Policy"] = PERMISSIONS.get(path, HEADERS["Permissions-Policy"])
            headers["Cache-Control"] = "no-cache" if path.startswith("/static/") else "no-store"
        await send(message)

    return secured
