"""What understanding is built from: the phrases of one language, as staff wrote them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NearGroup:
    """Procedures people confuse, and wordings that leave open which of them is meant."""

    ids: tuple[str, ...]
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manners:
    """Words that carry no wish of their own."""

    openings: tuple[str, ...] = ()  # "dạ cho em hỏi", "please"
    closings: tuple[str, ...] = ()  # "ạ", "thank you"
    fillers: tuple[str, ...] = ()  # "thì", "um": left out wherever they stand
    same: Mapping[str, str] = field(default_factory=dict)  # dialect and misheard words → the usual ones


@dataclass(frozen=True, slots=True)
class Material:
    """Phrases by what they mean; a phrase is a template (`dialogs.templates`)."""

    language: str
    procedures: Mapping[str, tuple[str, ...]]  # id → phrases, the official name first
    commands: Mapping[str, tuple[str, ...]]  # intent → phrases
    topics: Mapping[str, tuple[str, ...]]  # fee, documents, …: what can be asked about a procedure
    near: tuple[NearGroup, ...] = ()
    out_of_scope: tuple[str, ...] = ()  # sentences the robot must not answer
    slots: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # slot → {wording: value}
    manners: Manners = Manners()
