"""Which of the machine's readers are meant, and what lies on them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drivers.card_reader.pcsc.calls import PRESENT, UNAVAILABLE, UNKNOWN
from drivers.errors import DeviceError
from drivers.identity_card.chip.errors import CardError, Cause
from drivers.interfaces import CardPresence

_HIDDEN = " sam"  # a slot inside the reader, whose card nobody lays there


@dataclass(frozen=True, slots=True)
class Seen:
    """What the monitor found: readers that are meant, those with a card, or why it cannot tell."""

    readers: tuple[str, ...] = ()
    laid: tuple[str, ...] = ()
    failure: DeviceError | None = None

    @property
    def presence(self) -> CardPresence:
        """SEVERAL only where each card has a slot: one slot with two cards is mute, or seems empty."""
        if self.failure is not None or not self.readers:
            return CardPresence.UNKNOWN
        return (CardPresence.NONE, CardPresence.ONE, CardPresence.SEVERAL)[min(len(self.laid), 2)]


def meant(names: Iterable[str], wanted: str) -> tuple[str, ...]:
    """The readers whose names have `wanted` in them; all but hidden slots where none is named."""
    low = wanted.casefold()
    if low:
        return tuple(name for name in names if low in name.casefold())
    return tuple(name for name in names if _HIDDEN not in name.casefold())


def seen_in(states: Mapping[str, int]) -> Seen:
    """What readers in these states say."""
    there = tuple(name for name, state in states.items() if not state & (UNKNOWN | UNAVAILABLE))
    return Seen(there, tuple(name for name in there if states[name] & PRESENT))


def one_card(seen: Seen, wanted: str) -> str:
    """The reader that a card lies on. Raises `CardError` unless it is exactly one."""
    if seen.failure is not None:
        raise CardError(Cause.NO_DAEMON, f"PC/SC does not work: {seen.failure}")
    if not seen.readers:
        raise CardError(Cause.NO_READER, f"there is no card reader {wanted!r}")
    if not seen.laid:
        raise CardError(Cause.NO_CARD, f"no card lies on {', '.join(seen.readers)}")
    if len(seen.laid) > 1:
        raise CardError(Cause.SEVERAL_CARDS, f"a card lies on each of {', '.join(seen.laid)}")
    return seen.laid[0]
