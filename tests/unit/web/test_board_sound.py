"""What the board's page and the server tell each other about sound, held to the same types on both sides."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import pytest

from kiosk.web.app import create_app
from kiosk.web.board_sound import Announce, Withdraw, announced
from kiosk.web.pages import STATIC
from kiosk.web.sse import Signal
from tests.unit.announcing.hall import Hall, frames, pitches
from tests.unit.web.fakes import Rooms

SCRIPT = (STATIC / "js" / "board_sound.js").read_text(encoding="utf-8")
IN_SCRIPT = {int: "number", str: "string"}


class Board:
    """A browser at a board of `hall`."""

    def __init__(self, hall: Hall, http: httpx.AsyncClient) -> None:
        self.hall = hall
        self.http = http

    @asynccontextmanager
    async def stream(self, known: int) -> AsyncIterator[list[tuple[str, dict[str, object]]]]:
        """The events of the stream of a board that knows announcements up to `known`."""
        got: list[tuple[str, dict[str, object]]] = []
        news = Signal()
        self.hall.announcer.on_change(news.fire)

        async def write(text: str) -> None:
            event, data = re.fullmatch(r"event: (\w+)\ndata: (.*)\n\n", text).groups()
            got.append((event, json.loads(data)))

        reading = asyncio.create_task(announced(self.hall.announcer, news, known)(write))
        yield got
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)

    async def call(self, number: str, counter: str = "3") -> None:
        self.hall.desk.tell("called", number, counter)
        await self.hall.announced()


@pytest.fixture
async def board(rooms: Rooms) -> AsyncIterator[Board]:
    async with Hall() as hall:
        app = create_app(replace(rooms.context, announcer=hall.announcer))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://kiosk.test") as http:
            yield Board(hall, http)


async def test_a_board_is_told_of_each_call_where_its_sound_is(board: Board) -> None:
    async with board.stream(board.hall.announcer.latest) as got:
        await board.call("A015")
        await board.call("A016", "1")
    assert [(event, data["number"], data["counter"]) for event, data in got] == [
        ("announce", "A015", "3"),
        ("announce", "A016", "1"),
    ]
    answer = await board.http.get(got[0][1]["url"])
    assert answer.status_code == 200 and answer.headers["content-type"] == "audio/wav"
    assert answer.headers["cache-control"] == "no-store" and pitches(answer.content) == [880, 440]


async def test_a_board_that_joins_hears_no_old_call_and_one_that_comes_back_what_it_missed(
    board: Board,
) -> None:
    before = board.hall.announcer.latest
    await board.call("A015")
    async with board.stream(board.hall.announcer.latest) as joined, board.stream(before) as back:
        await board.call("A016")
    assert [data["number"] for _, data in joined] == ["A016"]
    assert [data["number"] for _, data in back] == ["A015", "A016"]


async def test_a_call_that_is_taken_back_is_withdrawn_and_its_sound_is_gone(board: Board) -> None:
    async with board.stream(board.hall.announcer.latest) as got:
        await board.call("A015")
        board.hall.desk.tell("undone", "A015")
        await board.hall.announced()
    (_, announce), (event, withdraw) = got
    assert event == "withdraw" and withdraw == {"order": announce["order"] + 1, "id": announce["id"]}
    assert (await board.http.get(announce["url"])).status_code == 404


@pytest.mark.parametrize(
    "name", ["x.wav", "%2e%2e.wav", "A015.wav", "a" * 5000 + ".wav", "chime", "chime.mp3"]
)
async def test_other_sounds_are_not_there(board: Board, name: str) -> None:
    assert (await board.http.get(f"/board/announcements/{name}")).status_code == 404


async def test_the_tone_to_try_the_sound_with_is_the_chime(board: Board) -> None:
    assert pitches((await board.http.get("/board/announcements/chime.wav")).content) == [880]


async def test_the_silence_that_asks_the_browser_is_silent(board: Board) -> None:
    answer = await board.http.get("/static/audio/silence.wav")
    _, pcm = frames(answer.content)
    assert pcm and not any(pcm)


@pytest.mark.parametrize("kind", [Announce, Withdraw])
def test_the_script_knows_the_same_messages(kind: type) -> None:
    (fields,) = re.findall(rf"@typedef {{{{(.*?)}}}} {kind.__name__} \*/", SCRIPT)
    wanted = {name: IN_SCRIPT[field.annotation] for name, field in kind.model_fields.items()}
    assert dict(field.split(": ") for field in fields.split(", ")) == wanted


def test_the_script_listens_to_every_event_and_asks_for_files_that_are_there() -> None:
    page = (STATIC / "js" / "board.js").read_text(encoding="utf-8")
    for event in (Announce, Withdraw):
        assert f"{event.__name__.lower()}: (event) =>" in page
    assert (STATIC / "audio" / "silence.wav").is_file() and "/static/audio/silence.wav" in SCRIPT
    assert "/board/announcements/chime.wav" in SCRIPT


async def test_the_page_knows_which_calls_were_heard_before_it(board: Board) -> None:
    await board.call("A015")
    page = (await board.http.get("/board")).text
    assert f'data-stream="/board/stream?since={board.hall.announcer.latest}"' in page
    assert '<button id="sound"' in page and "Bật tiếng" in page and "Turn on the sound" in page


@pytest.mark.parametrize(
    ("asked", "known"),
    [("17", 17), *((wrong, None) for wrong in ("", "-1", "x", "٣", "9" * 15, "9" * 30))],
)
async def test_after_a_reload_the_page_says_what_was_heard(
    board: Board, asked: str, known: int | None
) -> None:
    page = (await board.http.get("/board", params={"since": asked})).text
    assert f"/board/stream?since={board.hall.announcer.latest if known is None else known}" in page


async def test_only_the_board_may_play_sounds_and_only_ours(board: Board, browser: httpx.AsyncClient) -> None:
    policy = (await board.http.get("/board")).headers["content-security-policy"]
    assert "; media-src 'self' blob:" in policy and "default-src 'none'" in policy
    for path in ("/", "/counter", "/board/announcements/chime.wav", "/nothing"):
        assert "media-src" not in (await board.http.get(path)).headers["content-security-policy"]


async def test_a_silent_board_has_neither_button_nor_sounds(browser: httpx.AsyncClient) -> None:
    page = (await browser.get("/board")).text
    assert 'id="sound"' not in page and 'data-stream="/board/stream"' in page
    assert (await browser.get("/board/announcements/chime.wav")).status_code == 404
