"""YAML as plain data: every scalar the text that was typed, every key and value with its position."""

from collections.abc import Iterator
from pathlib import Path

import yaml
from yaml.events import AliasEvent, Event, MappingStartEvent, ScalarEvent, SequenceStartEvent

from kiosk.config.codes import Code
from kiosk.config.document import Data, Document, KeyPath, Mark
from kiosk.config.problems import ConfigErrors, Problem, quoted
from kiosk.config.syntax import syntax_problem

LARGEST_BYTES = 256 * 1024
DEEPEST = 12
INIT_MAKES_IT = "`kiosk init DIR` makes a folder with every file"


def read_document(file: Path) -> Document:
    """The content of `file`. Raises `ConfigErrors`."""
    return parse_document(file, read_text(file))


def parse_document(file: Path, text: str) -> Document:
    """The content of `text`, which stands in `file`. Raises `ConfigErrors`."""
    try:
        return _Composer(file, yaml.parse(text, Loader=yaml.CSafeLoader)).document()
    except yaml.YAMLError as error:
        raise ConfigErrors([syntax_problem(file, text, error)]) from None


def read_text(file: Path) -> str:
    """The text of `file`, UTF-8 with or without a byte order mark. Raises `ConfigErrors`."""
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        raise ConfigErrors(
            [Problem(file, 1, 1, "missing-file", f"the file is missing ({INIT_MAKES_IT})")]
        ) from None
    except OSError as error:
        raise ConfigErrors([Problem(file, 1, 1, "unreadable", f"cannot be read: {error.strerror}")]) from None
    if len(content) > LARGEST_BYTES:
        raise ConfigErrors(
            [
                Problem(
                    file, 1, 1, "too-large", f"larger than {LARGEST_BYTES // 1024} KiB (divide it into files)"
                )
            ]
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        raise ConfigErrors(
            [
                Problem(
                    file,
                    before.count(b"\n") + 1,
                    column,
                    "not-utf8",
                    "not UTF-8 text (save the file as UTF-8)",
                )
            ]
        ) from None


class _Composer:
    """Builds the data of one document from the parser's events."""

    def __init__(self, file: Path, events: Iterator[Event]) -> None:
        self._file = file
        self._events = events
        self._document = Document(file, None)
        self._problems: list[Problem] = []

    def document(self) -> Document:
        """The whole document; one at most in a file."""
        data: Data = None
        found = False
        for event in self._events:
            if not isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent | AliasEvent):
                continue
            if found:
                self._refuse(event, "second-document", "a second document begins (a file has one)")
                break
            data, found = self._node(event, ()), True
        if self._problems:
            raise ConfigErrors(self._problems)
        return Document(self._file, data, self._document.key_marks, self._document.value_marks)

    def _node(self, event: Event, path: KeyPath) -> Data:
        self._document.value_marks.setdefault(path, _mark(event))
        if type(event) is ScalarEvent and event.anchor is None and event.tag is None:
            return self._scalar(event)
        self._check(event, path)
        if isinstance(event, MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path)
        return self._scalar(event)

    def _check(self, event: Event, path: KeyPath) -> None:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) is not None:
            self._refuse(
                event,
                "yaml-sign",
                "names with & and * are not used here (put the text in quotes, or write it out)",
            )
        elif getattr(event, "tag", None) is not None:
            self._refuse(event, "yaml-sign", "types with ! are not used here (put the text in quotes)")
        if len(path) > DEEPEST:
            self._refuse(event, "too-deep", f"nested deeper than {DEEPEST} levels")
            raise ConfigErrors(self._problems)

    @staticmethod
    def _scalar(event: Event) -> str | None:
        if not isinstance(event, ScalarEvent) or (event.value == "" and event.implicit[0]):
            return None
        return str(event.value)

    def _sequence(self, path: KeyPath) -> list[Data]:
        values: list[Data] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self._node(event, (*path, len(values))))
        return values

    def _mapping(self, path: KeyPath) -> dict[str, Data]:
        values: dict[str, Data] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            repeated = key in values
            if repeated:
                first = self._document.key_marks[(*path, key)].line
                message = f"{quoted(key)} stands here twice, first in line {first} (keep one of them)"
                self._refuse(event, "duplicate-key", message)
            self._document.key_marks.setdefault((*path, key), _mark(event))
            values[key] = self._node(next(self._events), (*path, key))
        return values

    def _key(self, event: Event, path: KeyPath) -> str:
        self._check(event, path)
        if isinstance(event, ScalarEvent):
            return str(event.value)
        self._refuse(event, "syntax", "a key must be one word (`key: value`)")
        raise ConfigErrors(self._problems)

    def _refuse(self, event: Event, code: Code, message: str) -> None:
        mark = _mark(event)
        self._problems.append(Problem(self._file, mark.line, mark.column, code, message))


def _mark(event: Event) -> Mark:
    mark = event.start_mark
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark()
