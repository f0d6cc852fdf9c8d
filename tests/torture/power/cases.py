"""What is tried: the product as it is, and errors planted in it that must be found."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What can be wrong with a disk."""

    LOST = "lost"  # something acknowledged is not there
    UNJOURNALLED = "unjournalled"  # the world moved and the journal does not know
    CORRUPT = "corrupt"  # the product does not open it, or finds it damaged
    HALF = "half"  # neither what was before a call nor what was after it
    NOT_RECOVERED = "not recovered"  # the start after it goes wrong


@dataclass(frozen=True, slots=True)
class Case:
    """Settings of SQLite and the order of intent and effect; `finds` is what must be found."""

    name: str
    journal: str
    synchronous: str
    intent_first: bool = True
    finds: frozenset[Kind] = frozenset()

    @property
    def order(self) -> str:
        """For people."""
        return "intent first" if self.intent_first else "effect first"


_LATE = frozenset({Kind.LOST, Kind.UNJOURNALLED})
PRODUCT = (Case("wal", "wal", "full"), Case("truncate", "truncate", "full"))
PLANTED = (
    Case("wal-normal", "wal", "normal", finds=_LATE),
    Case("wal-off", "wal", "off", finds=_LATE | {Kind.CORRUPT}),
    Case("delete-full", "delete", "full", finds=_LATE),
    Case("effect-first", "wal", "full", intent_first=False, finds=frozenset({Kind.UNJOURNALLED})),
)
CONTROL = (Case("delete-extra", "delete", "extra"),)  # sound, by another way than the product's
CASES = {case.name: case for case in (*PRODUCT, *PLANTED, *CONTROL)}


def powersafe(seed: int) -> bool:
    """Even seeds: the disk that SQLite's `unix` VFS describes; odd ones: a disk that promises nothing."""
    return seed % 2 == 0
