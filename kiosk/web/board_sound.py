"""What a board needs to make calls heard: the news on its stream, the sounds behind their URLs."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from pydantic import BaseModel

from kiosk.announcing.announcer import Announcer
from kiosk.announcing.recent import Announcement, News
from kiosk.web.sse import HEARTBEAT_S, Feed, Signal, Write, message

PATH = "/announcements"  # below /board


class Announce(BaseModel):
    """Event `announce`: play what is at `url` when its turn comes."""

    order: int
    id: str
    url: str
    number: str
    counter: str


class Withdraw(BaseModel):
    """Event `withdraw`: the call of announcement `id` was taken back."""

    order: int
    id: str


def router(announcer: Announcer) -> APIRouter:
    """The sounds; nothing personal is in them, so whoever may see the board may hear it."""
    routes = APIRouter(prefix=PATH, include_in_schema=False)

    @routes.get("/chime.wav")
    async def chime() -> Response:
        return _wav(announcer.chime)

    @routes.get("/{announcement_id}.wav")
    async def sound(announcement_id: str) -> Response:
        wav = announcer.wav(announcement_id)
        if wav is None:
            raise HTTPException(404, "this call is over")
        return _wav(wav)

    return routes


def since(request: Request, announcer: Announcer) -> int:
    """The last announcement the page knows of, as its URL says; the newest one where that cannot be."""
    value = request.query_params.get("since", "")
    known = int(value) if value.isascii() and value.isdigit() and len(value) < 20 else announcer.latest
    return min(known, announcer.latest)


def announced(announcer: Announcer, news: Signal, known: int) -> Feed:
    """A feed of what is announced after `known`; `news` fires when there is more."""

    async def feed(write: Write) -> None:
        told = known
        with news.watch() as watch:
            while True:
                for each in announcer.after(told):
                    told = each.order
                    await write(_message(each))
                await watch.changed(HEARTBEAT_S)

    return feed


def _message(news: News) -> str:
    if isinstance(news, Announcement):
        number, counter, url = news.call.number, news.call.counter, f"/board{PATH}/{news.id}.wav"
        told = Announce(order=news.order, id=news.id, url=url, number=number, counter=counter)
        return message("announce", told.model_dump_json())
    return message("withdraw", Withdraw(order=news.order, id=news.id).model_dump_json())


def _wav(wav: bytes) -> Response:
    return Response(wav, media_type="audio/wav")
