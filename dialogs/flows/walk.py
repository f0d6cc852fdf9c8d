"""Walking through the flows: from a step on, until the robot must wait for somebody or something."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dialogs.flows.asking import Asking
from dialogs.flows.interfaces import Lists
from dialogs.flows.model import END, LEAVE, MAIN, START, Case, Flow, FlowSet, Step
from dialogs.flows.skills import SKILLS, Skill
from dialogs.flows.state import Action, Conversation, Frame, Say, Turn
from dialogs.flows.values import filled
from dialogs.flows.vocabulary import ASK_WHICH

LONGEST = 200  # steps without waiting; the checks refuse flows that could come here


class EndlessFlow(RuntimeError):
    """A flow went round without waiting for anybody."""


def said_by(step: Step, now: Conversation) -> tuple[Say, ...]:
    """The texts of `step`, with what stands in the slots; between candidates their own question."""
    if step.choices_from == "candidates" and not step.say:
        return (Say(ASK_WHICH, {"candidates": " ".join(now.candidates)}, told=True),)
    return tuple(Say(key, now.stack[-1].slots) for key in step.say)


class Walk:
    """The way through the flows of one robot; holds nothing of any conversation."""

    def __init__(
        self,
        flows: FlowSet,
        asking: Asking,
        lists: Lists,
        skills: frozenset[str],
        languages: Sequence[str],
    ) -> None:
        self._flows = flows
        self._asking = asking
        self._lists = lists
        self._skills = skills
        self._languages = languages

    def begin(self, conversation: Conversation, values: Mapping[str, str]) -> Conversation:
        """The main flow from its first step."""
        frame = Frame(MAIN, "", dict(values))
        return self.go(replace(conversation, stack=(frame,)), self._flows.flows[MAIN].start)

    def go(
        self,
        conversation: Conversation,
        target: str,
        says: tuple[Say, ...] = (),
        does: tuple[Action, ...] = (),
    ) -> Conversation:
        """On from `target` in the flow on top; `says` and `does` come before what is met on the way."""
        now = replace(conversation, turn=Turn(conversation.turn.screen, says, does=does))
        for _ in range(LONGEST):
            if target == LEAVE:
                return self._ended(now)
            if target == START:
                now, target = (
                    replace(now, stack=(Frame(MAIN, ""),), confirmed=frozenset()),
                    self._flows.flows[MAIN].start,
                )
            elif target == END:
                now, target = self._left(now)
            else:
                now, target = self._arrive(now, target)
            if not target:
                return now
        raise EndlessFlow(f"{conversation.stack[-1].flow} waits for nobody")

    def detour(
        self, conversation: Conversation, flow: str, values: Mapping[str, str], says: tuple[Say, ...] = ()
    ) -> Conversation:
        """Run `flow`, then come back to the question that stands; a flow under way begins anew."""
        stack = conversation.stack
        place = next((index for index, frame in enumerate(stack) if index and frame.flow == flow), None)
        if place is None:
            frame = Frame(flow, "", dict(values), detour=True)
        else:
            stack, frame = stack[:place], Frame(flow, "", dict(values), detour=stack[place].detour)
        return self.go(replace(conversation, stack=(*stack, frame)), self._flows.flows[flow].start, says)

    def step_of(self, frame: Frame) -> Step:
        """The step on which `frame` stands."""
        return self._flows.flows[frame.flow].steps[frame.step]

    def at_once(self, now: Conversation, skill: Skill, values: Mapping[str, str]) -> Conversation:
        """Tell or set something, and go on."""
        if skill.manner == "tell":
            return self._turned(now, says=(*now.turn.says, Say(skill.name, values, told=True)))
        if skill.name == "set_language":
            now = replace(now, language=self._language(now.language, values.get("language", "")))
            values = {"language": now.language}
        return self._turned(now, does=(*now.turn.does, Action(skill.name, values)))

    def asked_again(self, now: Conversation) -> Conversation:
        """The question on top, from anew."""
        step = self.step_of(now.stack[-1])
        return self._ask(replace(now, turn=Turn(now.turn.screen)), step)[0]

    def _language(self, spoken: str, wanted: str) -> str:
        if wanted:
            return wanted if wanted in self._languages else spoken
        others = [language for language in self._languages if language != spoken]
        return others[0] if others else spoken

    def _ended(self, now: Conversation) -> Conversation:
        return replace(
            now, stack=(), past=(), turn=replace(now.turn, screen="", choices=(), asks="", ended=True)
        )

    def _left(self, now: Conversation) -> tuple[Conversation, str]:
        """The flow on top is done."""
        *below, done = now.stack
        if not below:
            return self._ended(now), ""
        now = replace(now, stack=tuple(below))
        if done.detour:
            return self._ask(now, self.step_of(below[-1]))
        gives = self._flows.flows[done.flow].gives
        results = {slot: done.slots[slot] for slot in gives if slot in done.slots}
        return self.with_slots(now, results), self.step_of(below[-1]).next

    def _arrive(self, now: Conversation, name: str) -> tuple[Conversation, str]:
        frame = replace(now.stack[-1], step=name)
        now = replace(now, stack=(*now.stack[:-1], frame))
        step = self.step_of(frame)
        if step.kind == "question":
            return self._ask(now, step)
        now = self._say(now, step)
        if step.kind == "condition":
            return now, next((case.next for case in step.when if self._holds(case, frame)), step.otherwise)
        if step.kind == "action":
            return self._act(now, step)
        if step.kind == "call":
            flow: Flow = self._flows.flows[step.flow]
            called = Frame(flow.name, "", self._filled(now, step.values))
            return replace(now, stack=(*now.stack, called)), flow.start
        return now, step.next

    def _ask(self, now: Conversation, step: Step) -> tuple[Conversation, str]:
        slots = now.stack[-1].slots
        if step.if_none and not self._asking.listed(step, slots, now.candidates):
            return now, step.if_none
        now = self._say(replace(now, misses=0, silences=0), step)
        turn = self._asking.turn(step, slots, now.candidates, now.turn.says)
        return replace(now, turn=replace(turn, does=now.turn.does)), ""

    def _act(self, now: Conversation, step: Step) -> tuple[Conversation, str]:
        skill = SKILLS[step.action]
        values = self._filled(now, step.values)
        if skill.manner != "do":
            return self.at_once(now, skill, values), step.next
        unasked = skill.effect and skill.name not in now.confirmed
        if unasked or skill.name not in self._skills:
            return now, step.on[skill.without]
        now = replace(now, confirmed=now.confirmed - {skill.name})
        action, screen = Action(skill.name, values), step.screen or now.turn.screen
        return self._turned(now, screen=screen, action=action, slots=now.stack[-1].slots), ""

    def _holds(self, case: Case, frame: Frame) -> bool:
        if case.skill:
            return case.skill in self._skills
        value = frame.slots.get(case.slot, "")
        if case.is_ in ("known", "unknown"):
            return bool(value) == (case.is_ == "known")
        return value == case.is_

    def _say(self, now: Conversation, step: Step) -> Conversation:
        return self._turned(now, says=(*now.turn.says, *said_by(step, now)))

    def _filled(self, now: Conversation, values: Mapping[str, str]) -> dict[str, str]:
        return filled(values, now.stack[-1].slots, now.subject, self._lists)

    @staticmethod
    def _turned(now: Conversation, **changes: object) -> Conversation:
        return replace(now, turn=replace(now.turn, **changes))  # type: ignore[arg-type]

    @staticmethod
    def with_slots(now: Conversation, values: Mapping[str, str]) -> Conversation:
        """`values` stand in the slots of the flow on top."""
        frame = now.stack[-1]
        frame = replace(frame, slots={**frame.slots, **values})
        return replace(now, stack=(*now.stack[:-1], frame))
