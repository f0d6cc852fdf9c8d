"""What becomes of a question: it is answered, something else is wanted, or nothing was understood."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs.flows.asking import Asking, line_value
from dialogs.flows.interfaces import Lists
from dialogs.flows.model import Everywhere, Line, Reaction, Step
from dialogs.flows.skills import SKILLS
from dialogs.flows.state import Conversation, Past, Say, Turn, UnknownChoice
from dialogs.flows.values import filled
from dialogs.flows.walk import Walk, said_by

MOST_PAST = 20  # so many questions one can go back


class Answering:
    """Takes answers for one robot."""

    def __init__(self, everywhere: Everywhere, walk: Walk, asking: Asking, lists: Lists) -> None:
        self._everywhere = everywhere
        self._walk = walk
        self._asking = asking
        self._lists = lists

    def chosen(self, now: Conversation, value: str) -> Conversation:
        """`value` is touched, or said. Raises `UnknownChoice`."""
        step = self.question(now)
        line = next((line for line in self._asking.lines(step) if line_value(line) == value), None)
        if line is not None:
            return self._by_line(now, step, line)
        if self.fits(now, step, value):
            return self._by_value(now, step, value)
        extra = next((choice for choice in now.turn.choices if choice.group and choice.value == value), None)
        if extra is None:
            raise UnknownChoice(value)
        if extra.group == "near":
            return self.react(now, "procedure", {"procedure": value})
        return self._by_help(now, value)

    def fits(self, now: Conversation, step: Step, value: str) -> bool:
        """Whether `value` answers `step`: it is listed, or the slot that is asked for can take it."""
        listed = self._asking.listed(step, now.stack[-1].slots, now.candidates)
        return value in listed or (step.ask != "text" and bool(step.ask) and self._lists.has(step.ask, value))

    def confirms(self, now: Conversation, value: str) -> bool:
        """Whether choosing `value` asks for an effect in the world."""
        lines = [line for line in self._asking.lines(self.question(now)) if line_value(line) == value]
        choice = next((choice for choice in now.turn.choices if choice.value == value), None)
        if lines:
            return bool(lines[0].confirms)
        return choice is not None and (choice.group == "help" or bool(self.question(now).confirms))

    def typed(self, now: Conversation, text: str) -> Conversation:
        """`text` is the answer itself."""
        return self._by_value(now, self.question(now), text)

    def react(self, now: Conversation, name: str, slots: Mapping[str, str]) -> Conversation:
        """What the command or question `name` does in every step."""
        reaction = self._everywhere.commands[name]
        values = filled(reaction.values, slots, now.subject, self._lists)
        if reaction.flow:
            now = self._about(self.left_behind(now), values)
            says = tuple(Say(key, slots) for key in reaction.say)
            return self._walk.detour(now, reaction.flow, values, says)
        return self._stay(now, reaction, values, slots)

    def again(self, now: Conversation, says: tuple[Say, ...] = ()) -> Conversation:
        """`says`, then the question that stands."""
        says = (*says, *said_by(self._walk.step_of(now.stack[-1]), now))
        return replace(now, turn=replace(now.turn, says=says, does=()))

    def unanswered(self, now: Conversation, kind: str, candidates: tuple[str, ...] = ()) -> Conversation:
        """Nothing came (`no_input`), or nothing that was understood (`no_match`)."""
        if kind == "no_match":
            now = replace(now, misses=now.misses + 1)
        else:
            now = replace(now, silences=now.silences + 1)
        times = now.misses if kind == "no_match" else now.silences
        step, slots = self.question(now), now.stack[-1].slots
        say = Say(self._asking.reprompt(step, times, kind), slots)
        turn = self._asking.turn(step, slots, now.candidates, (say,))
        there = {choice.value for choice in turn.choices}
        more = tuple(c for c in self._asking.helping(times, candidates) if c.value not in there)
        return replace(now, turn=replace(turn, choices=(*turn.choices, *more)))

    def question(self, now: Conversation) -> Step:
        """The step that waits. Raises `UnknownChoice` while nobody is asked."""
        if now.turn.ended or now.turn.action or not now.stack:
            raise UnknownChoice("nothing is asked now")
        return self._walk.step_of(now.stack[-1])

    @staticmethod
    def left_behind(now: Conversation) -> Conversation:
        """The question is left; one can go back to it."""
        past = Past(now.stack, now.subject, now.candidates, now.confirmed)
        return replace(now, past=(*now.past, past)[-MOST_PAST:])

    def _by_line(self, now: Conversation, step: Step, line: Line) -> Conversation:
        now = self._confirm(self.left_behind(now), line.confirms)
        if step.ask and line.value:
            now = self._walk.with_slots(now, {step.ask: line.value})
        return self._walk.go(now, line.next)

    def _by_value(self, now: Conversation, step: Step, value: str) -> Conversation:
        now = self._confirm(self.left_behind(now), step.confirms)
        values = {step.ask: value}
        return self._walk.go(self._walk.with_slots(self._about(now, values), values), step.next)

    def _by_help(self, now: Conversation, value: str) -> Conversation:
        line = next(line for line in self._everywhere.after_three if line_value(line) == value)
        now = self._confirm(self.left_behind(now), line.confirms)
        return self._walk.detour(now, line.flow, {})

    def _stay(
        self, now: Conversation, reaction: Reaction, values: Mapping[str, str], slots: Mapping[str, str]
    ) -> Conversation:
        """The command is answered and the question stands again."""
        before = replace(now, turn=Turn(says=tuple(Say(key, slots) for key in reaction.say)))
        if reaction.action:
            before = self._walk.at_once(before, SKILLS[reaction.action], values)
        stays = self.again(replace(now, language=before.language), before.turn.says)
        return replace(stays, turn=replace(stays.turn, does=before.turn.does))

    @staticmethod
    def _confirm(now: Conversation, action: str) -> Conversation:
        return replace(now, confirmed=now.confirmed | {action}) if action else now

    @staticmethod
    def _about(now: Conversation, values: Mapping[str, str]) -> Conversation:
        return replace(now, subject=values.get("procedure") or now.subject)
