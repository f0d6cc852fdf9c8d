"""From a sentence to what it does: a choice picked, the question answered, another one asked, a command."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs.choosing import Option, choose
from dialogs.flows.answering import Answering
from dialogs.flows.asking import Asking, line_value
from dialogs.flows.interfaces import Lists
from dialogs.flows.model import START, FlowSet, Step
from dialogs.flows.picking import is_certain
from dialogs.flows.state import Conversation, Say, Turn
from dialogs.flows.walk import Walk
from dialogs.flows.wording import Labels
from dialogs.knowledge import Understands
from dialogs.understood import Understood


class Hearing:
    """Takes sentences for one robot."""

    def __init__(
        self,
        flows: FlowSet,
        answering: Answering,
        asking: Asking,
        walk: Walk,
        lists: Lists,
        understanding: Mapping[str, Understands],
        labels: Labels,
    ) -> None:
        self._flows = flows
        self._answering = answering
        self._asking = asking
        self._walk = walk
        self._lists = lists
        self._understanding = understanding
        self._labels = labels

    def understand(self, now: Conversation, text: str, step: Step | None) -> Understood:
        """What `text` means while `step` waits; None: nothing is asked."""
        expecting: list[str] = [] if step is None else [*step.means]
        expecting += [name for line in step.choices for name in line.means] if step else []
        understanding = self._understanding[now.language]
        return understanding.understand(text, subject=now.subject or None, expecting=frozenset(expecting))

    def command(self, language: str, text: str) -> str:
        """The command in `text`, empty where it is none."""
        meant = self._understanding[language].understand(text)
        return meant.id if meant.kind == "command" else ""

    def picked(self, now: Conversation, text: str, meant: Understood) -> str | None:
        """The choice that `text` picks; one that it only shares words with gives way to a clear meaning."""
        options = tuple(
            Option(choice.value, (self._labels.label(choice, now.language),)) for choice in now.turn.choices
        )
        value = choose(text, options, now.language)
        if value is None or is_certain(text, value, options, now.language):
            return value
        has_meaning = meant.kind in ("command", "procedure")
        return None if has_meaning or self._answering.confirms(now, value) else value

    def meant(self, now: Conversation, meant: Understood, text: str) -> Conversation:
        """What becomes of the question when `meant` was said, in the words `text`."""
        step = self._answering.question(now)
        answer = self._answer_in(step, meant)
        if answer is not None:
            return self._answering.chosen(now, answer)
        if meant.kind == "command":
            return self._command(now, step, meant)
        if step.ask and step.ask in meant.slots and self._answering.fits(now, step, meant.slots[step.ask]):
            return self._answering.chosen(now, meant.slots[step.ask])
        if meant.kind == "no_match":
            if step.ask == "text":
                return self._answering.typed(now, text)
            return self._answering.unanswered(now, "no_match", self._procedures(meant))
        if meant.kind == "clarify":
            now = replace(now, candidates=self._procedures(meant))
        slots = {
            **meant.slots,
            "procedure": meant.id if meant.kind == "procedure" else "",
            "topic": meant.topic,
        }
        return self._answering.react(now, meant.kind, slots)

    def _answer_in(self, step: Step, meant: Understood) -> str | None:
        """The choice that `meant` picks: by a command it means, or the procedure that is asked for."""
        if meant.kind == "command":
            lines = (line for line in self._asking.lines(step) if meant.id in line.means)
            line = next(lines, None)
            return None if line is None else line_value(line)
        if meant.kind == "procedure" and step.ask == "procedure" and self._lists.has("procedure", meant.id):
            return meant.id
        return None

    def _command(self, now: Conversation, step: Step, meant: Understood) -> Conversation:
        if meant.id in step.means:
            value = meant.slots.get(step.ask, "")
            fits = bool(value) and self._answering.fits(now, step, value)
            return self._answering.chosen(now, value) if fits else self._answering.again(now)
        if meant.id == "repeat":
            return replace(now, turn=replace(now.turn, says=now.turn.says[-1:], does=()))
        if meant.id == "cancel":
            return self._cancelled(now)
        if meant.id not in self._flows.everywhere.commands:  # yes and no, where nothing was asked
            return self._answering.unanswered(now, "no_match")
        return self._answering.react(now, meant.id, meant.slots)

    def _cancelled(self, now: Conversation) -> Conversation:
        """Back to the start; from there the conversation is over."""
        says = (Say("say_cancel"),)
        if len(now.stack) == 1 and now.stack[0].step == self._flows.flows[now.stack[0].flow].start:
            return replace(now, stack=(), past=(), turn=Turn(says=says, ended=True))
        return replace(self._walk.go(now, START, says), past=())

    def _procedures(self, meant: Understood) -> tuple[str, ...]:
        return tuple(c.id for c in meant.candidates if self._lists.has("procedure", c.id))
