"""What is said on the voice's socket: typed values to and from `static/js/voice_*.js`."""

import json
from dataclasses import asdict
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from state_machines.voice_state import VoiceState


class BadMessage(Exception):
    """The page said something that means nothing; the message says what."""


class FromPage(BaseModel):
    """Base of the page's messages: unknown fields are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class MicrophoneNews(FromPage):
    """The page's microphone is open, or not, and why not."""

    type: Literal["microphone"]
    on: bool
    echo_cancelled: bool = False
    why: Literal["", "denied", "missing", "busy", "ended"] = ""


class LoudspeakerNews(FromPage):
    """The browser lets the page be heard, or not (before the first touch)."""

    type: Literal["loudspeaker"]
    on: bool


class Played(FromPage):
    """A sound has ended: to its end, or stopped before."""

    type: Literal["played"]
    id: int
    whole: bool


class Listen(FromPage):
    """The microphone's button: listen now, or listen no longer."""

    type: Literal["listen"]
    on: bool = True


class Plain(FromPage):
    """“That was all”; the screen was touched or a key pressed; the answer to `ping`."""

    type: Literal["finish", "touch", "pong"]


PageMessage = MicrophoneNews | LoudspeakerNews | Played | Listen | Plain

_PAGE_MESSAGE: TypeAdapter[PageMessage] = TypeAdapter(Annotated[PageMessage, Field(discriminator="type")])


def page_message(text: str) -> PageMessage:
    """What the page said. Raises `BadMessage`."""
    try:
        return _PAGE_MESSAGE.validate_json(text)
    except ValidationError as error:
        raise BadMessage(error.errors()[0]["msg"]) from error


def state(voice: VoiceState) -> str:
    """What the page is to show of hearing and speaking."""
    return _packed("state", **asdict(voice))


def play(id_: int, rate_hz: int, gain: float) -> str:
    """Play the samples in the binary message behind this one, in place of what is playing."""
    return _packed("play", id=id_, rate_hz=rate_hz, gain=gain)


def plain(kind: Literal["stop", "ping", "reload"]) -> str:
    """Be silent; give a sign of life; load the page again, its scripts are another build's."""
    return _packed(kind)


def _packed(kind: str, **fields: object) -> str:
    return json.dumps({"type": kind, **fields}, ensure_ascii=False)
