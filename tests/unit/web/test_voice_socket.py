"""The voice's socket over a real server and a real client; visit, doors and pages are the real ones."""

import asyncio
import json
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import fields, replace
from typing import get_args

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from drivers.interfaces import Sound
from kiosk.web import page_voice
from kiosk.web.app import create_app
from kiosk.web.page_voice import LONGEST_PCM_BYTES, LONGEST_TEXT, Outbox
from kiosk.web.pages import STATIC
from kiosk.web.voice_messages import MicrophoneNews, PageMessage
from kiosk.web.voice_socket import DEAF, TAKEN_OVER
from state_machines.voice_state import VoiceState
from tests.unit.web.fake_voice import FakeVoice, ServedVoice, give_voice
from tests.unit.web.fakes import Rooms

FRAME = bytes(1024)


@pytest.fixture(scope="module")
def server() -> Iterator[ServedVoice]:
    with ServedVoice() as served:
        yield served


@pytest.fixture
def robot(server: ServedVoice) -> ServedVoice:
    server.fresh()
    return server


class Line:
    """One page's end of the socket."""

    def __init__(self, robot: ServedVoice, query: str = "", **headers: str) -> None:
        url = f"{robot.url.replace('http', 'ws')}/visit/voice{query}"
        self._connecting = connect(url, additional_headers=headers, compression=None)

    def __enter__(self) -> "Line":
        self.socket: ClientConnection = self._connecting.__enter__()
        return self

    def __exit__(self, *why: object) -> None:
        self._connecting.__exit__(*why)

    def say(self, kind: str, **fields: object) -> None:
        self.socket.send(json.dumps({"type": kind, **fields}))

    def news(self, kind: str) -> dict:
        """The next message of `kind`."""
        while True:
            message = self.socket.recv(5)
            if isinstance(message, str) and json.loads(message)["type"] == kind:
                return json.loads(message)

    def close_code(self) -> int:
        with pytest.raises(ConnectionClosed) as end:
            while True:
                self.socket.recv(5)
        return end.value.rcvd.code


@pytest.fixture
def line(robot: ServedVoice) -> Iterator[Line]:
    with Line(robot) as line:
        yield line


def until(robot: ServedVoice, holds: Callable[[FakeVoice], object]) -> None:
    """Wait until it holds of the robot's voice."""
    give_up_at = time.monotonic() + 5
    while not robot.do(lambda rooms: holds(rooms.context.voice)):
        assert time.monotonic() < give_up_at
        time.sleep(0.01)


def play(robot: ServedVoice, sound: Sound, gain: float) -> Future[bool]:
    """Begin to play; the answer comes later."""
    answer: Future[bool] = Future()

    async def begin(rooms: Rooms) -> None:
        playing = asyncio.get_running_loop().create_task(
            rooms.context.doors.mouth.loudspeaker.play(sound, gain)
        )
        playing.add_done_callback(lambda done: answer.set_result(done.result()))

    robot.do(begin)
    return answer


def test_the_page_is_told_what_to_show(robot: ServedVoice, line: Line) -> None:
    first = line.news("state")
    assert first == {
        "type": "state",
        "state": "idle",
        "partial": "",
        "level": 0.0,
        "can_hear": False,
        "can_speak": False,
        "by_page": False,
    }
    robot.do(lambda rooms: rooms.context.voice.be("listening", partial="tôi muốn", level=0.25))
    now = line.news("state")
    assert (now["state"], now["partial"], now["level"]) == ("listening", "tôi muốn", 0.25)


def test_the_page_is_the_robots_ear_while_its_microphone_is_on(robot: ServedVoice, line: Line) -> None:
    line.socket.send(FRAME)
    line.say("microphone", on=True, echo_cancelled=True)
    until(robot, lambda voice: voice.state.can_hear)
    line.socket.send(b"\x01\x02" * 512)
    until(robot, lambda voice: voice.heard == b"\x01\x02" * 512)
    assert robot.do(lambda rooms: (rooms.context.doors.ear.echo_cancelled, rooms.context.doors.ear.by_page))
    line.say("microphone", on=True, echo_cancelled=False)
    until(robot, lambda voice: not robot.rooms.context.doors.ear.echo_cancelled)
    line.say("microphone", on=False, why="ended")
    until(robot, lambda voice: not voice.state.can_hear)
    line.socket.send(FRAME)
    line.say("touch")
    until(robot, lambda voice: voice.asked == ["touched"])
    assert len(robot.do(lambda rooms: bytes(rooms.context.voice.heard))) == 1024


def test_a_sound_goes_to_the_page_and_its_end_comes_back(robot: ServedVoice, line: Line) -> None:
    line.say("loudspeaker", on=True)
    until(robot, lambda voice: voice.state.can_speak)
    answer = play(robot, Sound(22050, b"\x00\x01" * 22050), 0.8)
    header = line.news("play")
    assert header == {"type": "play", "id": 1, "rate_hz": 22050, "gain": pytest.approx(0.64)}
    assert line.socket.recv(5) == b"\x00\x01" * 22050
    line.say("played", id=1, whole=True)
    assert answer.result(5) is True
    answer = play(robot, Sound(16000, bytes(32000)), 1.0)
    line.news("play")
    robot.do(lambda rooms: rooms.context.doors.mouth.loudspeaker.stop())
    line.news("stop")
    assert answer.result(5) is False


def test_a_sound_ends_with_the_page(robot: ServedVoice) -> None:
    with Line(robot) as line:
        line.say("loudspeaker", on=True)
        line.say("microphone", on=True)
        until(robot, lambda voice: voice.state.can_speak and voice.state.can_hear)
        answer = play(robot, Sound(16000, bytes(320000)), 1.0)
        line.news("play")
    assert answer.result(5) is False
    until(robot, lambda voice: not voice.state.can_speak and not voice.state.can_hear)


@pytest.mark.parametrize(
    ("state", "said", "asked"),
    [
        ("idle", {"type": "listen"}, "listen"),
        ("idle", {"type": "listen", "on": False}, None),
        ("listening", {"type": "listen", "on": True}, None),
        ("listening", {"type": "listen", "on": False}, "listen"),
        ("listening", {"type": "finish"}, "finish"),
    ],
)
def test_the_microphones_button_asks_for_changes_only(
    robot: ServedVoice, line: Line, state: str, said: dict, asked: str | None
) -> None:
    robot.do(lambda rooms: rooms.context.voice.be(state))
    line.socket.send(json.dumps(said))
    line.say("touch")
    until(robot, lambda voice: "touched" in voice.asked)
    assert robot.voice.asked == [*([asked] if asked else []), "touched"]


def test_a_newer_page_takes_over(robot: ServedVoice) -> None:
    with Line(robot) as first, Line(robot) as second:
        assert first.close_code() == TAKEN_OVER
        second.say("microphone", on=True)
        until(robot, lambda voice: voice.state.can_hear)
        assert second.news("state")["type"] == "state"
    until(robot, lambda voice: not voice.state.can_hear)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("nonsense", 1007),
        ('{"type": "order"}', 1007),
        ('{"type": "microphone", "on": "yes"}', 1007),
        ('{"type": "microphone", "on": true, "why": "tired"}', 1007),
        ('{"type": "played", "id": 1, "whole": true, "more": 1}', 1007),
        ("[" * LONGEST_TEXT, 1007),
        (json.dumps({"type": "touch", "x": "y" * LONGEST_TEXT}), 1009),
        (bytes(LONGEST_PCM_BYTES + 2), 1009),
        (bytes(641), 1007),
    ],
)
def test_a_page_that_talks_nonsense_is_cut_off(line: Line, said: str | bytes, code: int) -> None:
    line.socket.send(said)
    assert line.close_code() == code


def test_a_page_that_hangs_is_given_up_and_one_that_answers_is_not(
    robot: ServedVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_voice, "PING_S", 0.05)
    monkeypatch.setattr(page_voice, "SILENCE_S", 0.4)
    with Line(robot) as line:
        began = time.monotonic()
        while time.monotonic() < began + 0.8:
            line.news("ping")
            line.say("pong")
        assert line.close_code() == 1001


def test_a_page_of_another_build_loads_itself_again(robot: ServedVoice) -> None:
    with Line(robot, "?build=older") as line:
        assert line.news("reload") == {"type": "reload"}
        assert line.close_code() == 1001


def test_the_end_of_the_server_ends_the_line(robot: ServedVoice, line: Line) -> None:
    line.news("state")
    robot.do(lambda rooms: rooms.context.streams.close())
    assert line.close_code() == 1001


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_no_other_site_opens_the_line(robot: ServedVoice, headers: dict[str, str]) -> None:
    with pytest.raises(InvalidStatus) as refusal, Line(robot, **headers):
        pass
    assert refusal.value.response.status_code == 403


def test_our_own_page_opens_the_line(robot: ServedVoice) -> None:
    with Line(robot, Origin=robot.url) as line:
        assert line.news("state")


@pytest.mark.parametrize(
    ("far", "host", "allowed"),
    [
        ("127.0.0.1", "kiosk.test", True),
        ("192.0.2.77", "kiosk.test", False),
        ("127.0.0.1", "evil.example", False),
    ],
)
async def test_the_line_is_for_the_robots_own_browser_and_name_only(
    rooms: Rooms, far: str, host: str, allowed: bool
) -> None:
    give_voice(rooms)
    answers = await asked(rooms, far, host)
    assert answers[0]["type"] == ("websocket.accept" if allowed else "websocket.close")


async def test_a_robot_without_a_voice_has_no_line(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    assert (await asked(rooms, "127.0.0.1"))[0]["type"] == "websocket.close"
    page = (await browser.get("/")).text
    assert "data-voice" not in page and "microphone" not in page.replace("i-microphone", "")


async def asked(rooms: Rooms, far: str, host: str = "kiosk.test") -> list[dict]:
    """What a browser at `far` is answered, which leaves at once."""
    answers: list[dict] = []
    coming = [{"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1001}]

    async def receive() -> dict:
        return coming.pop(0)

    async def send(message: dict) -> None:
        answers.append(message)

    scope = {
        "type": "websocket",
        "path": "/visit/voice",
        "raw_path": b"/visit/voice",
        "query_string": b"",
        "headers": [(b"host", host.encode())],
        "client": (far, 4000),
        "subprotocols": [],
        "scheme": "ws",
        "server": ("kiosk.test", 80),
    }
    await create_app(rooms.context)(scope, receive, send)
    return answers


def test_the_page_and_the_server_speak_of_the_same_things() -> None:
    scripts = {path.stem: path.read_text() for path in (STATIC / "js").glob("voice*.js")}
    said = {kind for text in scripts.values() for kind in re.findall(r'{ type: "(\w+)"', text)}
    kinds = {kind for message in get_args(PageMessage) for kind in literals(message, "type")}
    assert said == kinds
    microphone = scripts["voice_microphone"]
    states = {
        *re.findall(r'become\("(\w+)"\)', microphone),
        *re.findall(r'Error: "(\w+)"', microphone),
        "busy",
    }
    assert states - {"on"} == literals(MicrophoneNews, "why") - {""} and set(DEAF) < states
    shown = set(re.findall(r"state\.(\w+)", scripts["voice_shown"])) - {"state"}
    assert shown <= {field.name for field in fields(VoiceState)}


def literals(message: type, name: str) -> set[str]:
    return set(get_args(message.model_fields[name].annotation))


@pytest.mark.parametrize("why", ["denied", "busy", "ended", "missing", ""])
def test_staff_are_told_why_nobody_is_heard(robot: ServedVoice, why: str) -> None:
    with Line(robot) as line:
        line.say("microphone", on=False, why=why)
        line.say("touch")
        until(robot, lambda voice: voice.asked)
        told = [trouble.fault.code for trouble in robot.rooms.troubles.current()]
        assert told == ([f"voice_fault_{why}"] if why in DEAF else [])
        text = robot.do(lambda rooms: [rooms.context.responses.text("vi", code) for code in told])
        assert len(text) == len(told)
    until(robot, lambda _: not robot.rooms.troubles.current())


async def test_only_the_newest_of_each_kind_is_sent_and_sound_first() -> None:
    outbox = Outbox()
    for number in range(1000):
        outbox.put("state", str(number))
        outbox.put("sound", "play", b"pcm")
    outbox.put("sound", "stop")
    assert await outbox.take() == ["stop", "999"]
    outbox.put("ping", "ping")
    assert await outbox.take() == ["ping"]


async def test_the_microphone_is_for_the_citizens_page_only(browser: httpx.AsyncClient) -> None:
    for path, policy in (
        ("/", "microphone=(self)"),
        ("/board", "microphone=()"),
        ("/counter", "microphone=()"),
    ):
        headers = (await browser.get(path)).headers
        assert policy in headers["permissions-policy"] and "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize("event", ["repeat", "read", "slower", "louder", "quieter", "sound", "keypad"])
async def test_the_visit_takes_what_the_voices_buttons_post(
    rooms: Rooms, browser: httpx.AsyncClient, event: str
) -> None:
    await rooms.visit.post("touch")
    before = rooms.visit.screen
    answer = await browser.post(f"/visit/{event}", data={"visit": "1"}, headers={"x-pushed": "1"})
    assert answer.status_code == 204 and rooms.visit.screen != before


async def test_the_buttons_stand_on_the_screens_they_are_for(rooms: Rooms) -> None:
    give_voice(rooms)
    transport = httpx.ASGITransport(create_app(rooms.context))
    async with httpx.AsyncClient(transport=transport, base_url="http://kiosk.test") as browser:
        attract = (await browser.get("/")).text
        assert 'id="microphone"' in attract and "/visit/repeat" not in attract
        await rooms.come_to("answer", "vi", "normal", False)
        answer = (await browser.get("/")).text
        assert "/visit/repeat" in answer and "/visit/read" in answer and "Tắt tiếng" in answer
        await rooms.visit.post("sound")
        assert "Bật tiếng" in (await browser.get("/")).text
        await rooms.visit.post("restart")
        rooms.visit.set_open(False)
        assert 'id="microphone"' not in (await browser.get("/")).text


async def test_without_doors_the_page_only_shows(rooms: Rooms) -> None:
    give_voice(rooms)
    rooms.context = replace(rooms.context, doors=None)
    transport = httpx.ASGITransport(create_app(rooms.context))
    async with httpx.AsyncClient(transport=transport, base_url="http://kiosk.test") as browser:
        page = (await browser.get("/")).text
    assert " data-voice>" in page and "data-doors" not in page
