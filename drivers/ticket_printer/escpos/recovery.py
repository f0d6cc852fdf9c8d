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
    if not await _buffers_cleared(conversation, times.clear_s):
        await conversation.send(FLUSH + INITIALISE)
    conditions = await conversation.ask_all(sorted(answered), times.busy_answer_s)
    if is_clear(conditions):
        await conversation.send(settings + encode_cut())
        return False
    return not conditions & (Condition.PAPER_OUT | Condition.PAPER_STOP)


async def _buffers_cleared(conversation: Conversation, within_s: float) -> bool:
    with conversation.expecting(Kind.CLEARED) as cleared:
        await conversation.send(CLEAR_BUFFERS)
        return await conversation.came(cleared, within_s)


class ErrorRetry:
    """When to try to leave a recoverable error: soon, then ever less often, to spare the cutter."""

    def __init__(self, times: Times) -> None:
        self._times = times
        self._gap_s = times.first_retry_s
        self._next_at: float | None = None

    def is_due(self, in_error: bool, now: float) -> bool:
        """Whether to try now, at loop time `now`."""
        if not in_error:
            self._next_at = None
            self._gap_s = self._times.first_retry_s
            return False
        if self._next_at is not None and now < self._next_at:
            return False
        self._next_at = now + self._gap_s
        self._gap_s = min(2 * self._gap_s, self._times.longest_retry_s)
        return True
