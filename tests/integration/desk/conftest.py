"""Desks in other processes on one database."""

import asyncio
import importlib.util
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import ModuleType

import pytest

asyncio.set_event_loop(None)  # pytest-asyncio would make one, and never close it, to put it back afterwards
SCRIPT = Path(__file__).with_name("an_office.py")
AtOnce = Callable[..., Awaitable[list[dict]]]
Elsewhere = Callable[..., Awaitable[dict]]


@pytest.fixture
def office_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("an_office", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def at_once(tmp_path: Path) -> AtOnce:
    """Run acts in other processes, which begin when all have opened; gives each answer, or how it crashed."""

    async def started(act: tuple[str, ...]) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(SCRIPT), str(tmp_path), *act, stdin=PIPE, stdout=PIPE
        )
        assert await process.stdout.readline() == b"ready\n"
        return process

    async def answer(process: asyncio.subprocess.Process) -> dict:
        output, _ = await process.communicate(b"go\n")
        return json.loads(output) if output else {"exit": process.returncode}

    async def run(*acts: tuple[str, ...]) -> list[dict]:
        processes = await asyncio.gather(*(started(act) for act in acts))
        return await asyncio.gather(*(answer(process) for process in processes))

    return run


@pytest.fixture
def elsewhere(at_once: AtOnce) -> Elsewhere:
    """Run one act in another process."""

    async def run(*act: str) -> dict:
        (answer,) = await at_once(act)
        return answer

    return run


@pytest.fixture
async def office(office_module, tmp_path):
    office = await office_module.Office.open(tmp_path)
    yield office
    await office.close()
