"""What a conversation has asked for, carried out in a task of its own."""

import asyncio
import logging
from collections.abc import Callable

from dialogs.interfaces import Action
from state_machines.interfaces import Skills

log = logging.getLogger(__name__)

FAILED = "failed"  # the outcome of what nobody could do, or not in time
IN_ITS_OWN_TIME = frozenset({"read_card", "guide_to"})  # waits for the citizen, and ends by itself


class Acting:
    """One act at a time; `on_outcome` once an act, unless it is stopped before."""

    def __init__(self, skills: Skills | None, limit_s: float, on_outcome: Callable[[str], None]) -> None:
        self._skills = skills
        self._limit_s = limit_s
        self._on_outcome = on_outcome
        self._task: asyncio.Task[None] | None = None

    def start(self, action: Action, language: str) -> None:
        """Begin it."""
        loop = asyncio.get_running_loop()
        self._task = loop.create_task(self._act(action, language), name=action.name)

    def stop(self) -> None:
        """Whoever asked has left; what has begun in the world is not taken back."""
        if self._skills is not None:
            self._skills.forget()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _act(self, action: Action, language: str) -> None:
        outcome = await self._outcome(action, language)
        self._task = None
        self._on_outcome(outcome)

    async def _outcome(self, action: Action, language: str) -> str:
        if self._skills is None:
            return FAILED
        try:
            async with asyncio.timeout(None if action.name in IN_ITS_OWN_TIME else self._limit_s):
                return await self._skills.carry_out(action.name, action.values, language)
        except TimeoutError:
            log.warning("not done in time action=%s limit_s=%g", action.name, self._limit_s)
        except Exception:
            log.exception("not done action=%s", action.name)
        return FAILED
