"""The codes of the problems that only flows have."""

from collections.abc import Mapping

FLOW_CODES: Mapping[str, str] = {
    "missing-next": "A step or a choice does not say where to go on.",
    "mixed-step": "A key stands in a step of another kind, or two kinds are mixed.",
    "wrong-slot": "A slot of another type stands where it cannot.",
    "unset-slot": "A slot may be empty where it is used.",
    "few-reprompts": "There are not three different texts for the times that nothing was understood.",
    "missing-command": "Nothing says what a command does.",
    "endless-loop": "Steps lead round in a circle without waiting for anybody.",
    "endless-sub-flow": "Flows call each other in a circle.",
    "unused-flow": "Nothing runs the flow.",
}
