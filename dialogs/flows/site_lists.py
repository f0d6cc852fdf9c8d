"""What one site has to choose from (dialogs.flows.interfaces.Lists)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogs.flows.vocabulary import FIXED_VALUES
from dialogs.procedures import Procedure, ProcedureBook
from dialogs.responses import FALLBACK_LANGUAGE

Names = Mapping[str, Mapping[str, str]]  # id → language → name, in order

TOPIC_CHOICES = ("documents", "fee", "time_limit", "online", "where")


@dataclass(frozen=True, slots=True)
class SiteLists:
    """The procedures, services, counters and reasons of one site."""

    book: ProcedureBook
    services: Names = field(default_factory=dict)
    counters: Names = field(default_factory=dict)
    reasons: Names = field(default_factory=dict)

    def of(self, source: str, slots: Mapping[str, str]) -> tuple[str, ...]:
        """The values of a source of choices, for what stands in `slots`."""
        if source == "services":
            return tuple(self.services)
        if source == "priority_reasons":
            return tuple(self.reasons)
        if source == "fields":
            return tuple(f.id for f in self.book.fields if self.book.of_field(f.id))
        if source == "procedures_of_field":
            return tuple(procedure.id for procedure in self.book.of_field(slots.get("field", "")))
        if source == "topics":
            procedure = self.book.procedures.get(slots.get("procedure", ""))
            return tuple(t for t in TOPIC_CHOICES if procedure and _knows(procedure, t))
        return ()

    def has(self, slot: str, value: str) -> bool:
        """Whether `value` can stand in `slot`."""
        if slot == "number":
            return value.isascii() and value.isdigit()
        return value in FIXED_VALUES.get(slot, ()) or bool(self._names(slot, value))

    def property_of(self, name: str, value: str) -> str:
        """What a procedure's number is taken for, or its field; empty for an unknown procedure."""
        procedure = self.book.procedures.get(value)
        if procedure is None:
            return ""
        return procedure.service if name == "procedure.service" else procedure.field

    def name(self, slot: str, value: str, language: str) -> str:
        """What `value` of `slot` is called; `value` itself where it has no name."""
        names = self._names(slot, value)
        return names.get(language) or names.get(FALLBACK_LANGUAGE) or value

    def _names(self, slot: str, value: str) -> Mapping[str, str]:
        """What `value` is called, by language; empty where it cannot stand in `slot`."""
        if slot == "procedure":
            procedure = self.book.procedures.get(value)
            return procedure.name if procedure else {}
        if slot == "field":
            return next((field.name for field in self.book.fields if field.id == value), {})
        site = {"service": self.services, "counter": self.counters, "reason": self.reasons}
        return site.get(slot, {}).get(value, {})


def _knows(procedure: Procedure, topic: str) -> bool:
    return bool(getattr(procedure, topic))
