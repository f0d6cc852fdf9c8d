"""A conversation as a value, and the turn the robot takes in it. Nothing in them depends on the language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class UnknownChoice(LookupError):
    """There is no such choice now."""


@dataclass(frozen=True, slots=True)
class Say:
    """A text to be said, or (`told`) a skill of the manner `tell` whose words come from data."""

    key: str
    slots: Mapping[str, str] = field(default_factory=dict)
    told: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its label is the text `say`, or the name of `value` in its slot's list."""

    value: str
    say: str = ""
    slot: str = ""
    group: str = ""  # near: what came near to a sentence; help: the way out after three misses


@dataclass(frozen=True, slots=True)
class Action:
    """A skill to be carried out, with its parameters."""

    name: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """What the robot says, shows and does next; the last of `says` is the question that stands.

    `action` must be answered with its outcome; `does` happens at once and is not answered.
    """

    screen: str = ""
    says: tuple[Say, ...] = ()
    choices: tuple[Choice, ...] = ()
    asks: str = ""  # the slot a typed or spoken answer goes into
    action: Action | None = None
    does: tuple[Action, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a flow stands; a detour gives way to the question it interrupted."""

    flow: str
    step: str
    slots: Mapping[str, str] = field(default_factory=dict)
    detour: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """A question one can go back to."""

    stack: tuple[Frame, ...]
    subject: str
    candidates: tuple[str, ...]
    confirmed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything that was agreed so far; every input gives a new one."""

    language: str
    stack: tuple[Frame, ...] = ()
    turn: Turn = Turn()
    subject: str = ""  # the procedure the talk is about
    candidates: tuple[str, ...] = ()  # procedures that came near to the last sentence
    confirmed: frozenset[str] = frozenset()  # actions asked for by name and not done yet
    misses: int = 0  # sentences in a row that nothing was understood of, at this question
    silences: int = 0
    heard: str = ""  # the last sentence, to be shown and corrected
    past: tuple[Past, ...] = ()
