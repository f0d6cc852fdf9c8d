"""One YAML file as plain data, with the position of every key and value."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kiosk.config.codes import Code, Severity
from kiosk.config.problems import Problem

Data = str | list["Data"] | dict[str, "Data"] | None
KeyPath = tuple[str | int, ...]


class Mark(NamedTuple):
    """A place in a file; both count from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file."""

    file: Path
    data: Data
    key_marks: dict[KeyPath, Mark] = field(default_factory=dict)
    value_marks: dict[KeyPath, Mark] = field(default_factory=dict)

    def problem(
        self, path: KeyPath, code: Code, message: str, *, at_key: bool = False, severity: Severity = "error"
    ) -> Problem:
        """A problem at the value (or key) of `path`, or of the nearest thing around it that was written."""
        marks = self.key_marks if at_key else self.value_marks
        while path and path not in marks:
            path = path[:-1]
        mark = marks.get(path) or self.value_marks.get(path) or Mark()
        return Problem(self.file, mark.line, mark.column, code, message, severity)
