"""Batches: one JSON object a line, `{"id": …, "text": "…"}`, in and out."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kiosk.cli.failure import Failure


def numbered_lines(file: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of `file` that are not empty, with their numbers from 1; `-` is standard input."""
    for number, line in enumerate(_lines(file), 1):
        if line.strip():
            yield number, line


def _lines(file: Path) -> Iterator[bytes]:
    if str(file) == "-":
        yield from sys.stdin.buffer
        return
    with file.open("rb") as stream:
        yield from stream


def object_in(line: bytes) -> dict[str, Any]:
    """The object in one line. Raises `Failure` with what is wrong."""
    try:
        entry = json.loads(line)
    except UnicodeDecodeError:
        raise Failure("not UTF-8 text") from None
    except (ValueError, RecursionError) as error:
        raise Failure(f"not JSON: {error}") from None
    if not isinstance(entry, dict):
        raise Failure('must be an object {"id": …, "text": "…"}')
    if "id" not in entry:
        raise Failure("`id` is missing")
    return entry


def text_of(entry: dict[str, Any]) -> str:
    """The text of an object. Raises `Failure`."""
    text = entry.get("text")
    if not isinstance(text, str):
        raise Failure("`text` must be a text")
    return text


def as_line(entry: dict[str, Any]) -> str:
    """One line of JSON; letters as they are where they can be written."""
    try:
        line = json.dumps(entry, ensure_ascii=False)
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(entry)
    return line
