"""Goals under way, by name: sent, taken back, ended, or never heard of again.

Responsible for: names that no other life used, who waits for which end, what must be taken back later.
Not responsible for: what a goal is for (driver.py).
"""

import asyncio
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from drivers.mobile_base.nav2 import protocol
from drivers.mobile_base.nav2.navigation import Action
from drivers.mobile_base.nav2.protocol import Result

Ending = asyncio.Future[Result | None]  # None: the bridge was lost


class Goals:
    """`send` takes texts to the bridge; `life` tells this life's goals from others'."""

    def __init__(self, send: Callable[[str], None], life: str) -> None:
        self._send = send
        self._life = life
        self._numbers = count(1)
        self._waiting: dict[str, tuple[Action, Ending]] = {}
        self._orphans: dict[str, Action] = {}

    @property
    def actions(self) -> tuple[Action, ...]:
        """What is under way."""
        return tuple(action for action, _ in self._waiting.values())

    @property
    def orphans(self) -> int:
        """How many goals were never heard of again."""
        return len(self._orphans)

    def __contains__(self, name: str) -> bool:
        return name in self._waiting

    async def pursue(self, action: Action, goal: Mapping[str, Any]) -> Result | None:
        """Send a goal and wait for its end; None when the bridge was lost on the way."""
        name = f"kiosk-{self._life}-{next(self._numbers)}"
        ended: Ending = asyncio.get_running_loop().create_future()
        self._waiting[name] = action, ended
        self._send(protocol.send_goal(name, action.name, action.kind, goal))
        try:
            return await ended
        finally:
            del self._waiting[name]
            if ended.cancelled():
                self._orphans[name] = action

    def take_back(self) -> None:
        """Take back everything that is under way; its end is still waited for."""
        for name, (action, _) in self._waiting.items():
            self._send(protocol.cancel_goal(name, action.name))

    def take_back_orphans(self) -> None:
        """The bridge is there again: take back what nobody waits for any more."""
        for name, action in self._orphans.items():
            self._send(protocol.cancel_goal(name, action.name))

    def ended(self, result: Result) -> None:
        """A goal ended, perhaps one of another life."""
        self._orphans.pop(result.goal, None)
        if result.goal in self._waiting and not (ending := self._waiting[result.goal][1]).done():
            ending.set_result(result)

    def lost(self) -> None:
        """The bridge is gone: nothing is known of what is under way."""
        for name, (action, ending) in self._waiting.items():
            if not ending.done():
                self._orphans[name] = action
                ending.set_result(None)
