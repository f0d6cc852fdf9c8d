"""A robot's voice that is moved by hand, on the real doors."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.web.app import create_app
from kiosk.web.context import WebContext
from state_machines.doors import Doors
from state_machines.voice_state import VoiceState
from tests.unit.web.fakes import Rooms
from tests.unit.web.serve import ServedRooms


class FakeVoice:
    """Shows what it is told to; knows what was asked of it, and what it has heard."""

    def __init__(self, doors: Doors) -> None:
        self.state = VoiceState()
        self.asked: list[str] = []
        self.heard = bytearray()
        self._listeners: list[Callable[[VoiceState], None]] = []
        self._doors = doors
        doors.on_audio(self.heard.extend)
        doors.on_change(self._look)

    def on_state(self, listener: Callable[[VoiceState], None]) -> None:
        self._listeners.append(listener)

    def be(self, state: str = "idle", **more: object) -> None:
        """Show `state` from now on."""
        self.state = replace(self.state, state=state, **{"partial": "", "level": 0.0, **more})
        for listener in self._listeners:
            listener(self.state)

    def touched(self) -> None:
        self.asked.append("touched")

    def listen_now(self) -> None:
        self.asked.append("listen")

    def finish(self) -> None:
        self.asked.append("finish")

    def _look(self) -> None:
        ear, mouth = self._doors.ear, self._doors.mouth
        self.be(self.state.state, can_hear=ear is not None, can_speak=mouth is not None)


def give_voice(rooms: Rooms) -> FakeVoice:
    """`rooms` whose page hears and speaks."""
    doors = Doors()
    voice = FakeVoice(doors)
    rooms.context = replace(rooms.context, voice=voice, doors=doors)
    return voice


class ServedVoice(ServedRooms):
    """The pages of a robot with a voice."""

    @property
    def voice(self) -> FakeVoice:
        return self.rooms.context.voice

    def _make(self, *how: object) -> None:
        super()._make(*how)
        give_voice(self.rooms)
        self.serve(self.rooms.context)

    def serve(self, context: WebContext) -> None:
        """Show these rooms from now on."""
        self.rooms.context = context
        self._app = create_app(context)
