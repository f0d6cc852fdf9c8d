"""The pages on fakes, served for a real browser: a robot on a thread and an event loop of its own."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from typing import TypeVar

import uvicorn

from kiosk.config.schema import Config
from kiosk.web.app import create_app
from state_machines.visit_runner import VisitOptions
from tests.unit.web.fakes import Rooms

T = TypeVar("T")


class ServedRooms:
    """`rooms` may be touched through `do` only: it lives on the server's event loop."""

    def __init__(self, options: VisitOptions | None = None, port: int = 0) -> None:
        self._options = options
        self._listener = socket.create_server(("127.0.0.1", port))
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="pages")
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.rooms: Rooms

    def __enter__(self) -> "ServedRooms":
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_why: object) -> None:
        self._loop.call_soon_threadsafe(self._stop)
        self._thread.join(10)
        self._listener.close()

    def do(self, work: Callable[[Rooms], Awaitable[T] | T]) -> T:
        """Run `work` on the server's loop and wait for it."""

        async def run() -> T:
            answer = work(self.rooms)
            return await answer if isinstance(answer, Awaitable) else answer

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(10)

    def fresh(self, config: Config | None = None, *, training: bool = False) -> None:
        """A new robot behind the same address."""
        self.do(lambda rooms: self._renew(config, training))

    async def _renew(self, config: Config | None, training: bool) -> None:
        await self.rooms.close()
        self.rooms.context.streams.close()
        self._make(config, training)

    def _make(self, config: Config | None = None, training: bool = False) -> None:
        self.rooms = Rooms(config, self._options, training=training)
        self._app = create_app(self.rooms.context)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._make()

        async def current(scope: dict, receive: Callable, send: Callable) -> None:
            await self._app(scope, receive, send)

        config = uvicorn.Config(current, log_config=None, lifespan="off", timeout_graceful_shutdown=2)
        self._server = uvicorn.Server(config)
        self._server.install_signal_handlers = lambda: None
        self._loop.call_soon(self._ready.set)
        await self._server.serve(sockets=[self._listener])
        await self.rooms.close()

    def _stop(self) -> None:
        self.rooms.context.streams.close()
        self._server.should_exit = True
