"""What a procedure needs, from data with a source and a date; what is not known is absent."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement, in every language, and the days on which it holds (both inclusive, None: open)."""

    text: dict[str, str]  # language → wording; the Vietnamese one is the source's, verbatim
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it may be said on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and not self.has_expired(day)

    def has_expired(self, day: date) -> bool:
        """Whether `day` is after its last day."""
        return self.valid_to is not None and day > self.valid_to


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from; `dated` is the day its figures are of, None where it does not say."""

    id: str
    name: dict[str, str]
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure; `field` is the group of life it belongs to, `service` what its number is taken for."""

    id: str
    field: str
    service: str
    name: dict[str, str]
    code: str = ""
    documents: tuple[Fact, ...] = ()
    fee: tuple[Fact, ...] = ()  # parts, said joined by "; "
    time_limit: Fact | None = None
    online: Fact | None = None
    where: Fact | None = None
    legal_basis: tuple[str, ...] = ()
    rules: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()
    confidence: str = "name_only"  # high, medium, low, name_only
    checked_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class FieldOfLife:
    """A group of procedures as people look for them."""

    id: str
    name: dict[str, str]
    sign: str = "document"


@dataclass(frozen=True, slots=True)
class Near:
    """Procedures people confuse, and the one question that tells them apart, by language."""

    ids: tuple[str, ...]
    question: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProcedureBook:
    """Every procedure of the site."""

    procedures: dict[str, Procedure]
    fields: tuple[FieldOfLife, ...]
    near: tuple[Near, ...] = ()

    def of_field(self, field_id: str) -> tuple[Procedure, ...]:
        """The procedures of one field, in the order of the file."""
        return tuple(procedure for procedure in self.procedures.values() if procedure.field == field_id)
