"""What may lie in the printer before a job: half of an interrupted one, or what noise made of a question."""

import asyncio

from drivers.errors import DeviceError, NotReady
from drivers.ticket_printer.escpos.conversation import Conversation
from drivers.ticket_printer.escpos.times import Times


class Leftovers:
    """`job`: an interrupted job may lie there. `wire`: bytes got lost or changed on their way."""

    def __init__(self, conversation: Conversation, times: Times) -> None:
        self.job = False
        self._conversation = conversation
        self._times = times
        self._unanswered = False
        self._noise_bytes = 0  # heard when there was nothing

    @property
    def wire(self) -> bool:
        """A question was not answered, or something was heard that is no answer."""
        return self._unanswered or self._conversation.noise_bytes > self._noise_bytes

    @property
    def any(self) -> bool:
        """The printer must be cleared before the next job."""
        return self.job or self.wire

    def unanswered(self) -> None:
        """Nobody knows what the printer has taken a question for."""
        self._unanswered = True

    def none(self) -> None:
        """The printer is clear, or has proved a job."""
        self.job = self._unanswered = False
        self._noise_bytes = self._conversation.noise_bytes

    async def be_sure_of_the_wire(self) -> None:
        """A loose contact answers now and then; a job needs a wire that answers again and again.

        Raises `NotReady` when it does not.
        """
        try:
            for _ in range(self._times.sure_answers):
                await self._conversation.ask(1, self._times.answer_s)
                await asyncio.sleep(self._times.sure_pause_s)
        except DeviceError as error:
            raise NotReady(f"the wire is disturbed: {error}") from error
