"""One page on the voice's line: what it hears and plays, what it is told, and when it is given up."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Literal

from starlette.websockets import WebSocket, WebSocketDisconnect

from drivers.interfaces import Sound
from drivers.sound.gain import amplitude
from kiosk.web import voice_messages as messages
from kiosk.web.page_sound import PageLoudspeaker, PageMicrophone
from kiosk.web.sse import Streams, first_of
from kiosk.web.voice_messages import BadMessage, PageMessage
from state_machines.doors import Door, Doors
from state_machines.voice_runner import VoiceRunner
from state_machines.voice_state import VoiceState

log = logging.getLogger(__name__)

PING_S = 4.0
SILENCE_S = 10.0  # without a word from the page: it hangs
LONGEST_TEXT = 1024  # characters
LONGEST_PCM_BYTES = 6400  # 200 ms: twice what a page sends at once

GOING_AWAY, BAD_DATA, TOO_BIG = 1001, 1007, 1009  # RFC 6455, 7.4.1


class Outbox:
    """What is still to be sent to one page: the newest of each kind, so that a slow page makes no queue."""

    def __init__(self) -> None:
        self._newest: dict[str, tuple[str | bytes, ...]] = {}
        self._filled = asyncio.Event()

    def put(self, kind: str, *frames: str | bytes) -> None:
        """Send `frames` in place of those of the same kind that have not left yet."""
        self._newest[kind] = frames
        self._filled.set()

    async def take(self) -> list[str | bytes]:
        """Everything that waits, the sound first."""
        await self._filled.wait()
        self._filled.clear()
        newest, self._newest = self._newest, {}
        return [frame for kind in sorted(newest, key=lambda kind: kind != "sound") for frame in newest[kind]]


class PageVoice:
    """One page on the line: its microphone and loudspeaker are doors of the robot for so long."""

    def __init__(
        self, socket: WebSocket, voice: VoiceRunner, doors: Doors | None, deaf: Callable[[str], None]
    ) -> None:
        self._socket = socket
        self._voice = voice
        self._doors = doors
        self._deaf = deaf  # told why the page has no microphone, with "" when all is well
        self._outbox = Outbox()
        self._left: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._heard_at = 0.0
        self._microphone = PageMicrophone()
        self._loudspeaker = PageLoudspeaker(self._play, partial(self._say, "stop"))
        self._mouth = Door(loudspeaker=self._loudspeaker, by_page=True)
        self._ear: Door | None = None

    async def run(self, streams: Streams) -> int:
        """Serve the page until it leaves, is told to leave, or hangs; the code to close with."""
        self._open(self._mouth)
        self._heard_at = asyncio.get_running_loop().time()
        self.show(self._voice.state)
        try:
            with suppress(WebSocketDisconnect):
                await first_of(
                    self._read(), self._write(), self._watch(), self._until_left(), streams.closing()
                )
        finally:
            self._loudspeaker.turn(False)
            self._close(self._mouth)
            self._close(self._ear)
            self._deaf("")
        return self._left.result() if self._left.done() else GOING_AWAY

    def leave(self, code: int) -> None:
        """End the line; the first reason counts."""
        if not self._left.done():
            self._left.set_result(code)

    def show(self, state: VoiceState) -> None:
        """Tell the page what it is to show."""
        self._outbox.put("state", messages.state(state))

    async def _until_left(self) -> None:
        await asyncio.shield(self._left)

    async def _read(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            self._heard_at = loop.time()
            pcm = message.get("bytes")
            if pcm is not None:
                self._hear(pcm)
            else:
                self._take(message["text"])

    async def _write(self) -> None:
        while True:
            for frame in await self._outbox.take():
                if isinstance(frame, str):
                    await self._socket.send_text(frame)
                else:
                    await self._socket.send_bytes(frame)

    async def _watch(self) -> None:
        """A page that answers no ping hangs, and the robot's own devices take over."""
        loop = asyncio.get_running_loop()
        while loop.time() - self._heard_at < SILENCE_S:
            await asyncio.sleep(PING_S)
            self._say("ping")
        log.warning("the citizen's page does not answer on the voice's socket")

    def _hear(self, pcm: bytes) -> None:
        if len(pcm) > LONGEST_PCM_BYTES:
            self.leave(TOO_BIG)
        elif len(pcm) % 2:
            self.leave(BAD_DATA)
        elif self._ear is not None:
            self._microphone.heard(pcm)

    def _take(self, text: str) -> None:
        if len(text) > LONGEST_TEXT:
            self.leave(TOO_BIG)
            return
        try:
            self._obey(messages.page_message(text))
        except BadMessage as error:
            log.warning("not understood on the voice's socket: %s", error)
            self.leave(BAD_DATA)

    def _obey(self, message: PageMessage) -> None:
        match message:
            case messages.MicrophoneNews():
                self._microphone_is(message)
            case messages.LoudspeakerNews():
                self._loudspeaker.turn(message.on)
            case messages.Played():
                self._loudspeaker.played(message.id, message.whole)
            case messages.Listen():
                self._listen(message.on)
            case messages.Plain(type="finish"):
                self._voice.finish()
            case messages.Plain(type="touch"):
                self._voice.touched()

    def _microphone_is(self, news: messages.MicrophoneNews) -> None:
        """Another microphone from now on, or none: whether it cancels the echo is a trait of its door."""
        self._close(self._ear)
        self._ear = None
        self._deaf(news.why)
        if news.on:
            self._microphone = PageMicrophone()
            self._ear = Door(microphone=self._microphone, echo_cancelled=news.echo_cancelled, by_page=True)
            self._open(self._ear)

    def _listen(self, on: bool) -> None:
        """The button shows what was so a moment ago: only a real change is asked for."""
        if on != (self._voice.state.state == "listening"):
            self._voice.listen_now()

    def _open(self, door: Door) -> None:
        if self._doors is not None:
            self._doors.open(door)

    def _close(self, door: Door | None) -> None:
        if self._doors is not None and door is not None:
            self._doors.close(door)

    def _play(self, id_: int, sound: Sound, gain: float) -> None:
        self._outbox.put("sound", messages.play(id_, sound.rate_hz, amplitude(gain)), sound.pcm)

    def _say(self, what: Literal["stop", "ping"]) -> None:
        self._outbox.put("sound" if what == "stop" else what, messages.plain(what))
