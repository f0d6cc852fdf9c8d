"""Running commands in this process."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.cli.main import main
from kiosk.site.places import SHIPPED

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def kiosk(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `kiosk` with these words: exit code, what it printed, what it complained."""

    def run(*words: object) -> tuple[int, str, str]:
        try:
            code = main([str(word) for word in words])
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped configuration."""
    copy = tmp_path / "site"
    shutil.copytree(SHIPPED, copy)
    return copy
