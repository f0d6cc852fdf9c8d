"""The evaluation sentences: where they lie and what each of them expects."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SETS = Path(__file__).parent / "sets"
NAMES = ("develop", "report")
LANGUAGES = ("vi", "en")
KINDS = ("formal", "everyday", "near", "commands", "out_of_scope", "topics")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the hall; exactly one of what it expects is set (a topic goes with its procedure)."""

    id: str
    text: str
    procedure: str = ""
    topic: str = ""
    command: str = ""
    clarify: tuple[str, ...] = ()
    no_match: bool = False
    about: str | None = None
    expecting: frozenset[str] = field(default_factory=frozenset)

    @property
    def wanted(self) -> str:
        """What is expected, in one word for a list of errors."""
        if self.procedure:
            return f"{self.procedure} {self.topic}".strip()
        return self.command or " | ".join(self.clarify) or "no_match"


def sentence(line: Mapping[str, Any]) -> Sentence:
    """The sentence of one parsed line."""
    expect = line["expect"]
    return Sentence(
        id=str(line["id"]),
        text=str(line["text"]),
        procedure=expect.get("procedure", ""),
        topic=expect.get("topic", ""),
        command=expect.get("command", ""),
        clarify=tuple(expect.get("clarify", ())),
        no_match=expect.get("no_match", False),
        about=line.get("about"),
        expecting=frozenset(line.get("expecting", ())),
    )


def lines(name: str, language: str, kind: str) -> list[dict[str, Any]]:
    """The parsed lines of one file."""
    text = (SETS / name / f"{language}_{kind}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def load(name: str, language: str) -> dict[str, list[Sentence]]:
    """Every sentence of one set and language, by kind."""
    return {kind: [sentence(line) for line in lines(name, language, kind)] for kind in KINDS}
