"""What a device's driver knows of its condition, and who is told.

Responsible for: the status of a linked sound device, telling each change once.
Not responsible for: how the condition is found out (the drivers), connecting (drivers/link.py).
"""

from collections.abc import Callable

from drivers.link import Link, LinkState
from drivers.sound.status import ONLINE, STARTING, status_without
from drivers.status import DeviceStatus


class Condition:
    """The status of the device in `role` behind `link`."""

    def __init__(self, role: str, link: Link) -> None:
        self._role = role
        self._link = link
        self._was_there = False
        self._listeners: list[Callable[[DeviceStatus], None]] = []
        self.status = STARTING
        link.on_state(self._on_link_state)

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        self._listeners.append(listener)

    def become(self, status: DeviceStatus) -> None:
        """The status is `status` now."""
        if status != self.status:
            self.status = status
            for listener in self._listeners:
                listener(status)

    def _on_link_state(self, state: LinkState) -> None:
        if state is LinkState.READY:
            self._was_there = True
            self.become(ONLINE)
        elif state is LinkState.LOST:
            self.become(status_without(self._role, self._link.reason, was_there=self._was_there))
