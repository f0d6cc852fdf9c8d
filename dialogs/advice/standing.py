"""Which facts may be said on a day, and why the others may not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dialogs.procedures import Fact, Procedure, Source
from dialogs.responses import FALLBACK_LANGUAGE

PARTS = ("documents", "fee", "time_limit", "online", "where", "rules")  # of a procedure, those that are facts

State = Literal["known", "unknown", "expired", "not_yet_valid"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The facts of one part that hold on a day; `state` tells why there are none, `begins` from when."""

    state: State
    facts: tuple[Fact, ...] = ()
    begins: date | None = None


def standing(procedure: Procedure, part: str, day: date) -> Standing:
    """What of `part` may be said on `day`: only facts that hold, and only while the whole entry holds."""
    facts = _facts(procedure, part)
    whole = Fact({}, procedure.valid_from, procedure.valid_to)
    if facts and not whole.holds(day):
        return _not_holding([whole], day)
    holding = tuple(fact for fact in facts if fact.holds(day))
    if holding:
        return Standing("known", holding)
    return _not_holding(facts, day) if facts else Standing("unknown")


def newest_source(procedure: Procedure) -> Source | None:
    """The source with the newest day; without days the first one named."""
    dated = [source for source in procedure.sources if source.dated]
    if dated:
        return max(dated, key=lambda source: source.dated or date.min)
    return procedure.sources[0] if procedure.sources else None


def in_language(words: dict[str, str], language: str) -> str:
    """The wording in `language`, Vietnamese for want of another."""
    return words.get(language) or words[FALLBACK_LANGUAGE]


def _facts(procedure: Procedure, part: str) -> tuple[Fact, ...]:
    value: Fact | tuple[Fact, ...] | None = getattr(procedure, part)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _not_holding(facts: Iterable[Fact], day: date) -> Standing:
    beginnings = [fact.valid_from for fact in facts if fact.valid_from and not fact.has_expired(day)]
    return Standing("not_yet_valid", begins=min(beginnings)) if beginnings else Standing("expired")
