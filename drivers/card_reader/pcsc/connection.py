"""The card that lies on a reader, as the chip's side sees it (drivers.identity_card.chip.card.Card).

Responsible for: APDUs there and back, telling a card that was taken away from one that fails.
Not responsible for: what they mean (drivers/identity_card/chip). It never logs one.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from drivers.card_reader.pcsc import results
from drivers.card_reader.pcsc.calls import PRESENT, T0, Calls
from drivers.card_reader.pcsc.contacts import transmit_t0
from drivers.card_reader.pcsc.features import longest_answer
from drivers.card_reader.pcsc.library import NoLibrary
from drivers.card_reader.pcsc.results import PcscError, card_error
from drivers.identity_card.chip.card import SHORT_BYTES
from drivers.identity_card.chip.errors import CardError, Cause

NOTICE_MS = 700  # within which the daemon notices that a card is gone: it looks every 400 ms
MOST_KINDS = 64
REMEMBERED_CARDS = 16
HEADER_BYTES, STATUS_BYTES = 4, 2
CONNECT_TRIES, SETTLE_S = 4, 0.15
_SETTLING = frozenset({results.UNRESPONSIVE_CARD, results.UNPOWERED_CARD, results.NOT_TRANSACTED})
_AMBIGUOUS = frozenset(
    {
        results.NOT_TRANSACTED,
        results.DATA_LOST,
        results.UNPOWERED_CARD,
        results.UNRESPONSIVE_CARD,
        results.RESET_CARD,
    }
)


class Lengths:
    """What answers came through, by the cards' ATR: the next cards of the kind need not find out again.

    Forgotten after 16 cards: kinds share their ATR, and one odd card must not slow all others down for ever.
    """

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[int, int]] = {}  # the length, and for how many cards more

    def get(self, atr: bytes, longest: int) -> int:
        """What to begin with, `longest` at most."""
        known, cards = self._known.pop(atr, (longest, 0))
        if cards > 1:
            self._known[atr] = known, cards - 1
        return min(known, longest)

    def note(self, atr: bytes, begun: int, ended: int) -> None:
        """A reading that began with answers of `begun` bytes ended with shorter ones."""
        if ended < begun and len(self._known) < MOST_KINDS:
            self._known[atr] = ended, REMEMBERED_CARDS


class PcscCard:
    """A connected card. `check` is called before every command and raises `CardError` to end the reading."""

    def __init__(
        self, calls: Calls, context: int, reader: str, handle: int, protocol: int, check: Callable[[], None]
    ) -> None:
        self._calls = calls
        self._context = context
        self._reader = reader
        self._handle = handle
        self._protocol = protocol
        self._check = check
        self.max_response = longest_answer(calls, handle, protocol)
        self.doubts_length = False  # long lengths were tried, and nothing came of it so far

    def transmit(self, command: bytes) -> bytes:
        """Send a command APDU; the answer ends with the status word. Raises `CardError`."""
        self._check()
        try:
            if self._protocol == T0:
                return transmit_t0(self._exchange, command)
            return self._exchange(command)
        except PcscError as error:
            raise self._why(error) from error

    def reset(self) -> None:
        """Reset the card. Raises `CardError`."""
        self._check()
        try:
            self._protocol = self._calls.reset(self._handle)
        except PcscError as error:
            raise self._why(error) from error

    def _exchange(self, command: bytes) -> bytes:
        is_long = len(command) > HEADER_BYTES + 1 and not command[HEADER_BYTES]  # ISO/IEC 7816-4, 5.1
        self.doubts_length = self.doubts_length or is_long
        answer = self._calls.transmit(self._handle, self._protocol, command)
        if len(answer) < STATUS_BYTES:  # pcscd takes it for success when a card is lifted amid a command
            raise PcscError(results.NOT_TRANSACTED, "SCardTransmit")
        self.doubts_length = self.doubts_length and not is_long
        return answer

    def _why(self, error: PcscError) -> CardError:
        """A card that is lifted fails in many ways before the daemon knows that it is gone."""
        if error.code == results.NO_SMARTCARD or (error.code in _AMBIGUOUS and self._is_gone()):
            return CardError(Cause.PULLED, f"the card was taken away ({error})")
        return card_error(error)

    def _is_gone(self) -> bool:
        try:
            states = self._calls.changes(self._context, {self._reader: PRESENT}, NOTICE_MS)
        except PcscError:
            return False
        return not states.get(self._reader, 0) & PRESENT


@contextmanager
def card_on(
    calls: Calls, reader: str, check: Callable[[], None], lengths: Lengths | None = None
) -> Iterator[PcscCard]:
    """The card on the reader of that name, for us alone. Raises `CardError`."""
    known = lengths or Lengths()
    try:
        with ExitStack() as stack:
            context = stack.enter_context(calls.context())
            handle, protocol = _connected(stack, calls, context, reader, check)
            card = PcscCard(calls, context, reader, handle, protocol, check)
            atr = calls.atr(handle)
            begun = card.max_response = known.get(atr, card.max_response)
            try:
                yield card
            except CardError:
                if card.doubts_length:
                    known.note(atr, begun, SHORT_BYTES)
                raise
            known.note(atr, begun, card.max_response)
    except NoLibrary as error:
        raise CardError(Cause.NO_DAEMON, str(error)) from error
    except PcscError as error:
        raise card_error(error) from error


def _connected(
    stack: ExitStack, calls: Calls, context: int, reader: str, check: Callable[[], None]
) -> tuple[int, int]:
    """The handle and the protocol; a card that is just being laid down may be silent for a moment."""
    for _ in range(CONNECT_TRIES - 1):
        check()
        try:
            return stack.enter_context(calls.connection(context, reader))
        except PcscError as error:
            if error.code not in _SETTLING:
                raise
        time.sleep(SETTLE_S)
    return stack.enter_context(calls.connection(context, reader))
