"""What others need from the dialogs."""

from collections.abc import Mapping
from typing import Protocol

from dialogs.flows.state import Action, Choice, Conversation, Say, Turn, UnknownChoice

__all__ = ["Action", "Choice", "Conversation", "Responses", "Say", "Talks", "Turn", "UnknownChoice"]


class Responses(Protocol):
    """Every text the robot shows or says."""

    def text(self, language: str, key: str, **slots: object) -> str:
        """The text of `key` with its slots filled, Vietnamese for want of another. Raises `UnknownText`."""


class Talks(Protocol):
    """The flows at work (dialogs.flows.talk.Talk): every input gives a new conversation with its turn."""

    def begin(self, language: str, values: Mapping[str, str] | None = None) -> Conversation:
        """Somebody has come."""

    def chose(self, now: Conversation, value: str) -> Conversation:
        """A choice is touched. Raises `UnknownChoice`."""

    def said(self, now: Conversation, text: str) -> Conversation:
        """A sentence is spoken or typed."""

    def asked(self, now: Conversation, procedure: str, topic: str = "") -> Conversation:
        """A procedure is picked from what a search has found."""

    def silent(self, now: Conversation) -> Conversation:
        """Nothing was said or touched for a while."""

    def done(self, now: Conversation, outcome: str, values: Mapping[str, str] | None = None) -> Conversation:
        """The action of the turn has ended."""

    def back(self, now: Conversation) -> Conversation:
        """One question back; before the first one the conversation is over."""

    def in_language(self, now: Conversation, language: str) -> Conversation:
        """Go on in another language."""
