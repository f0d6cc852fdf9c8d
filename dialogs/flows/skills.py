"""What the robot can be told to do: parameters, outcomes, and whether the world is another one afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Manner = Literal["tell", "set", "do"]


@dataclass(frozen=True, slots=True)
class Skill:
    """One action of a flow.

    `tell` says something made of data, `set` changes how the robot speaks: both at once, without an outcome.
    `do` takes a while and ends with one of its `outcomes`; with an `effect` it must be confirmed before.
    """

    name: str
    about: str
    manner: Manner
    parameters: Mapping[str, str] = field(default_factory=dict)  # name → slot type; all of them needed …
    optional: tuple[str, ...] = ()  # … but these
    outcomes: tuple[str, ...] = ()
    without: str = ""  # the outcome when the robot lacks the device, or nobody has confirmed
    gives: tuple[str, ...] = ()  # slots an outcome may fill
    effect: bool = False


_ALL = (
    Skill(
        "issue_ticket",
        "issues a number",
        "do",
        {"service": "service", "reason": "reason"},
        optional=("reason",),
        outcomes=("issued", "refused", "failed"),
        without="failed",
        effect=True,
    ),
    Skill(
        "print_checklist",
        "prints the documents of a procedure",
        "do",
        {"procedure": "procedure"},
        outcomes=("printed", "failed"),
        without="failed",
        effect=True,
    ),
    Skill(
        "call_staff",
        "calls a member of staff to the robot",
        "do",
        outcomes=("called",),
        without="called",
        effect=True,
    ),
    Skill(
        "read_card",
        "reads the identity card",
        "do",
        outcomes=("read", "given_up", "failed"),
        without="failed",
        effect=True,
    ),
    Skill(
        "ask_feedback",
        "asks for an opinion",
        "do",
        {"service": "service"},
        optional=("service",),
        outcomes=("given", "declined"),
        without="declined",
    ),
    Skill(
        "dispense",
        "gives water or sweets",
        "do",
        {"item": "item"},
        outcomes=("given", "empty", "failed"),
        without="failed",
        effect=True,
    ),
    Skill(
        "guide_to",
        "goes ahead to a counter",
        "do",
        {"counter": "counter", "service": "service"},
        optional=("counter", "service"),
        outcomes=("arrived", "stopped", "failed"),
        without="failed",
        effect=True,
    ),
    Skill(
        "answer",
        "says what is known of a procedure, or of one topic of it",
        "tell",
        {"procedure": "procedure", "topic": "topic"},
        optional=("topic",),
    ),
    Skill("tell_opening_hours", "says when the office is open", "tell", {"date": "date"}, optional=("date",)),
    Skill("tell_card_purpose", "says what an identity card is read for", "tell"),
    Skill("tell_queue", "says how many are waiting", "tell", {"service": "service"}, optional=("service",)),
    Skill(
        "tell_where",
        "says where a service, a counter or another place is",
        "tell",
        {"service": "service", "counter": "counter", "place": "place"},
        optional=("service", "counter", "place"),
    ),
    Skill(
        "set_language",
        "speaks another language",
        "set",
        {"language": "language"},
        optional=("language",),
    ),
    Skill("speak_slower", "speaks more slowly", "set"),
    Skill("speak_louder", "speaks louder", "set"),
)

SKILLS: Mapping[str, Skill] = {skill.name: skill for skill in _ALL}
HAVE_NO_DEVICE_YET = frozenset({"ask_feedback", "dispense"})
