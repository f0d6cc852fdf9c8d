"""Tests on a real device: `pytest tests/hardware --device printer=serial:/dev/serial/by-id/…`."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_addoption(parser):
    parser.addoption(
        "--device", action="append", default=[], metavar="NAME=ADDRESS", help="a real device to test"
    )
    parser.addoption("--device-baud", type=int, default=115200, help="baud rate of serial devices")
    parser.addoption("--device-width", type=int, default=576, help="printer's dots per row")


def given_devices(config) -> dict[str, str]:
    """Device name to address, as given on the command line."""
    return dict(given.split("=", 1) for given in config.getoption("--device", default=[]))


def pytest_collection_modifyitems(config, items):
    """Without its device a test of this folder is not selected at all."""
    given = given_devices(config)
    missing = [item for item in items if HERE in item.path.parents and item.path.stem[5:] not in given]
    if missing:
        config.hook.pytest_deselected(items=missing)
        items[:] = [item for item in items if item not in missing]


@pytest.fixture
def devices(request):
    return given_devices(request.config)
