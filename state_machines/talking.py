"""The conversation within a visit: what it makes of an event, and how long it waits for an answer."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogs.interfaces import Action, Conversation, Talks, UnknownChoice
from state_machines.screen import Screen
from state_machines.visit import QUIET

Form = Mapping[str, str]
STOP = "stop_moving"
TALKING = "talking"
ENDED = ("ticket", "trouble")  # the conversation is over, and the citizen still there
IN_PASSING = {  # commands that need no conversation, as events of the page
    "repeat": "repeat",
    "slower": "slower",
    "louder": "louder",
    "call_staff": "call_staff",
    STOP: STOP,
}
FAREWELLS = frozenset({"thanks", "no", "yes", "cancel"})
SILENCES = 3  # so often a question is put again before the screen asks whether anybody is there


class Talking:
    """Leads the conversation of a screen; `talks` gives the flows in use, another set between visits only."""

    def __init__(self, talks: Callable[[], Talks]) -> None:
        self._talks = talks

    def begun(self, screen: Screen) -> Screen:
        """The first question."""
        fresh = replace(screen, ticket=None, trouble=None, slots={})
        return shown(fresh, self._talks().begin(screen.language))

    def in_language(self, screen: Screen, language: str) -> Screen:
        """The same question in another language."""
        talk = screen.talk and self._talks().in_language(screen.talk, language)
        return replace(screen, language=language, talk=talk)

    def steps(self, state: str, screen: Screen, event: str, form: Form) -> tuple[tuple[str, Form], ...]:
        """The events that `event` of the page stands for: a sentence is one even where nothing was asked."""
        if event != "say" or (state == TALKING and action_of(screen) is None):
            return ((event, form),)
        command = self._talks().command(screen.language, form.get("text", ""))
        if state in QUIET:  # heard in passing while the robot moves
            return ((STOP if command == STOP else event, form),)
        if command in IN_PASSING:
            return ((IN_PASSING[command], form),)
        if state in ENDED:
            return (("done", form),) if command in FAREWELLS else (("back", form), ("say", form))
        return ((event, form),)

    def answer(self, screen: Screen, event: str, form: Form) -> Conversation | None:
        """What the conversation makes of `event`; None where it means nothing now."""
        talk = screen.talk
        if talk is None or (talk.turn.action is not None) != (event == "acted"):
            return None
        try:
            return self._answer(talk, event, form)
        except UnknownChoice:
            return None

    def _answer(self, talk: Conversation, event: str, form: Form) -> Conversation:
        talks = self._talks()
        match event:
            case "choose":
                return talks.chose(talk, form.get("choice", ""))
            case "say":
                return talks.said(talk, form.get("text", ""), form.get("sure", "yes") == "yes")
            case "ask":
                return talks.asked(talk, form.get("procedure", ""), form.get("topic", ""))
            case "acted":
                return talks.done(talk, form["outcome"])
            case "silent":
                return talks.silent(talk)
            case _:
                return talks.back(talk)


def shown(screen: Screen, talk: Conversation) -> Screen:
    """The screen with the conversation's turn on it."""
    return replace(screen, name=talk.turn.screen, talk=talk, language=talk.language)


def stops(screen: Screen) -> bool:
    """Whether the conversation's turn says that whatever moves stands still."""
    return screen.talk is not None and any(action.name == STOP for action in screen.talk.turn.does)


def action_of(screen: Screen) -> Action | None:
    """What the conversation waits for, besides an answer."""
    return None if screen.talk is None else screen.talk.turn.action


def next_wait(talk: Conversation, event: str, warn_after_s: float) -> tuple[str, float]:
    """The event to come after `event` if nobody answers, and after how many seconds.

    The question is put again a few times; with no touch at all the warning comes after `warn_after_s`.
    """
    part_s = warn_after_s / (SILENCES + 1)
    if talk.silences < SILENCES:
        return "silent", part_s
    return "warn", part_s if event == "silent" else warn_after_s
