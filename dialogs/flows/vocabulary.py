"""The words flows are written with: slots and their types, sources of choices, screens."""

from collections.abc import Mapping
from dataclasses import dataclass

from dialogs.understood import COMMANDS, STOP, TOPICS

SLOTS: Mapping[str, str] = {  # a slot's name is its type
    "service": "what a number is taken for",
    "counter": "where staff sit",
    "place": "a place in the building",
    "procedure": "a procedure of the book",
    "topic": "what is asked of a procedure: " + ", ".join(TOPICS),
    "field": "a field of life",
    "reason": "a reason to be called earlier",
    "item": "water or sweets",
    "language": "vi or en",
    "number": "a whole number",
    "date": "a day",
    "yes_no": "yes or no",
    "text": "what was said, as it is",
}
SUBJECT = "subject"  # the procedure the talk was about last; always there, perhaps empty
PROPERTIES: Mapping[str, str] = {"procedure.service": "service", "procedure.field": "field"}
FIXED_VALUES: Mapping[str, tuple[str, ...]] = {  # slots with values that do not depend on the site
    "topic": TOPICS,
    "item": ("water", "sweets"),
    "language": ("vi", "en"),
    "yes_no": ("yes", "no"),
}

SOURCES: Mapping[str, str] = {  # `choices_from` → the slot its choices are for
    "services": "service",
    "priority_reasons": "reason",
    "candidates": "procedure",
    "fields": "field",
    "procedures_of_field": "procedure",
    "topics": "topic",
}
MAY_BE_EMPTY = ("priority_reasons", "candidates", "procedures_of_field", "topics")
ASK_WHICH = "ask_which"  # told by a question between candidates: which of them is meant
SOURCE_NEEDS: Mapping[str, str] = {"procedures_of_field": "field", "topics": "procedure"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the page; it shows what stands in the slot it needs."""

    about: str
    needs: str = ""


SCREENS: Mapping[str, Picture] = {
    "services": Picture("tiles of the services, a field to ask, the way to the library"),
    "priority": Picture("the reasons to be called earlier"),
    "choose": Picture("big choices, one below the other"),
    "ask": Picture("a field to type in, and the microphone"),
    "answer": Picture("what a procedure needs, in short, and what to do next", "procedure"),
    "card": Picture("everything known of a procedure", "procedure"),
    "checklist": Picture("the documents of a procedure, with a code to take them along", "procedure"),
    "card_reading": Picture("how to hold and lay an identity card, and how far its reading is"),
    "card_read": Picture("what was read of the identity card, masked"),
    "card_trouble": Picture("why the identity card was not read"),
    "library": Picture("the fields of life, and search"),
    "procedures": Picture("the procedures of one field", "field"),
}

QUESTIONS = ("procedure", "topic", "clarify")  # what a sentence can be besides a command
BUILT_IN = (STOP, "repeat", "cancel")  # the engine's own, the same everywhere
ONLY_AS_ANSWER = ("yes", "no")  # mean something only where a choice means them
REACTIONS = (
    *QUESTIONS,
    *(command for command in COMMANDS if command not in (*BUILT_IN, *ONLY_AS_ANSWER)),
)
