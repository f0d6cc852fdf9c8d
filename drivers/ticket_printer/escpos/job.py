"""One job on the wire: its pieces with status questions between them, and its proof.

Responsible for: stopping at trouble, waiting for the strongest proof the printer gives, in bounded time.
Not responsible for: what is printed, and for cleaning up afterwards (recovery.py).
"""

import asyncio
from collections.abc import Iterable, Iterator
from itertools import chain

from drivers.errors import DeviceError, InDoubt
from drivers.interfaces import Proof
from drivers.ticket_printer.escpos.conversation import Conversation, Expected
from drivers.ticket_printer.escpos.protocol.answers import Kind
from drivers.ticket_printer.escpos.protocol.commands import PAPER_SENSOR, encode_job_mark
from drivers.ticket_printer.escpos.protocol.conditions import ALL_WELL, Condition
from drivers.ticket_printer.escpos.status import is_clear, is_stuck, status_of
from drivers.ticket_printer.escpos.times import Times

TOUCHED = Condition.COVER_OPEN | Condition.PAPER_STOP | Condition.PAPER_OUT


def join_pieces(commands: Iterable[bytes], most_bytes: int) -> Iterator[bytes]:
    """Whole commands in pieces of about `most_bytes`: one write each."""
    piece = bytearray()
    for command in commands:
        if piece and len(piece) + len(command) > most_bytes:
            yield bytes(piece)
            piece.clear()
        piece += command
    yield bytes(piece)


class Job:
    """Sends one job; every error is `InDoubt`, because something may have been printed."""

    def __init__(
        self,
        conversation: Conversation,
        answered: frozenset[int],
        proof: Proof,
        times: Times,
        piece_bytes: int,
        questions: bool,
    ) -> None:
        self._piece_bytes = piece_bytes
        self._questions = questions
        self._conversation = conversation
        self._answered = answered
        self._proof = proof
        self._times = times

    async def run(self, commands: Iterable[bytes], job_id: bytes, moving_s: float) -> Proof:
        """Send `commands` and return when the printer proved them; moving paper takes it about `moving_s`."""
        self._conversation.seen = ALL_WELL
        try:
            await self._run(commands, job_id, moving_s)
            self._require_untouched()
        except InDoubt:
            raise
        except DeviceError as error:
            raise InDoubt(str(error)) from error
        return self._proof

    async def _run(self, commands: Iterable[bytes], job_id: bytes, moving_s: float) -> None:
        if self._proof is Proof.POLL:
            await self._send(commands)
            await self._poll(moving_s)
            return
        kind, data, request = Kind.PAPER_SENSOR, b"", PAPER_SENSOR
        if self._proof is Proof.JOB_ID:
            kind, data, request = Kind.JOB_ID, job_id, encode_job_mark(job_id)
        with self._conversation.expecting(kind, data) as expected:
            await self._send(chain(commands, (request,)))
            await self._await_proof(expected, moving_s)

    async def _send(self, commands: Iterable[bytes]) -> None:
        """A question before every piece but the first: the wire carries a piece while it is answered."""
        asking = False
        for piece in join_pieces(commands, self._piece_bytes):
            if not asking:
                await self._conversation.send(piece)
                asking = self._questions
                continue
            conditions = await self._conversation.ask(1, self._times.busy_answer_s, then=piece)
            if Condition.OFFLINE in conditions:
                await self._look()
                self._stop_if_stuck()

    async def _await_proof(self, expected: Expected, moving_s: float) -> None:
        loop = asyncio.get_running_loop()
        deadline = self._conversation.wire_free_at + moving_s + self._times.proof_s
        stuck_at: float | None = None
        while not await self._conversation.came(expected, self._times.look_s):
            await self._look()
            if not is_stuck(self._conversation.conditions):
                stuck_at = None
            elif stuck_at is None:
                stuck_at = loop.time()
            elif loop.time() - stuck_at >= self._times.stuck_s:
                self._stop_if_stuck()
            if loop.time() >= deadline:
                raise InDoubt("the printer did not prove the job in time")

    async def _poll(self, moving_s: float) -> None:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._conversation.wire_free_at - loop.time()) + moving_s)
        deadline = loop.time() + self._times.proof_s
        while not is_clear(await self._look()):
            self._stop_if_stuck()
            if loop.time() >= deadline:
                raise InDoubt("the printer did not become ready again after the job")
            await asyncio.sleep(self._times.look_s)

    async def _look(self) -> Condition:
        return await self._conversation.ask_all(sorted(self._answered), self._times.busy_answer_s)

    def _require_untouched(self) -> None:
        """The printer goes on by itself once it is closed again; what was torn off meanwhile stays torn."""
        if self._conversation.seen & TOUCHED:
            raise InDoubt("the cover was opened or the paper ended amid the job")

    def _stop_if_stuck(self) -> None:
        conditions = self._conversation.conditions
        if is_stuck(conditions):
            codes = [fault.code for fault in status_of(conditions, self._answered).faults]
            raise InDoubt(f"the printer stopped amid the job: {', '.join(codes) or 'error'}")
