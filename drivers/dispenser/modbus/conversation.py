"""Questions to a board, one at a time, each with its answer in time.

Responsible for: matching answers to questions, the pause between frames, telling a refusal from silence.
Not responsible for: asking again (driver.py): what moves something must not be.
"""

import asyncio

from drivers.dispenser.modbus.protocol import Answer, AnswerReader, Question
from drivers.errors import DeviceError, Silent
from drivers.link import Link

ANSWER_S = 0.3
PAUSE_S = 0.005  # 3.5 characters at 9,600 baud


class Refused(DeviceError):
    """The board said that it does not do that; `exception` is Modbus' code."""

    def __init__(self, exception: int) -> None:
        super().__init__(f"the board refused with exception {exception}")
        self.exception = exception


class Conversation:
    """One board's."""

    def __init__(self, unit: int) -> None:
        self._reader = AnswerReader(unit)
        self._asked: tuple[Question, asyncio.Future[Answer]] | None = None
        self._one = asyncio.Lock()
        self.unanswered = 0

    @property
    def noise_bytes(self) -> int:
        """Bytes that belong to no answer."""
        return self._reader.noise_bytes

    def feed(self, data: bytes) -> int:
        """Take bytes from the wire; how many answers they complete."""
        answers = self._reader.feed(data)
        for answer in answers:
            if (
                self._asked is not None
                and not self._asked[1].done()
                and self._asked[0].is_answered_by(answer)
            ):
                self._asked[1].set_result(answer)
        return len(answers)

    async def ask(self, link: Link, question: Question) -> Answer:
        """Its answer. Raises `Silent`, `Refused`, `TransportError`."""
        async with self._one:
            self._reader.forget()
            answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
            self._asked = question, answer
            try:
                async with asyncio.timeout(ANSWER_S):
                    await link.write(question.frame)
                    said = await answer
                await asyncio.sleep(PAUSE_S)
            except TimeoutError as error:
                self.unanswered += 1
                raise Silent("the board did not answer") from error
            finally:
                self._asked = None
        if said.exception:
            raise Refused(said.exception)
        return said
