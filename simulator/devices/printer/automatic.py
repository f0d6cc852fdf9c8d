"""Automatic status back (GS a): says something whenever an item the host asked for has changed."""

from simulator.devices.printer.body import Body
from simulator.devices.printer.status import automatic_status, changed_items


class AutomaticStatus:
    """Remembers what the host asked for and what it was told last."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self.items = 0
        self._told = automatic_status(body)

    def enable(self, items: int) -> bytes | None:
        """Switch the items of GS a n; the status to send at once, if any item is on."""
        self.items = items
        self._told = automatic_status(self._body)
        return self._told if items else None

    def changed(self) -> bytes | None:
        """The status to send after the body may have changed; None when nothing asked for is different."""
        now = automatic_status(self._body)
        worth_telling = changed_items(self._told, now) & self.items
        self._told = now
        return now if worth_telling else None
