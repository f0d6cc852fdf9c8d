"""Bringing a printer back after an interrupted job or a recoverable error."""

from drivers.ticket_printer.escpos.conversation import Conversation
from drivers.ticket_printer.escpos.protocol.answers import Kind
from drivers.ticket_printer.escpos.protocol.commands import (
    CANCEL_ERROR,
    CLEAR_BUFFERS,
    FLUSH,
    INITIALISE,
    encode_cut,
)
from drivers.ticket_printer.escpos.protocol.conditions import Condition
from drivers.ticket_printer.escpos.status import RECOVERABLE, is_clear
from drivers.ticket_printer.escpos.times import Times


async def clear_printer(
    conversation: Conversation, answered: frozenset[int], settings: bytes, times: Times
) -> bool:
    """Empty the printer's buffers, apply `settings` and cut off what an interrupted job left hanging.

    True when something may still hang there: nothing can be cut while the printer stands still. At the end
    of the roll nothing does: it goes with the old roll.
    Raises `Silent` or `TransportError` when the printer cannot be reached.
    """
    conditions = await conversation.ask_all(sorted(answered), times.busy_answer_s)
    if conditions & RECOVERABLE:
        await conversation.send(CANCEL_ERROR)
    if not await buffers_cleared(conversation, times.clear_s):
        await conversation.send(FLUSH + INITIALISE)
    conditions = await conversation.ask_all(sorted(answered), times.busy_answer_s)
    if is_clear(conditions):
        await conversation.send(settings + encode_cut())
        return False
    return not conditions & (Condition.PAPER_OUT | Condition.PAPER_STOP)


async def buffers_cleared(conversation: Conversation, within_s: float) -> bool:
    """Empty the buffers, half a command too; False when the printer does not know how."""
    with conversation.expecting(Kind.CLEARED) as cleared:
        await conversation.send(CLEAR_BUFFERS)
        return await conversation.came(cleared, within_s)


class Retry:
    """When to try to get out of a state: at once, then ever less often."""

    def __init__(self, first_s: float, longest_s: float) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._gap_s = first_s
        self._next_at: float | None = None

    def is_due(self, wanted: bool, now: float) -> bool:
        """Whether to try now, at loop time `now`, while it is `wanted`."""
        if not wanted:
            self._next_at = None
            self._gap_s = self._first_s
            return False
        if self._next_at is not None and now < self._next_at:
            return False
        self._next_at = now + self._gap_s
        self._gap_s = min(2 * self._gap_s, self._longest_s)
        return True
