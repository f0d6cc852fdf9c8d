"""`/visit/voice`: the line to the citizen's page on which sound goes both ways, and what is shown of it."""

import logging
from contextlib import suppress

from fastapi import APIRouter
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from drivers.status import Action, Fault
from kiosk.web import voice_messages as messages
from kiosk.web.context import WebContext
from kiosk.web.local import is_this_machine
from kiosk.web.page_voice import GOING_AWAY, PageVoice
from kiosk.web.pages import Pages
from state_machines.voice_state import VoiceState

log = logging.getLogger(__name__)

MICROPHONE = "page_microphone"
DEAF = {  # why the page has no microphone; that there never was one is no fault
    "denied": Fault("voice_fault_denied", Action.CONFIGURATION),
    "busy": Fault("voice_fault_busy", Action.CLEAR),
    "ended": Fault("voice_fault_ended", Action.CLEAR),
}
NOT_HERE = 1008  # RFC 6455, 7.4.1: refused; before the line is open it becomes HTTP 403
TAKEN_OVER = 4001  # another page is the robot's now; this one waits for a touch


class OnePage:
    """The page that is on the line; a newer one takes over."""

    def __init__(self) -> None:
        self._now: PageVoice | None = None

    def take(self, page: PageVoice) -> None:
        """`page` is the one from now on."""
        if self._now is not None:
            self._now.leave(TAKEN_OVER)
        self._now = page

    def drop(self, page: PageVoice) -> None:
        """`page` has left."""
        if self._now is page:
            self._now = None

    def show(self, state: VoiceState) -> None:
        """Tell the page, if there is one."""
        if self._now is not None:
            self._now.show(state)


def router(context: WebContext, pages: Pages) -> APIRouter:
    """The socket of the citizen's page; nothing is served where the robot has no voice."""
    routes = APIRouter(include_in_schema=False)
    voice = context.voice
    if voice is None:
        return routes
    line = OnePage()

    def deaf(why: str) -> None:
        if why:
            log.info("the citizen's page has no microphone: %s", why)
        needed = context.doors is not None and context.doors.ear is None
        context.troubles.report(MICROPHONE, [DEAF[why]] if needed and why in DEAF else [])

    voice.on_state(line.show)

    @routes.websocket("/visit/voice")
    async def speak(socket: WebSocket) -> None:
        if not (context.screen_from_anywhere or is_this_machine(socket)):
            await socket.close(NOT_HERE)
            return
        await socket.accept()
        if socket.query_params.get("build", pages.build) != pages.build:
            await socket.send_text(messages.plain("reload"))
            await socket.close(GOING_AWAY)
            return
        page = PageVoice(socket, voice, context.doors, deaf)
        line.take(page)
        try:
            code = await page.run(context.streams)
        finally:
            line.drop(page)
        if socket.client_state is WebSocketState.CONNECTED:
            with suppress(WebSocketDisconnect):
                await socket.close(code)

    return routes
