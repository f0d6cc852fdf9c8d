"""What is wrong in a flow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: in which flow (empty: what holds everywhere), at which key, and what would be right."""

    code: str
    flow: str
    path: Path
    message: str
    hint: str = ""
    name: str = ""  # the unknown name, and …
    known: tuple[str, ...] = ()  # … those it could be
    at_key: bool = False
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class Known:
    """What flows may name: texts with their slots, and the values some slots can have at this site."""

    texts: Mapping[str, frozenset[str]]
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def unknown(
    code: str, flow: str, path: Path, what: str, name: str, known: Iterable[str], *, at_key: bool = False
) -> Fault:
    """`name` is not a `what`."""
    return Fault(
        code, flow, path, f"there is no {what} `{name}`", name=name, known=tuple(known), at_key=at_key
    )
