"""A copy of the shipped configuration to spoil, and what is said about it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.config.problems import ConfigErrors, Problem
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED


class Site:
    """A configuration folder of a test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, text: str) -> None:
        """Replace a whole file."""
        (self.folder / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace the first `old` in a file, which must be there."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def problems(self) -> list[Problem]:
        """What loading says."""
        try:
            load_config(self.folder)
        except ConfigErrors as error:
            return error.problems
        return []

    def lines(self) -> list[str]:
        """What loading says, with file names relative to the folder."""
        return [str(problem).removeprefix(f"{self.folder}/") for problem in self.problems()]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    folder = tmp_path / "config"
    shutil.copytree(SHIPPED, folder)
    return Site(folder)


@pytest.fixture
def in_file(tmp_path: Path) -> Callable[[bytes], Path]:
    """Bytes as a file."""

    def write(content: bytes) -> Path:
        file = tmp_path / "some.yaml"
        file.write_bytes(content)
        return file

    return write
