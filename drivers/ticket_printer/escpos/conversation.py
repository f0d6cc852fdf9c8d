"""Questions to one printer and its answers.

Responsible for: matching answers to questions, one real-time question at a time, the conditions last heard.
Not responsible for: connecting (drivers/link.py), and for what an answer means to a job (job.py).
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager

from drivers.errors import Silent, TransportError
from drivers.ticket_printer.escpos.pace import Pace
from drivers.ticket_printer.escpos.protocol.answers import Answer, AnswerReader, Kind
from drivers.ticket_printer.escpos.protocol.commands import encode_status_question
from drivers.ticket_printer.escpos.protocol.conditions import (
    ALL_WELL,
    Condition,
    merge_auto_status,
    merge_real_time,
)

Expected = asyncio.Future[bytes]
_UNASKED = (Kind.AUTO_STATUS, Kind.JOB_ID, Kind.CLEARED, Kind.IDENTITY)  # their form alone proves them


class Conversation:
    """One printer's wire as questions and answers; the caller serialises the operations."""

    def __init__(
        self,
        write: Callable[[bytes], Awaitable[None]],
        pace: Pace,
        quiet_s: float,
        heard: Callable[[Condition], None],
    ) -> None:
        self.conditions = ALL_WELL
        self.seen = ALL_WELL  # all conditions that were there since somebody set this
        self.tells = False  # whether automatic status is believed: of a printer that was asked for it
        self.stray_answers = 0
        self._write = write
        self._pace = pace
        self._quiet_s = quiet_s
        self._heard = heard
        self._reader = AnswerReader()
        self._expected: dict[tuple[Kind, bytes], list[Expected]] = {}
        self._late_answer = False  # an answer is overdue and must not be taken for the next one

    @property
    def noise_bytes(self) -> int:
        """Bytes that belonged to no answer, since the beginning."""
        return self._reader.noise_bytes

    @property
    def wire_free_at(self) -> float:
        """The loop time when the wire will have carried everything."""
        return self._pace.free_at

    def receive(self, data: bytes) -> int:
        """Take bytes from the wire; how many answers were expected or are beyond doubt."""
        return sum([self._take(answer) for answer in self._reader.feed(data)])

    def lost(self) -> None:
        """The wire is gone: whoever waits is told, half an answer is forgotten."""
        self.conditions, self.tells = ALL_WELL, False
        self._reader.drop_partial()
        self._late_answer = False
        for waiting in self._expected.values():
            for expected in waiting:
                expected.cancel()

    @contextmanager
    def expecting(self, kind: Kind, data: bytes = b"") -> Iterator[Expected]:
        """An answer that will come; for `JOB_ID` the one with this id. Equal ones are met in order."""
        expected: Expected = asyncio.get_running_loop().create_future()
        waiting = self._expected.setdefault((kind, data), [])
        waiting.append(expected)
        try:
            yield expected
        finally:
            waiting.remove(expected)
            if not waiting:
                del self._expected[kind, data]

    async def send(self, data: bytes) -> None:
        """Write `data`. Raises `TransportError`."""
        self._pace.sent(len(data), asyncio.get_running_loop().time())
        await self._write(data)

    async def came(self, expected: Expected, within_s: float, after: float | None = None) -> bool:
        """Whether the answer came within `within_s` of `after`, by default of the wire being free.

        Raises `TransportError` when the wire was lost meanwhile.
        """
        loop = asyncio.get_running_loop()
        if not expected.done():
            start = max(loop.time(), self.wire_free_at if after is None else after)
            await asyncio.wait((expected,), timeout=start + within_s - loop.time())
        if expected.cancelled():
            raise TransportError("the wire was lost while an answer was awaited")
        return expected.done()

    async def ask(self, number: int, within_s: float, then: bytes = b"") -> Condition:
        """DLE EOT `number`, with `then` right behind it: the conditions now known.

        Raises `Silent` without an answer, `TransportError` when the wire was lost.
        """
        if self._late_answer:
            await asyncio.sleep(self._quiet_s)
            self._late_answer = False
        with self.expecting(Kind.REAL_TIME) as expected:
            try:
                free_at = self.wire_free_at
                await self.send(encode_status_question(number) + then)
                if not await self.came(expected, within_s, free_at):
                    raise Silent(f"no answer to DLE EOT {number}")
            finally:
                if not expected.done():
                    self._late_answer = True
                    self._reader.drop_partial()
        self._know(merge_real_time(self.conditions, number, expected.result()[0]))
        return self.conditions

    async def ask_all(self, numbers: Iterable[int], within_s: float) -> Condition:
        """Several questions, one after the other; errors as in `ask`."""
        for number in numbers:
            await self.ask(number, within_s)
        return self.conditions

    def _take(self, answer: Answer) -> bool:
        if answer.kind is Kind.FLOW:
            return False
        if answer.kind is Kind.AUTO_STATUS and self.tells:
            self._know(merge_auto_status(self.conditions, answer.data))
        key = (answer.kind, answer.data if answer.kind is Kind.JOB_ID else b"")
        for expected in self._expected.get(key, ()):
            if not expected.done():
                expected.set_result(answer.data)
                return True
        if answer.kind in _UNASKED:
            return True
        self.stray_answers += 1
        return False

    def _know(self, conditions: Condition) -> None:
        self.conditions = conditions
        self.seen |= conditions
        self._heard(conditions)
