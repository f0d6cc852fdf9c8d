"""One simulated robot for the tests of a module."""

from collections.abc import Iterator

import pytest

from tests.support.robot import Simulated, eventually, start, stop


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulated]:
    """One simulated robot for the tests of a module."""
    folder = tmp_path_factory.mktemp("robot")
    running = start(folder / "data", folder / "log")
    eventually(lambda: running.http.get("/healthz").json()["status"] == "ok")
    yield running
    assert stop(running) == 0, running.log.read_text()
