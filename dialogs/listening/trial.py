"""`python -m dialogs.listening.trial FOLDER`: tries a model where it may crash; phrases come on stdin.

Answers one line of JSON: {load_s, memory_mb, has_unknown, words: how many it was asked for, unknown: which of
them the model does not know}, or {error}.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dialogs.listening.audio import pcm_bytes
from dialogs.listening.grammar import UNKNOWN, unknown_words
from dialogs.listening.models.errors import ModelError
from dialogs.listening.spellings import words_of

LIMIT_S = 180.0  # a large model on a slow disk
LONGEST_COMPLAINT = 200


@dataclass(frozen=True, slots=True)
class Trial:
    """A model that works: seconds to load, memory of the process, and words it was asked for."""

    load_s: float
    memory_mb: float
    has_unknown: bool  # it can say that it did not understand
    words: int
    unknown: tuple[str, ...]


def tried(folder: Path, phrases: Iterable[str] = (), limit_s: float = LIMIT_S) -> Trial:
    """Load the model in a process of its own, and have it hear a second of silence. Raises `ModelError`."""
    lines = "\n".join(" ".join(phrase.split()) for phrase in phrases)
    command = (sys.executable, "-m", "dialogs.listening.trial", str(folder))
    try:
        child = subprocess.run(  # noqa: S603 - our own program
            command, input=lines.encode(), capture_output=True, timeout=limit_s, check=False
        )
    except subprocess.TimeoutExpired:
        raise ModelError(f"{folder}: Vosk was not through with it within {limit_s:g} s") from None
    told = _told(child.stdout)
    if child.returncode or "error" in told:
        raise ModelError(f"{folder} does not work with Vosk: {told.get('error') or _complaint(child)}")
    return Trial(**{**told, "unknown": tuple(told["unknown"])})


def _told(out: bytes) -> dict[str, Any]:
    try:
        told = json.loads(out)
    except ValueError:
        return {"error": ""}
    return told if isinstance(told, dict) else {"error": ""}


def _complaint(child: subprocess.CompletedProcess[bytes]) -> str:
    """How the child ended, and its first line of trouble."""
    how = f"signal {-child.returncode}" if child.returncode < 0 else f"exit code {child.returncode}"
    lines = [
        line
        for line in child.stderr.decode(errors="replace").splitlines()
        if "ERROR" in line or "ASSERT" in line
    ]
    return f"{how}; {lines[0][:LONGEST_COMPLAINT]}" if lines else how


def _try(folder: Path, phrases: Sequence[str]) -> dict[str, Any]:
    from dialogs.listening.recogniser import CannotLoad, SpeechModel  # Vosk, in this process alone

    began = time.monotonic()
    try:
        model = SpeechModel(folder)
    except (ModelError, CannotLoad) as error:
        return {"error": str(error)}
    load_s = time.monotonic() - began
    recogniser = model.recogniser(None)
    recogniser.accept(bytes(pcm_bytes(1.0)))
    recogniser.final()
    return {
        "load_s": round(load_s, 2),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "has_unknown": model.knows(UNKNOWN),
        "words": len({word for phrase in phrases for word in words_of(phrase)}),
        "unknown": unknown_words(phrases, model.knows),
    }


def main() -> None:
    """Try one folder."""
    phrases = sys.stdin.buffer.read().decode().splitlines()
    print(json.dumps(_try(Path(sys.argv[1]), phrases)))  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
