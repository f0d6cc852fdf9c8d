"""What a sentence was understood to mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["procedure", "command", "topic", "clarify", "no_match"]

STOP = "stop_moving"  # recognised before anything else, in any state
COMMANDS = (
    "take_number",
    "read_card",
    "feedback",
    "water",
    "sweets",
    "guide_to_counter",
    "call_staff",
    "repeat",
    "slower",
    "louder",
    "change_language",
    STOP,
    "cancel",
    "yes",
    "no",
    "help",
    "greeting",
    "thanks",
    "where_is",
    "queue_status",
    "opening_hours",
)
TOPICS = ("overview", "documents", "fee", "time_limit", "online", "where", "legal_basis", "source", "rules")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A procedure or a command that may be meant; `score` from 0 to 1, the best first."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Understood:
    """The meaning of one sentence.

    `procedure` has its id, and `topic` where one part of it is asked for; `command` has the intent as id, and
    its `slots`; `topic` asks about a procedure that nobody has named; `clarify` has the procedures to choose
    between in `candidates`; `no_match` may still have candidates for buttons.
    """

    kind: Kind
    id: str = ""
    topic: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
