"""The calls of PC/SC, with results checked.

Responsible for: raising `PcscError` for every failed call, contexts and connections that end.
Not responsible for: what is sent. Commands and answers are never logged: they are people's data.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from drivers.card_reader.pcsc import results
from drivers.card_reader.pcsc.results import PcscError

UNAWARE, CHANGED, UNKNOWN, UNAVAILABLE = 0x0000, 0x0002, 0x0004, 0x0008  # states of a reader
PRESENT = 0x0020
T0, T1 = 1, 2
_USER_SCOPE, _EXCLUSIVE, _RESET = 0, 1, 1


class Calls:
    """`library` loads pyscard's module when it is first needed, or raises `NoLibrary`."""

    def __init__(self, library: Callable[[], Any]) -> None:
        self._library = library

    @contextmanager
    def context(self) -> Iterator[int]:
        """A connection to the daemon; for one thread."""
        scard = self._library()
        context = _checked("SCardEstablishContext", *scard.SCardEstablishContext(_USER_SCOPE))
        try:
            yield context
        finally:
            scard.SCardReleaseContext(context)

    def readers(self, context: int) -> tuple[str, ...]:
        """The names of all readers."""
        code, names = _both(self._library().SCardListReaders(context, []))
        if code == results.NO_READERS:
            return ()
        return tuple(_checked("SCardListReaders", code, names))

    def changes(self, context: int, known: Mapping[str, int], wait_ms: int) -> dict[str, int]:
        """The readers' states once one differs from what is known of it, or after `wait_ms`."""
        code, found = _both(self._library().SCardGetStatusChange(context, wait_ms, list(known.items())))
        if code == results.TIMEOUT:
            return dict(known)
        states = _checked("SCardGetStatusChange", code, found)
        return {name: state & ~CHANGED & 0xFFFF for name, state, *_ in states}

    def cancel(self, context: int) -> None:
        """End another thread's `changes`; nothing happens when there is none."""
        self._library().SCardCancel(context)

    @contextmanager
    def connection(self, context: int, reader: str) -> Iterator[tuple[int, int]]:
        """The card that lies there, for us alone: its handle and its protocol. It is reset at the end."""
        scard = self._library()
        code, handle, protocol = scard.SCardConnect(context, reader, _EXCLUSIVE, T0 | T1)
        _checked("SCardConnect", code, handle)
        try:
            yield handle, protocol
        finally:
            with suppress(PcscError):
                _checked("SCardDisconnect", scard.SCardDisconnect(handle, _RESET), None)

    def reset(self, handle: int) -> int:
        """Reset the card; its protocol."""
        code, protocol = _both(self._library().SCardReconnect(handle, _EXCLUSIVE, T0 | T1, _RESET))
        return int(_checked("SCardReconnect", code, protocol))

    def transmit(self, handle: int, protocol: int, command: bytes) -> bytes:
        """The card's answer."""
        code, answer = _both(self._library().SCardTransmit(handle, protocol, list(command)))
        return bytes(_checked("SCardTransmit", code, answer))

    def control(self, handle: int, code: int) -> bytes:
        """A question to the reader itself."""
        result, answer = _both(self._library().SCardControl(handle, code, []))
        return bytes(_checked("SCardControl", result, answer))

    def atr(self, handle: int) -> bytes:
        """What the card said when it got power."""
        code, *_, atr = self._library().SCardStatus(handle)
        return bytes(_checked("SCardStatus", code, atr))


def _both(returned: Any) -> tuple[int, Any]:
    """A failed call returns its code with whatever it has, or alone."""
    if isinstance(returned, int):
        return returned & 0xFFFFFFFF, None
    code, *rest = returned
    return code & 0xFFFFFFFF, rest[0] if rest else None


def _checked(call: str, code: int, value: Any) -> Any:
    if code & 0xFFFFFFFF != results.OK:
        raise PcscError(code & 0xFFFFFFFF, call)
    return value
