"""The way to the card: plain at first, under the keys of a session later."""

from drivers.identity_card.chip.apdu import Answer, Command, decode_answer
from drivers.identity_card.chip.card import LONGEST_BYTES, SHORT_BYTES, Card
from drivers.identity_card.chip.errors import CardError, Cause, Refused
from drivers.identity_card.chip.secure_messaging import SecureMessaging
from drivers.identity_card.chip.status_words import OK, more_waits, right_length, said

_MOST_FETCHES = 300  # of 256 bytes: more than the longest answer


class Channel:
    """Sends commands to `card` one after the other and counts them."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.apdus = 0
        self.messaging: SecureMessaging | None = None

    def send(self, command: Command) -> Answer:
        """The card's answer. Raises `CardError`, `SessionLost` when it left the session."""
        if self.messaging is None:
            return self._send_plain(command)
        return self.messaging.unprotect(self._exchange(self.messaging.protect(command)))

    def demand(self, command: Command, what: str) -> bytes:
        """The data of the answer. Raises `Refused` for any status but 9000."""
        answer = self.send(command)
        if answer.status != OK:
            raise Refused(answer.status, f"{what}: {said(answer.status)}")
        return answer.data

    def reset(self) -> None:
        """A new session, plain again."""
        self.secure(None)
        self.card.reset()

    def secure(self, messaging: SecureMessaging | None) -> None:
        """Go on under other keys; the old ones are forgotten."""
        if self.messaging is not None:
            self.messaging.forget()
        self.messaging = messaging

    def longest_read(self, response_bytes: int) -> int:
        """How many bytes of a file fit into an answer of so many now."""
        return response_bytes if self.messaging is None else self.messaging.longest_read(response_bytes)

    def _send_plain(self, command: Command) -> Answer:
        answer = self._exchange(command)
        right = right_length(answer.status)
        if right and not answer.data and command.expected:
            self.card.max_response = min(self.card.max_response, SHORT_BYTES)
            answer = self._exchange(
                Command(command.cla, command.ins, command.p1, command.p2, command.data, right)
            )
        return self._with_the_rest(answer)

    def _with_the_rest(self, answer: Answer) -> Answer:
        """61xx: the answer is fetched in pieces (ISO/IEC 7816-4, 11.7.1)."""
        data = answer.data
        for _ in range(_MOST_FETCHES):
            waiting = more_waits(answer.status)
            if not waiting:
                return Answer(data, answer.status)
            answer = self._exchange(Command(0x00, 0xC0, 0x00, 0x00, expected=waiting))
            data += answer.data
            if len(data) > LONGEST_BYTES:
                break
        raise CardError(Cause.PROTOCOL, f"an answer without end: {len(data)} bytes so far")

    def _exchange(self, command: Command) -> Answer:
        self.apdus += 1
        return decode_answer(self.card.transmit(command.encode()))
