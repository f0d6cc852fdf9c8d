"""Whose data go on the paper: one connector after the other, never two in one ticket.

As printers with two interfaces do: the one in use is kept until its ticket is cut, or until it has been
silent for a while; meanwhile the other's data wait in its own buffer.
"""

from collections.abc import Sequence

from simulator.devices.printer.connector import Connector
from simulator.devices.printer.engine import PrintEngine
from simulator.devices.printer.paper import PaperWeb

SILENCE_S = 2.0


class Turn:
    """`not_before` is when the data of whoever has the turn may be acted on at the earliest."""

    def __init__(self, connectors: Sequence[Connector], engine: PrintEngine, web: PaperWeb) -> None:
        self._connectors = connectors
        self._engine = engine
        self._web = web
        self._holder: Connector | None = None
        self.not_before = 0.0

    def next(self) -> Connector | None:
        """Whose data come next; None = nobody's."""
        if self._holder is None or not self._unfinished(self._holder):
            waiting = [
                (since, connector)
                for connector in self._connectors
                if (since := connector.waiting_since) is not None
            ]
            since, self._holder = min(waiting, key=lambda pair: pair[0], default=(0.0, None))
            self.not_before = max(self.not_before, since)
        return self._holder

    @property
    def idle(self) -> bool:
        """Nobody has it."""
        return self._holder is None

    def held_by(self, name: str) -> bool:
        """Whether the connector of that name has the turn."""
        return self._holder is not None and self._holder.name == name

    def done(self, at: float) -> None:
        """Something of the holder's has been acted on."""
        self.not_before = at

    def silent_at(self) -> float | None:
        """When the holder will have been silent for long enough; None = it is busy, or has finished."""
        holder = self._holder
        if holder is None or self._engine.busy or holder.buffer.occupied_bytes:
            return None
        if not self._unfinished(holder):
            return None
        last = self.not_before if holder.waiting_since is None else holder.last_heard
        return max(last, self._engine.free_at) + SILENCE_S

    def pass_on(self, at: float) -> None:
        """The holder has been silent for long enough."""
        if self._holder:
            self._holder.give_up_turn()
        self._holder, self.not_before = None, at

    def reset(self) -> None:
        """As after power-up."""
        self._holder = None

    def _unfinished(self, holder: Connector) -> bool:
        """It has a ticket on the paper, or had more to say before it was done with the last."""
        since = holder.waiting_since
        return (
            self._web.printed
            or holder.buffer.in_command
            or (since is not None and since <= max(self.not_before, self._engine.free_at))
        )
