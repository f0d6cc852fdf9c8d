"""Has a child load the models, and remembers which ones it cannot.

Responsible for: a bad model takes no other with it, each trouble is logged once.
Not responsible for: what a model must be (models/).
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dialogs.workers.worker import Worker, WorkerLost

log = logging.getLogger(__name__)

MOST_DEATHS = 2  # a model that ends the child so often is left out

Models = Callable[[], Mapping[str, Path]]  # language → folder, as it is now


class Loading:
    """The models of one robot, child after child."""

    def __init__(self, models: Models, limit_s: float) -> None:
        """`limit_s`: for one model."""
        self._models = models
        self._limit_s = limit_s
        self._deaths: Counter[str] = Counter()
        self.problems: dict[str, str] = {}  # language → why it cannot be heard

    async def load(self, worker: Worker) -> frozenset[str]:
        """Load every model; the languages that can be heard then. Raises `WorkerLost`."""
        loaded = set()
        for language, folder in self._models().items():
            if self._deaths[language] < MOST_DEATHS and await self._load(worker, language, folder):
                loaded.add(language)
        return frozenset(loaded)

    def forgive(self) -> None:
        """Try models again that ended a child."""
        self._deaths.clear()

    async def _load(self, worker: Worker, language: str, folder: Path) -> bool:
        worker.send({"kind": "load", "language": language, "folder": str(folder)})
        try:
            reply = await self._reply(worker)
        except WorkerLost as error:
            self._deaths[language] += 1
            self._note_problem(language, f"{folder} ends the recogniser: {error}")
            raise
        if reply["kind"] != "loaded":
            self._note_problem(language, reply["why"])
            return False
        del self._deaths[language]
        self.problems.pop(language, None)
        return True

    async def _reply(self, worker: Worker) -> dict[str, Any]:
        try:
            async with asyncio.timeout(self._limit_s):
                message, _ = await worker.receive()
        except TimeoutError:
            raise WorkerLost(f"listening hangs: no answer for {self._limit_s:g} s") from None
        return message

    def _note_problem(self, language: str, why: str) -> None:
        if self.problems.get(language) != why:
            log.warning("speech in %s cannot be heard: %s", language, why)
        self.problems[language] = why
