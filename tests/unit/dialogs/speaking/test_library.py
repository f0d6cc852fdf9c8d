"""Where espeak-ng comes from, with the real worker in machines that lack this or that."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import espeakng_loader
import pytest

from dialogs.speaking.library import LONGEST_DATA_PATH, SYSTEM_NAME
from dialogs.speaking.synthesis import CHILD
from dialogs.workers.worker import Worker

LOADER = """
def get_data_path():
    return {data!r}

def get_library_path():
    return {library!r}
"""


@asynccontextmanager
async def started() -> AsyncIterator[dict[str, Any]]:
    worker = Worker(CHILD)
    try:
        yield await worker.start(30)
    finally:
        await worker.stop()


@pytest.fixture
def no_system_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is found first under the system's name is no library."""
    (tmp_path / SYSTEM_NAME).write_bytes(b"not a library")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))


@pytest.fixture
def system_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / SYSTEM_NAME).symlink_to(espeakng_loader.get_library_path())
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))


def package(folder: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """Another package espeakng-loader, found before the installed one."""
    folder = folder / "packages"
    folder.mkdir()
    (folder / "espeakng_loader.py").write_text(source)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(folder), str(Path.cwd()))))


async def test_the_systems_library_comes_first(system_library: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESPEAK_DATA_PATH", espeakng_loader.get_data_path())
    async with started() as ready:
        assert ready["library"] == "system"
        assert ready["engine"] == "espeak-ng 1.52.0"
        assert {"aav/vi", "aav/vi-vn-x-central", "aav/vi-vn-x-south", "gmw/en"} <= set(ready["voices"])


@pytest.mark.usefixtures("system_library")
async def test_a_system_library_without_its_data_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESPEAK_DATA_PATH", "/nowhere")
    async with started() as ready:
        assert ready["library"] == "espeakng-loader"


@pytest.mark.usefixtures("no_system_library")
async def test_without_one_the_package_serves() -> None:
    async with started() as ready:
        assert ready["library"] == "espeakng-loader"
        assert "aav/vi" in ready["voices"]


@pytest.mark.usefixtures("no_system_library")
@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "raise ImportError('not installed')",
            "no espeak-ng library: install the Debian package libespeak-ng1, or",
        ),
        (
            LOADER.format(data="/đ" * 60, library=espeakng_loader.get_library_path()),
            f"the path of the espeak-ng data has 180 bytes, at most {LONGEST_DATA_PATH}: move the robot",
        ),
        (
            LOADER.format(data=espeakng_loader.get_data_path(), library="/nowhere/libespeak-ng.so"),
            "the espeak-ng library of espeakng-loader cannot be loaded (/nowhere/libespeak-ng.so:",
        ),
    ],
)
async def test_without_any_the_technician_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, said: str
) -> None:
    package(tmp_path, monkeypatch, source)
    async with started() as ready:
        assert ready["unfit"].startswith(said)
