"""The PC/SC library of this machine, reached only by a robot that has a card reader."""

from importlib import import_module
from typing import Any

from drivers.errors import DeviceError


class NoLibrary(DeviceError):
    """PC/SC or its Python side is not installed."""


def load() -> Any:
    """The module of pyscard that has the C functions. Raises `NoLibrary`."""
    try:
        return import_module("smartcard.scard")
    except ImportError as error:
        raise NoLibrary(f"PC/SC cannot be loaded: {error}") from error
