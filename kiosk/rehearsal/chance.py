"""Chance from a seed: each name has a stream of its own, so that one part more does not shift the others."""

import hashlib
from random import Random


class Chance:
    """Streams of chance; `path` tells whose they are."""

    def __init__(self, *path: object) -> None:
        self._path = path

    def stream(self, *name: object) -> Random:
        """A fresh stream, the same for the same path and name on every machine."""
        words = "\0".join(map(str, (*self._path, *name)))
        return Random(hashlib.sha256(words.encode()).digest())  # noqa: S311 - rehearsed chance, no secret

    def of(self, *name: object) -> "Chance":
        """The chance of one part."""
        return Chance(*self._path, *name)
