"""What the robot says about one procedure, sentence by sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dialogs.advice.days import day_in_words
from dialogs.advice.standing import Standing, in_language, newest_source, standing
from dialogs.interfaces import Responses
from dialogs.procedures import Procedure

IN_SHORT = ("documents", "fee", "time_limit")  # what is said when no topic is asked for
UNSURE = ("low", "name_only")
_KEYS = {"documents": "advice_answer_documents", "rules": "advice_rule"}


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said: the sentences one by one, and all of them as one text."""

    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All sentences."""
        return " ".join(self.lines)


class Speaker:
    """Puts the facts of procedures into sentences of one language, as of one day."""

    def __init__(self, responses: Responses, language: str, day: date) -> None:
        self._responses = responses
        self._language = language
        self._day = day

    def about(self, procedure: Procedure, topic: str) -> Saying:
        """The answer to `topic`, "" for all in short; the source and its day at its end."""
        lines = [*self._answer(procedure, topic), self._source(procedure)]
        if procedure.confidence in UNSURE:
            lines.append(self._text("advice_check_portal"))
        return Saying(tuple(dict.fromkeys(lines)))

    def _answer(self, procedure: Procedure, topic: str) -> Iterator[str]:
        match topic:
            case "source":
                return
            case "legal_basis":
                yield self._legal_basis(procedure)
            case "rules":
                yield from self._rules(procedure) or [self._unknown(procedure, "rules")]
            case "" | "overview":
                yield from self._in_short(procedure)
            case _:
                yield self._part(procedure, topic)
                yield from self._rules(procedure) if topic == "documents" else ()

    def _in_short(self, procedure: Procedure) -> Iterator[str]:
        parts = {part: standing(procedure, part, self._day) for part in IN_SHORT}
        if all(part.state == "unknown" for part in parts.values()):
            yield self._text("advice_name_only", procedure=self._name(procedure))
        known = [part for part, found in parts.items() if found.state != "unknown"]
        for part in known:
            yield self._part(procedure, part, named=part == known[0])
        yield from self._rules(procedure)

    def _part(self, procedure: Procedure, part: str, named: bool = True) -> str:
        found = standing(procedure, part, self._day)
        if found.state == "expired":
            return self._text("advice_expired")
        if found.state == "not_yet_valid" and found.begins:
            return self._text("advice_not_yet_valid", date=day_in_words(found.begins, self._language))
        if found.state != "known":
            return self._unknown(procedure, part)
        words = "; ".join(in_language(fact.text, self._language) for fact in found.facts)
        if not named:  # the sentence before has said of what
            return f"{self._text(f'card_{part}')}: {_without_stop(words)}."
        key = _KEYS.get(part, f"advice_{part}")
        return self._text(key, procedure=self._name(procedure), **{part: _without_stop(words)})

    def _unknown(self, procedure: Procedure, part: str) -> str:
        key = "advice_name_only" if procedure.confidence == "name_only" else f"advice_unknown_{part}"
        return self._text(key, procedure=self._name(procedure))

    def _rules(self, procedure: Procedure) -> list[str]:
        found: Standing = standing(procedure, "rules", self._day)
        return [
            self._text("advice_rule", rule=_without_stop(in_language(rule.text, self._language)))
            for rule in found.facts
        ]

    def _legal_basis(self, procedure: Procedure) -> str:
        if not procedure.legal_basis:
            return self._unknown(procedure, "legal_basis")
        named = "; ".join(procedure.legal_basis)
        return self._text("advice_legal_basis", procedure=self._name(procedure), legal_basis=named)

    def _source(self, procedure: Procedure) -> str:
        source = newest_source(procedure)
        if source is None:
            return self._text("advice_unknown_source", procedure=self._name(procedure))
        name, day = in_language(source.name, self._language), source.dated
        if day is None:
            return self._text("advice_source_undated", source=name)
        return self._text("advice_source", source=name, date=day_in_words(day, self._language))

    def _name(self, procedure: Procedure) -> str:
        return in_language(procedure.name, self._language)

    def _text(self, key: str, **slots: object) -> str:
        return self._responses.text(self._language, key, **slots)


def _without_stop(words: str) -> str:
    """`words` without a full stop, which the sentence around it has."""
    return words.removesuffix(".")
