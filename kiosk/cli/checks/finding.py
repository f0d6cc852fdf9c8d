"""A check and what it found."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kiosk.config.schema import Config

Level = Literal["ok", "warn", "error"]


@dataclass(frozen=True, slots=True)
class Patient:
    """What is looked at; `config` is None when it has errors."""

    folder: Path
    data: Path
    config: Config | None
    config_errors: tuple[str, ...]
    config_warnings: tuple[str, ...]
    thorough: bool  # take the time to measure the disk well


@dataclass(frozen=True, slots=True)
class Finding:
    """How one thing is, and what to do unless it is well."""

    level: Level
    message: str
    advice: str = ""


Check = Callable[[Patient], Finding]


def ok(message: str) -> Finding:
    """All is well."""
    return Finding("ok", message)


def warn(message: str, advice: str) -> Finding:
    """It works, and yet."""
    return Finding("warn", message, advice)


def error(message: str, advice: str) -> Finding:
    """It does not work."""
    return Finding("error", message, advice)
