"""The question that stands, as a turn: its texts and everything there is to choose."""

from collections.abc import Mapping

from dialogs.flows.interfaces import Lists
from dialogs.flows.model import Everywhere, Line, Reprompts, Step
from dialogs.flows.state import Choice, Say, Turn
from dialogs.flows.vocabulary import SOURCES

MOST_NEAR = 3  # so many procedures that came near are shown as buttons


def line_value(line: Line) -> str:
    """What choosing `line` posts."""
    return line.value or line.say


class Asking:
    """Makes the turns of questions for one robot."""

    def __init__(self, everywhere: Everywhere, lists: Lists, skills: frozenset[str]) -> None:
        self._everywhere = everywhere
        self._lists = lists
        self._skills = skills

    def listed(self, step: Step, slots: Mapping[str, str], candidates: tuple[str, ...]) -> tuple[str, ...]:
        """The values of the step's `choices_from`; none when the robot lacks the skill they ask for."""
        if step.choices_from == "candidates":
            return candidates
        if not step.choices_from or not self._can(step.confirms):
            return ()
        return self._lists.of(step.choices_from, dict(slots))

    def lines(self, step: Step) -> tuple[Line, ...]:
        """The written choices, without those for which the robot lacks the skill."""
        return tuple(line for line in step.choices if self._can(line.confirms))

    def turn(
        self, step: Step, slots: Mapping[str, str], candidates: tuple[str, ...], say: tuple[Say, ...]
    ) -> Turn:
        """The turn that asks."""
        slot = SOURCES.get(step.choices_from, "")
        values = self.listed(step, slots, candidates)
        choices = (
            *(Choice(value, slot=slot) for value in values),
            *(Choice(line_value(line), say=line.say) for line in self.lines(step)),
        )
        screen = step.screen or ("choose" if choices else "ask")
        return Turn(screen, say, choices, asks=step.ask, slots=slots)

    def reprompt(self, step: Step, misses: int, kind: str) -> str:
        """The text for the `misses`th time that `kind` (no_match, no_input) happened; the last one stays."""
        everywhere = self._everywhere
        of_choices = Reprompts() if step.ask else everywhere.reprompts_of_choices
        sets = (step.reprompts, of_choices, everywhere.reprompts)
        texts = next(texts for texts in (_texts(a_set, kind) for a_set in sets) if texts)
        return texts[min(misses, len(texts)) - 1]

    def helping(self, misses: int, candidates: tuple[str, ...]) -> tuple[Choice, ...]:
        """Choices added to a question that was not answered: what came near, and after three times help."""
        near = tuple(Choice(value, slot="procedure", group="near") for value in candidates[:MOST_NEAR])
        if misses < 3:
            return near
        help_lines = (line for line in self._everywhere.after_three if self._can(line.confirms))
        return near + tuple(Choice(line_value(line), say=line.say, group="help") for line in help_lines)

    def _can(self, skill: str) -> bool:
        return not skill or skill in self._skills


def _texts(reprompts: Reprompts, kind: str) -> tuple[str, ...]:
    return reprompts.no_match if kind == "no_match" else reprompts.no_input
