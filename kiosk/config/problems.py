"""What is wrong in a configuration, one line each."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.config.codes import Code, Severity


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong or, as a warning, worth knowing; lines and columns count from 1.

    `message` says what is wrong and, in brackets at its end, what would be right.
    """

    file: Path
    line: int
    column: int
    code: Code
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity} {self.code}: {self.message}"


class ConfigErrors(Exception):
    """The configuration cannot be used; prints as one line a problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def quoted(text: str, longest: int = 40) -> str:
    """`text` as a message shows it: one line, not too long."""
    line = " ".join(text.split())
    return f"`{line if len(line) <= longest else line[: longest - 1] + '…'}`"


def listed(names: Iterable[str]) -> str:
    """`a`, `b`, `c`."""
    return ", ".join(f"`{name}`" for name in names)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """What `name` was probably meant to be, or everything it could be."""
    names = list(dict.fromkeys(known))
    near = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"known here: {listed(names)}" if names else "none is known here"
