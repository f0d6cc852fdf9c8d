"""What this very printer answers: asked at every connection, never looked up by its name."""

from contextlib import ExitStack
from dataclasses import dataclass

from drivers.errors import Garbled, Silent
from drivers.interfaces import Proof
from drivers.ticket_printer.escpos.conversation import Conversation, Expected
from drivers.ticket_printer.escpos.protocol.answers import Kind
from drivers.ticket_printer.escpos.protocol.commands import (
    AUTO_STATUS_ALL,
    FLUSH,
    INITIALISE,
    PAPER_SENSOR,
    Identity,
    encode_identity_question,
    encode_job_mark,
)
from drivers.ticket_printer.escpos.protocol.job_ids import WRAP, encode_job_id
from drivers.ticket_printer.escpos.recovery import buffers_cleared
from drivers.ticket_printer.escpos.times import Times

PROBE_ID = encode_job_id(WRAP - 1)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a printer answers."""

    maker: str = ""
    model: str = ""
    auto_status: bool = False  # GS a
    fence: bool = False  # GS r
    job_mark: bool = False  # GS ( H

    @property
    def proof(self) -> Proof:
        """The strongest proof it can give."""
        if self.job_mark:
            return Proof.JOB_ID
        return Proof.FENCE if self.fence else Proof.POLL


async def probe_real_time(conversation: Conversation, within_s: float) -> frozenset[int]:
    """Which DLE EOT numbers it answers; 1 is a must.

    Raises `Garbled` when noise came back, whatever came with it, and `Silent` when nothing did.
    """
    noise_before = conversation.noise_bytes
    answered: frozenset[int] = frozenset()
    if await _answers(conversation, 1, within_s) or await _answers(conversation, 1, within_s):
        others = [number for number in (2, 3, 4) if await _answers(conversation, number, within_s)]
        answered = frozenset((1, *others))
    if conversation.noise_bytes > noise_before:
        raise Garbled("the printer's answers cannot be read: check the baud rate and that it speaks ESC/POS")
    if not answered:
        raise Silent("the printer does not answer: check its power, its cable and the baud rate")
    return answered


async def probe_queued(conversation: Conversation, times: Times) -> Capabilities:
    """What it answers from its print queue; only a printer that is clear can say.

    Where nothing at all comes back, half a command may swallow the questions, of an earlier life or made by
    noise on the wire: it is ended with NULs, then by emptying the buffers where the printer knows how, and
    the questions are asked again. Errors: `TransportError`.
    """
    found = await _ask_queued(conversation, times.answer_s)
    if found == Capabilities():
        await conversation.send(FLUSH + INITIALISE)
        found = await _ask_queued(conversation, times.answer_s)
    if found == Capabilities() and await buffers_cleared(conversation, times.clear_s):
        found = await _ask_queued(conversation, times.answer_s)
    return found


async def _answers(conversation: Conversation, number: int, within_s: float) -> bool:
    try:
        await conversation.ask(number, within_s)
    except Silent:
        return False
    return True


async def _ask_queued(conversation: Conversation, within_s: float) -> Capabilities:
    with ExitStack() as stack:
        maker, model, auto, fence = [
            stack.enter_context(conversation.expecting(kind))
            for kind in (Kind.IDENTITY, Kind.IDENTITY, Kind.AUTO_STATUS, Kind.PAPER_SENSOR)
        ]
        mark = stack.enter_context(conversation.expecting(Kind.JOB_ID, PROBE_ID))
        await conversation.send(
            INITIALISE
            + encode_identity_question(Identity.MAKER)
            + encode_identity_question(Identity.MODEL)
            + AUTO_STATUS_ALL
            + PAPER_SENSOR
            + encode_job_mark(PROBE_ID)
        )
        await conversation.came(mark, within_s)
        return Capabilities(_text(maker), _text(model), auto.done(), fence.done(), mark.done())


def _text(expected: Expected) -> str:
    return expected.result().decode("ascii") if expected.done() else ""
