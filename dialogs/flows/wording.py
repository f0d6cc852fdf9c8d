"""A turn in the words of a language."""

from collections.abc import Mapping
from typing import Protocol

from dialogs.flows.interfaces import Lists
from dialogs.flows.state import Choice, Say
from dialogs.flows.vocabulary import ASK_WHICH
from dialogs.interfaces import Responses
from dialogs.understood import Candidate, Understood

_COMMANDS = {
    "tell_opening_hours": "opening_hours",
    "tell_queue": "queue_status",
    "tell_where": "where_is",
    "tell_card_purpose": "card_purpose",
}


def meant_by(say: Say) -> Understood:
    """What a text of data (`Say.told`) answers, for those who word it (dialogs.advice.Advice)."""
    if say.key == ASK_WHICH:
        ids = say.slots.get("candidates", "").split()
        return Understood("clarify", candidates=tuple(Candidate(id_, 1.0) for id_ in ids))
    if say.key in _COMMANDS:
        return Understood("command", _COMMANDS[say.key], slots=say.slots)
    return Understood("procedure", say.slots.get("procedure", ""), say.slots.get("topic", ""))


class Labels(Protocol):
    """What stands on the choices."""

    def label(self, choice: Choice, language: str) -> str:
        """The words of `choice`."""


class Wording:
    """The words of texts and choices; what data tells (`Say.told`) is worded by others."""

    def __init__(self, responses: Responses, lists: Lists) -> None:
        self._responses = responses
        self._lists = lists

    def label(self, choice: Choice, language: str) -> str:
        """The words of `choice`."""
        if choice.say:
            return self._responses.text(language, choice.say)
        if choice.slot == "topic":
            return self._responses.text(language, f"choice_{choice.value}")
        return self._lists.name(choice.slot, choice.value, language)

    def text(self, say: Say, language: str, also: Mapping[str, str] | None = None) -> str:
        """The words of a text; ids in its slots become names. Raises `UnknownText`."""
        named = {slot: self._lists.name(slot, value, language) for slot, value in say.slots.items()}
        return self._responses.text(language, say.key, **{**named, **(also or {})})
