"""T=0, the older protocol of card contacts: data go only one way in a command (ISO/IEC 7816-3, 10)."""

from collections.abc import Callable

from drivers.identity_card.chip.errors import CardError, Cause

_MOST_FETCHES = 300
_HEADER_BYTES = 4


def transmit_t0(exchange: Callable[[bytes], bytes], command: bytes) -> bytes:
    """The answer to a short `command`: 61xx fetches what waits, 6Cxx repeats with the right length."""
    answer = exchange(_without_length(command))
    data = b""
    for _ in range(_MOST_FETCHES):
        status, low = answer[-2:-1], answer[-1:]
        if status == b"\x6c" and len(answer) == 2:
            answer = exchange(command[:_HEADER_BYTES] + low)
        elif status == b"\x61":
            data += answer[:-2]
            answer = exchange(b"\x00\xc0\x00\x00" + low)
        else:
            return data + answer
    raise CardError(Cause.PROTOCOL, "the card's answer has no end")


def _without_length(command: bytes) -> bytes:
    """A command that carries data goes without the length of its answer."""
    if len(command) <= _HEADER_BYTES + 1:
        return command
    end = _HEADER_BYTES + 1 + command[_HEADER_BYTES]
    return command[:end]
