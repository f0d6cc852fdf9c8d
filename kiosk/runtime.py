"""A robot with its pages served, from start to stop."""

import socket
from collections.abc import Callable
from pathlib import Path

from kiosk.build import robot
from kiosk.config.schema import Config
from kiosk.serving import Server, address
from kiosk.web.api import routers
from kiosk.web.app import create_app
from kiosk.web.context import WebContext

Ready = Callable[[WebContext], None]


async def serve(config: Config, data: Path, listener: socket.socket, on_ready: Ready) -> None:
    """Run until a signal asks for the end; `on_ready` is called once when requests are answered."""
    async with robot(config, data, address(listener)) as context:
        app = create_app(context, routers(context))
        await Server(app, context.streams.close, lambda: on_ready(context)).serve([listener])
