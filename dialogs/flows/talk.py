"""A conversation with the robot: each input, by touch or by voice, gives a new conversation with its turn."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dialogs.flows.answering import Answering
from dialogs.flows.asking import Asking
from dialogs.flows.hearing import Hearing
from dialogs.flows.interfaces import Lists
from dialogs.flows.model import FlowSet
from dialogs.flows.skills import SKILLS
from dialogs.flows.state import Action, Choice, Conversation, Say, Turn, UnknownChoice
from dialogs.flows.walk import Walk
from dialogs.flows.wording import Labels
from dialogs.knowledge import Understands
from dialogs.understood import STOP, Understood

__all__ = ["Talk", "UnknownChoice"]

LONGEST_SHOWN = 200  # characters of what was heard
LONGEST_SAID = 2_000  # what a citizen says in one go is shorter; the rest is not looked at


class Talk:
    """The flows of one robot at work; holds nothing of any conversation."""

    def __init__(
        self,
        flows: FlowSet,
        lists: Lists,
        understanding: Mapping[str, Understands],
        labels: Labels,
        skills: frozenset[str],
        languages: Sequence[str] = (),
    ) -> None:
        asking = Asking(flows.everywhere, lists, skills)
        self._walk = Walk(flows, asking, lists, skills, languages or tuple(understanding))
        self._answering = Answering(flows.everywhere, self._walk, asking, lists)
        self._hearing = Hearing(flows, self._answering, asking, self._walk, lists, understanding, labels)
        self._labels = labels

    def begin(self, language: str, values: Mapping[str, str] | None = None) -> Conversation:
        """Somebody has come."""
        return self._walk.begin(Conversation(language), values or {})

    def chose(self, now: Conversation, value: str) -> Conversation:
        """A choice is touched. Raises `UnknownChoice`."""
        return self._answering.chosen(replace(now, heard=""), value)

    def said(self, now: Conversation, text: str, sure: bool = True) -> Conversation:
        """A sentence is spoken or typed; one that picks a choice is the same as touching it.

        Without being `sure` of every word nothing is done in the world, and nothing ended.
        """
        heard = _shown(text)
        if not heard:
            return self.silent(now)
        after = self._taken(now, text[:LONGEST_SAID], heard)
        if sure or not _does_something(after):
            return after
        return replace(self._answering.unanswered(now, "no_match"), heard=heard)

    def _taken(self, now: Conversation, said: str, heard: str) -> Conversation:
        step = self._answering.question(now) if self._asks(now) else None
        meant = self._hearing.understand(now, said, step)
        if meant.kind == "command" and meant.id == STOP:
            return replace(_stopped(now), heard=heard)
        if step is None:
            return now
        value = self._hearing.picked(now, said, meant)
        if value is not None:
            return replace(self._answering.chosen(now, value), heard=heard)
        return replace(self._hearing.meant(now, meant, said), heard=heard)

    def asked(self, now: Conversation, procedure: str, topic: str = "") -> Conversation:
        """A procedure found in the library's search; the same as asking for it."""
        meant = Understood("procedure", procedure, topic)
        return self._hearing.meant(replace(now, heard=""), meant, "") if self._asks(now) else now

    def silent(self, now: Conversation) -> Conversation:
        """Nothing was said or touched for a while."""
        return self._answering.unanswered(now, "no_input") if self._asks(now) else now

    def done(self, now: Conversation, outcome: str, values: Mapping[str, str] | None = None) -> Conversation:
        """The action of the turn has ended. Raises `ValueError` for an outcome it cannot have."""
        action = now.turn.action
        if action is None or outcome not in SKILLS[action.name].outcomes:
            raise ValueError(f"{action.name if action else 'no action'} cannot end with {outcome!r}")
        skill = SKILLS[action.name]
        given = {slot: value for slot, value in (values or {}).items() if slot in skill.gives}
        if skill.effect:  # what has happened is not undone by going back
            now = replace(now, past=())
        step = self._walk.step_of(now.stack[-1])
        return self._walk.go(self._walk.with_slots(now, given), step.on[outcome])

    def back(self, now: Conversation) -> Conversation:
        """One question back; before the first one the conversation is over."""
        if not self._asks(now):
            return now
        if not now.past:
            return replace(now, stack=(), turn=Turn(ended=True))
        *past, last = now.past
        before = replace(
            now,
            stack=last.stack,
            subject=last.subject,
            candidates=last.candidates,
            confirmed=last.confirmed,
            past=tuple(past),
            heard="",
        )
        return self._walk.asked_again(before)

    def in_language(self, now: Conversation, language: str) -> Conversation:
        """Go on in another language; the turn is the same."""
        return replace(now, language=language)

    def command(self, language: str, text: str) -> str:
        """The command in a sentence that no question stands behind; empty for anything else."""
        return self._hearing.command(language, text[:LONGEST_SAID])

    def label(self, choice: Choice, language: str) -> str:
        """The words of a choice."""
        return self._labels.label(choice, language)

    def _asks(self, now: Conversation) -> bool:
        return bool(now.stack) and not now.turn.ended and now.turn.action is None


def _stopped(now: Conversation) -> Conversation:
    """Whatever moves stands still; the conversation is where it was."""
    return replace(now, turn=replace(now.turn, says=(Say("say_stop_moving"),), does=(Action(STOP),)))


def _does_something(now: Conversation) -> bool:
    """Whether it is over, or waits for something that changes the world."""
    action = now.turn.action
    return now.turn.ended or (action is not None and SKILLS[action.name].effect)


def _shown(text: str) -> str:
    """`text` as it can be shown: one line, no control characters, not too long."""
    printable = "".join(c if c.isprintable() else " " for c in text[:LONGEST_SAID])
    return " ".join(printable.split())[:LONGEST_SHOWN]
