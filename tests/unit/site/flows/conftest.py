"""A set of sound flows to spoil (`sample`), and what is said about it."""

import shutil
from pathlib import Path

import pytest

from kiosk.config.problems import Problem
from kiosk.site.flows import CheckedFlows, check_flows
from kiosk.site.places import SHIPPED

VALUES = {"service": ("civil_status", "land"), "counter": ("1", "2")}


class Folder:
    """The flows and texts of a test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, text: str) -> None:
        """Replace a whole flow."""
        (self.folder / "dialogs" / "flows" / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace the first `old` in a flow, which must be there."""
        text = (self.folder / "dialogs" / "flows" / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def checked(self) -> CheckedFlows:
        """What checking finds."""
        return check_flows(self.folder, VALUES)

    def problems(self) -> list[Problem]:
        """What is wrong."""
        return self.checked().problems

    def lines(self) -> list[str]:
        """What is wrong, with file names relative to the flows."""
        return [str(problem).removeprefix(f"{self.folder}/dialogs/flows/") for problem in self.problems()]


@pytest.fixture
def site(tmp_path: Path) -> Folder:
    folder = tmp_path / "config"
    shutil.copytree(SHIPPED / "dialogs" / "vi" / "responses", folder / "dialogs" / "vi" / "responses")
    shutil.copytree(Path(__file__).with_name("sample"), folder / "dialogs" / "flows")
    return Folder(folder)
