"""Ask what the robot would answer, in writing; nothing is issued, printed or moved.

For example:
  kiosk ask "vợ tôi mới sinh em bé"
  kiosk ask "how much is the fee" --lang en --about 1.001193
  kiosk ask --batch questions.jsonl > answers.jsonl

A batch has one JSON object a line, {"id": …, "text": "…"}; each gives one line: `kind` is procedure, command,
clarify or no_match, with the `procedure` or `intent`, up to five `candidates`, what it would `say`, and `ms`.

Exit codes: 0 answered, 1 a line of the batch could not be read or the configuration has errors.
"""

import argparse
import time
from datetime import date
from pathlib import Path
from typing import Any

from dialogs.understood import Understood
from kiosk.cli.batch import as_line, numbered_lines, object_in, text_of
from kiosk.cli.failure import Failure
from kiosk.cli.options import add_config, add_json, add_today
from kiosk.config.base import LANGUAGES
from kiosk.config.problems import did_you_mean, quoted
from kiosk.talk.answers import Answers, load_answers

MOST_CANDIDATES = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The question or the batch, and how it is understood."""
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("text", nargs="?", metavar="TEXT", help="what a citizen says")
    asked.add_argument(
        "--batch", type=Path, metavar="FILE", help="questions, one JSON object a line; - for stdin"
    )
    parser.add_argument("--lang", choices=LANGUAGES, default="vi", help="language (default: %(default)s)")
    parser.add_argument("--about", metavar="ID", help="the procedure talked about before")
    add_config(parser)
    add_today(parser)
    add_json(parser)


def main(options: argparse.Namespace) -> int:
    """Answer one question, or each of a batch."""
    desk = _Asking(load_answers(options.config, options.lang), options.lang, options.today)
    desk.must_know(options.about)
    if options.batch is not None:
        return _batch(desk, options.batch, options.about)
    answer = desk.answer(options.text, options.about)
    print(as_line(answer) if options.json else _in_words(answer))
    return 0


class _Asking:
    """Answers questions in one language, as of one day."""

    def __init__(self, answers: Answers, language: str, today: date) -> None:
        self._answers = answers
        self._language = language
        self._today = today
        self._understanding = answers.knowledge.understanding[language]

    def must_know(self, procedure: str | None) -> None:
        """Raises `Failure` if there is no such procedure."""
        known = self._answers.knowledge.book.procedures
        if procedure is not None and procedure not in known:
            raise Failure(f"there is no procedure {quoted(procedure)}; {_nearest(procedure, known)}")

    def answer(self, text: str, about: str | None) -> dict[str, Any]:
        """What was understood and what the robot says, as it is written out."""
        began = time.perf_counter()
        understood = self._understanding.understand(text, subject=about)
        said = self._answers.say(self._language, understood, self._today).text
        took_ms = (time.perf_counter() - began) * 1000
        return {**_meaning(understood), "say": said, "ms": round(took_ms, 2)}


def _nearest(name: str, known: Any) -> str:
    near = did_you_mean(name, known)
    return near if near.startswith("did") else "see config/procedures"


def _meaning(understood: Understood) -> dict[str, Any]:
    kind = "clarify" if understood.kind == "topic" else understood.kind
    meaning: dict[str, Any] = {"kind": kind}
    if kind == "procedure":
        meaning["procedure"] = understood.id
    if kind == "command":
        meaning["intent"] = understood.id
    if understood.topic:
        meaning["topic"] = understood.topic
    if understood.slots:
        meaning["slots"] = dict(understood.slots)
    candidates = understood.candidates[:MOST_CANDIDATES]
    meaning["candidates"] = [{"id": one.id, "score": round(one.score, 3)} for one in candidates]
    return meaning


def _in_words(answer: dict[str, Any]) -> str:
    meant = answer.get("procedure") or answer.get("intent") or ""
    topic = f", {answer['topic']}" if "topic" in answer else ""
    slots = "".join(f", {name}={value}" for name, value in answer.get("slots", {}).items())
    others = ", ".join(f"{one['id']} {one['score']:.2f}" for one in answer["candidates"])
    head = " ".join(filter(None, (answer["kind"], meant))) + topic + slots
    return "\n".join([answer["say"], f"  understood: {head}", f"  candidates: {others or 'none'}"])


def _batch(desk: _Asking, file: Path, about: str | None) -> int:
    """Answer each line of `file`; 1 if one could not be read."""
    code = 0
    for number, line in numbered_lines(file):
        answer = _answer_line(desk, number, line, about)
        code = 1 if "error" in answer else code
        print(as_line(answer))
    return code


def _answer_line(desk: _Asking, number: int, line: bytes, about: str | None) -> dict[str, Any]:
    """The answer to one line of a batch, or what is wrong with the line."""
    name = None
    try:
        question = object_in(line)
        name, subject = question["id"], question.get("about", about)
        text = text_of(question)
        if not isinstance(subject, str | None):
            raise Failure("`about` must be the id of a procedure")
        desk.must_know(subject)
    except Failure as error:
        return {"id": name, "error": f"line {number}: {error}"}
    return {"id": name, **desk.answer(text, subject)}
