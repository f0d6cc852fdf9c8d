"""What status bytes say. Source: Epson reference, `dle_eot`, `gs_la` (ASB) and `gs_lr`."""

from enum import Flag, auto


class Condition(Flag):
    """One thing a printer reports of itself; none of them is "all well"."""

    OFFLINE = auto()
    WAITING = auto()  # for online recovery
    COVER_OPEN = auto()
    FEEDING = auto()  # by the feed button
    PAPER_STOP = auto()  # printing stopped by the end of the paper
    ERROR = auto()
    MECHANICAL = auto()
    CUTTER = auto()
    UNRECOVERABLE = auto()
    AUTO_RECOVERABLE = auto()  # head hot, or the cover opened while printing
    PAPER_LOW = auto()
    PAPER_OUT = auto()


ALL_WELL = Condition(0)

_Bits = tuple[tuple[int, Condition], ...]

_REAL_TIME: dict[int, _Bits] = {
    1: ((0x08, Condition.OFFLINE), (0x20, Condition.WAITING)),
    2: (
        (0x04, Condition.COVER_OPEN),
        (0x08, Condition.FEEDING),
        (0x20, Condition.PAPER_STOP),
        (0x40, Condition.ERROR),
    ),
    3: (
        (0x04, Condition.MECHANICAL),
        (0x08, Condition.CUTTER),
        (0x20, Condition.UNRECOVERABLE),
        (0x40, Condition.AUTO_RECOVERABLE),
    ),
    4: ((0x0C, Condition.PAPER_LOW), (0x60, Condition.PAPER_OUT)),
}

_AUTO: tuple[_Bits, ...] = (
    ((0x08, Condition.OFFLINE), (0x20, Condition.COVER_OPEN), (0x40, Condition.FEEDING)),
    _REAL_TIME[3],
    ((0x03, Condition.PAPER_LOW), (0x0C, Condition.PAPER_OUT)),
)


def _read(bits: _Bits, byte: int) -> Condition:
    found = ALL_WELL
    for mask, condition in bits:
        if byte & mask:
            found |= condition
    return found


def _spoken_for(*tables: _Bits) -> Condition:
    spoken = ALL_WELL
    for _, condition in sum(tables, ()):
        spoken |= condition
    return spoken


_REAL_TIME_SPEAKS = {number: _spoken_for(bits) for number, bits in _REAL_TIME.items()}
_AUTO_SPEAKS = _spoken_for(*_AUTO)


def merge_real_time(known: Condition, number: int, byte: int) -> Condition:
    """`known` with the answer to DLE EOT `number` in place of what that question speaks for."""
    return known & ~_REAL_TIME_SPEAKS[number] | _read(_REAL_TIME[number], byte)


def merge_auto_status(known: Condition, four: bytes) -> Condition:
    """`known` brought up to date by four ASB bytes; being online ends what only DLE EOT 2 tells."""
    found = ALL_WELL
    for bits, byte in zip(_AUTO, four, strict=False):
        found |= _read(bits, byte)
    cleared = known & ~_AUTO_SPEAKS
    if Condition.OFFLINE not in found:
        cleared &= ~(Condition.PAPER_STOP | Condition.ERROR | Condition.WAITING)
    return cleared | found
