"""A robot with its pages served, from start to stop."""

import socket
from collections.abc import Callable
from pathlib import Path

from kiosk.build import World, robot
from kiosk.config.schema import Config
from kiosk.serving import Server, address
from kiosk.watchdog.manager import ServiceManager
from kiosk.watchdog.vitals import Vitals
from kiosk.web.api import routers
from kiosk.web.app import create_app
from kiosk.web.context import WebContext

Ready = Callable[[WebContext], None]


async def serve(
    config: Config, data: Path, listener: socket.socket, on_ready: Ready, manager: ServiceManager
) -> None:
    """Run until a signal asks for the end; `on_ready` is called once when requests are answered."""
    vitals = Vitals(manager)
    world = World(open_store=vitals.store.open, new_crew=vitals.new_crew, edits=True)
    async with robot(config, data, address(listener), world) as context:

        def ready() -> None:
            manager.ready()
            on_ready(context)

        app = create_app(context, routers(context))
        with vitals.watch(data, context.troubles):
            await Server(app, context.streams.close, ready).serve([listener])
