"""Serving the pages: the listening socket, the server, a clean end."""

import asyncio
import errno
import socket
from collections.abc import Callable
from ipaddress import ip_address
from types import FrameType

import uvicorn
from fastapi import FastAPI

BACKLOG = 2048
WS_MOST_BYTES = 64 * 1024  # a page sends a tenth of a second of sound at once
CHECK_HOST = "check `listen` in site.yaml"
ADVICE = {
    errno.EADDRINUSE: "stop the other program or choose another --port",
    errno.EACCES: "choose a --port above 1023",
}


class CannotListen(Exception):
    """The address cannot be listened on; the message says what to do."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on `host:port` (port 0: any free one); who connects now is answered later."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # with its protocol named, asyncio turns Nagle off: an answer would wait 40 ms otherwise
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotListen(
            f"cannot listen on {host}:{port}: {error.strerror}; {ADVICE.get(error.errno or 0, CHECK_HOST)}"
        ) from error
    return listener


def address(listener: socket.socket) -> str:
    """The `http://…` address people can open."""
    host, port = listener.getsockname()[:2]
    if ip_address(host).is_unspecified:
        host = own_address(listener.family)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def own_address(family: socket.AddressFamily) -> str:
    """The machine's address on its network, the loopback address where it has none; nothing is sent."""
    far, loopback = ("2001:db8::1", "::1") if family == socket.AF_INET6 else ("192.0.2.1", "127.0.0.1")
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((far, 9))
        except OSError:
            return loopback
        return str(probe.getsockname()[0])


class Server(uvicorn.Server):
    """Tells the event streams to end as soon as a stop is asked for, so that a stop is quick."""

    def __init__(self, app: FastAPI, on_stop: Callable[[], None], on_started: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                date_header=False,
                timeout_graceful_shutdown=3,
                ws_per_message_deflate=False,  # samples do not get smaller, and it is done on the event loop
                ws_max_size=WS_MOST_BYTES,
            )
        )
        self._on_stop = on_stop
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        self._on_started()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal asked for the end; it is not raised again afterwards, so that the caller can tidy up."""
        self.should_exit = True
        asyncio.get_running_loop().call_soon_threadsafe(self._on_stop)
