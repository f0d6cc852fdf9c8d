"""Records what hosts sent and reads it back: JSON lines, `{"at": s, "connector": "…", "hex": "…"}`."""

import json
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from simulator.devices.interfaces import PUBLIC

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
SUFFIX = ".wire.jsonl"


class BadRecording(ValueError):
    """The recording cannot be read; the message is one line with file and line."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes a host sent at `connector`, `at` seconds after the recording began."""

    at: float
    data: bytes
    connector: str = PUBLIC


class Recorder:
    """Writes one recording. Times count from `began`."""

    def __init__(self, path: Path, began: float) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._began = began
        self._file: TextIO = path.open("w", encoding="utf-8")

    def write(self, connector: str, data: bytes, now: float) -> None:
        """Append a chunk."""
        chunk = {"at": round(now - self._began, 6), "connector": connector, "hex": data.hex()}
        self._file.write(json.dumps(chunk) + "\n")

    def close(self) -> None:
        """End the recording."""
        self._file.close()


def read_recording(path: Path, connectors: Collection[str]) -> list[Chunk]:
    """All chunks in order; one that names no connector came in at the public one. Raises `BadRecording`."""
    chunks = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            chunks.append(_chunk(json.loads(line), connectors))
        except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
            raise BadRecording(
                f'{path}:{number}:1: error: {error}; a line looks like {{"at": 0.5, "hex": "1b40"}}'
            ) from error
    return chunks


def _chunk(entry: Mapping[str, Any], connectors: Collection[str]) -> Chunk:
    connector = entry.get("connector", PUBLIC)
    if connector not in connectors:
        raise ValueError(f"there is no connector {connector!r}, only {', '.join(connectors)}")
    at = float(entry["at"])
    if not 0 <= at < math.inf:
        raise ValueError(f"at is {at}, not seconds from 0 on")
    return Chunk(at, bytes.fromhex(entry["hex"]), connector)
