"""A stand-in for pyscard and the daemon behind it: readers, cards and failures under the test's hand."""

import threading
from collections.abc import Callable

OK, TIMEOUT, UNKNOWN_READER, NO_SMARTCARD = 0, 0x8010000A, 0x80100009, 0x8010000C
NO_SERVICE, NO_READERS, REMOVED, NOT_TRANSACTED = 0x8010001D, 0x8010002E, 0x80100069, 0x80100016
CANCELLED, UNSUPPORTED, BAD_HANDLE = 0x80100002, 0x8010001F, 0x80100003
CHANGED, EMPTY, PRESENT = 0x2, 0x10, 0x20
PLUGGING = "\\\\?PnP?\\Notification"
ATR = [0x3B, 0x80, 0x80, 0x01, 0x01]


class Gone(Exception):
    """A card that is taken away amid a command."""


class FakeCard:
    """`answer` makes the answer to a command; T=1 unless told."""

    def __init__(self, answer: Callable[[bytes], bytes], protocol: int = 2) -> None:
        self.answer = answer
        self.protocol = protocol
        self.resets = 0


class FakeScard:
    """The functions that the driver calls; everything else is the test's hand."""

    def __init__(self, *readers: str) -> None:
        self._changed = threading.Condition()
        self._running = True
        self._cancelled = False
        self._readers: dict[str, FakeCard | None] = dict.fromkeys(readers)
        self.fails: dict[str, int] = {}  # by the call's name: with what code
        self.silent_for: list[int] = []  # codes of the next connections
        self.features = b""
        self.contexts = 0
        self.connected: list[str] = []

    # hands

    def plug(self, *readers: str) -> None:
        with self._changed:
            self._readers = dict.fromkeys(readers)
            self._changed.notify_all()

    def lay(self, card: FakeCard | None, reader: str) -> None:
        with self._changed:
            self._readers[reader] = card
            self._changed.notify_all()

    def run(self, running: bool) -> None:
        with self._changed:
            self._running = running
            self._changed.notify_all()

    # what pyscard has

    def SCardEstablishContext(self, scope: int):
        if code := self._failure("SCardEstablishContext"):
            return code, 0
        self.contexts += 1
        return OK, self.contexts

    def SCardReleaseContext(self, context: int):
        self.contexts -= 1
        return OK

    def SCardListReaders(self, context: int, groups: list[str]):
        if code := self._failure("SCardListReaders"):
            return code, []
        return (OK, list(self._readers)) if self._readers else (NO_READERS, [])

    def SCardGetStatusChange(self, context: int, wait_ms: int, states: list[tuple[str, int]]):
        with self._changed:
            if code := self._failure("SCardGetStatusChange"):
                return code, []
            if any(name not in self._readers and name != PLUGGING for name, _ in states):
                return UNKNOWN_READER, []
            before = set(self._readers)
            ended = self._changed.wait_for(
                lambda: (
                    not self._running or self._cancelled or self._now(states) or set(self._readers) != before
                ),
                wait_ms / 1000,
            )
            if not self._running:
                return NO_SERVICE, []
            if self._cancelled:
                return CANCELLED, []
            return (OK, self._told(states)) if ended else (TIMEOUT, [])

    def SCardCancel(self, context: int):
        with self._changed:
            self._cancelled = True
            self._changed.notify_all()
        return OK

    def SCardConnect(self, context: int, reader: str, share: int, protocols: int):
        if code := self.silent_for.pop() if self.silent_for else self._failure("SCardConnect"):
            return code, 0, 0
        card = self._readers.get(reader)
        if card is None:
            return (NO_SMARTCARD if reader in self._readers else UNKNOWN_READER), 0, 0
        self.connected.append(reader)
        return OK, len(self.connected), card.protocol

    def SCardStatus(self, handle: int):
        return OK, self.connected[handle - 1], 0, 2, ATR

    def SCardDisconnect(self, handle: int, disposition: int):
        return OK

    def SCardReconnect(self, handle: int, share: int, protocols: int, initialization: int):
        card = self._readers.get(self.connected[handle - 1])
        if card is None:
            return REMOVED, 0
        card.resets += 1
        return OK, card.protocol

    def SCardTransmit(self, handle: int, protocol: int, command: list[int]):
        reader = self.connected[handle - 1]
        card = self._readers.get(reader)
        if code := self._failure("SCardTransmit"):
            return code, []
        if card is None:
            return REMOVED, []
        try:
            return OK, list(card.answer(bytes(command)))
        except Gone:
            self.lay(None, reader)
            return NOT_TRANSACTED, []

    def SCardControl(self, handle: int, code: int, data: list[int]):
        if not self.features:
            return UNSUPPORTED, []
        return OK, list(self.features if code == 0x42000000 + 3400 else b"\x0a\x04" + self.features_value)

    features_value = bytes(4)

    def _failure(self, call: str) -> int:
        return NO_SERVICE if not self._running else self.fails.get(call, 0)

    def _state(self, reader: str) -> int:
        return PRESENT if self._readers.get(reader) is not None else EMPTY

    def _now(self, states: list[tuple[str, int]]) -> bool:
        return any(name != PLUGGING and self._state(name) != known for name, known in states)

    def _told(self, states: list[tuple[str, int]]):
        return [
            (name, 0 if name == PLUGGING else self._state(name) | CHANGED | 3 << 16, ATR)
            for name, _ in states
        ]
