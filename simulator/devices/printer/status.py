"""Status bytes from the state of the body, and their words. Source: Epson reference, DLE EOT, GS a, GS r."""

from collections.abc import Iterable

from simulator.devices.printer.body import Body

FIXED = 0x12  # bits 1 and 4 of every DLE EOT answer
RESERVED = 0x0F  # fourth ASB byte
DRAWER, ONLINE, ERROR, PAPER = 0x01, 0x02, 0x04, 0x08  # the items GS a can switch on
OF = {1: "printer", 2: "offline cause", 3: "error cause", 4: "roll paper"}

Flag = tuple[bool, int, str]


def realtime_status(body: Body, n: int) -> int:
    """The answer to DLE EOT n, n = 1…4."""
    return FIXED | _bits(_REALTIME[n](body))


def realtime_words(body: Body, n: int) -> str:
    """What that answer says."""
    return f"{OF[n]}: {_words(_REALTIME[n](body))}"


def _printer(body: Body) -> list[Flag]:
    return [
        (body.drawer_pin_high, 0x04, "drawer pin high"),
        (body.offline, 0x08, "offline"),
        (body.feed_pressed, 0x40, "feed button pressed"),
    ]


def _offline_cause(body: Body) -> list[Flag]:
    return [
        (body.cover_open, 0x04, "cover open"),
        (body.feed_pressed, 0x08, "feeding by button"),
        (body.paper_end, 0x20, "stopped by paper end"),
        (body.error, 0x40, "error"),
    ]


def _error_cause(body: Body) -> list[Flag]:
    return [
        (body.cutter_error, 0x08, "cutter error"),
        (body.head_hot or body.opened_while_printing, 0x40, "recovers by itself"),
    ]


def _roll_paper(body: Body) -> list[Flag]:
    return [(body.near_end, 0x0C, "near end"), (body.paper_end, 0x60, "paper end")]


_REALTIME = {1: _printer, 2: _offline_cause, 3: _error_cause, 4: _roll_paper}


def automatic_status(body: Body) -> bytes:
    """The four bytes of automatic status back."""
    first, paper = _automatic_first(body), _automatic_paper(body)
    return bytes((0x10 | _bits(first), _bits(_error_cause(body)), _bits(paper), RESERVED))


def automatic_words(body: Body) -> str:
    """What those four bytes say."""
    return f"automatic status: {_words(_automatic_first(body) + _error_cause(body) + _automatic_paper(body))}"


def _automatic_first(body: Body) -> list[Flag]:
    return [*_printer(body), (body.cover_open, 0x20, "cover open")]


def _automatic_paper(body: Body) -> list[Flag]:
    return [(body.near_end, 0x03, "near end"), (body.paper_end, 0x0C, "paper end")]


def changed_items(before: bytes, after: bytes) -> int:
    """Which GS a items differ between two automatic status answers."""
    first = before[0] ^ after[0]
    return _bits(
        (
            (bool(first & 0x04), DRAWER, ""),
            (bool(first & 0x68), ONLINE, ""),
            (before[1] != after[1], ERROR, ""),
            (before[2] != after[2], PAPER, ""),
        )
    )


def paper_status(body: Body) -> int:
    """The answer to GS r 1: 03 near end; paper end is never told, the printer is offline then."""
    return _bits(_automatic_paper(body))


def _bits(flags: Iterable[Flag]) -> int:
    return sum(bit for on, bit, _ in flags if on)


def _words(flags: Iterable[Flag]) -> str:
    return ", ".join(word for on, _, word in flags if on) or "all well"
