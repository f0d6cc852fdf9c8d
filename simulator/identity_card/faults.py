"""How a chip is built, and what goes wrong while it is read."""

from dataclasses import dataclass
from typing import Literal

LargeRead = Literal["", "6700", "6282", "6CXX", "6B00"]


@dataclass(frozen=True, slots=True)
class Habits:
    """What the standard leaves open to a chip."""

    extended_length: bool = True
    card_access: Literal["master", "application", "refused"] = "master"
    refuses_le: bool = False  # 6700 to an Le field where no answer comes: SELECT, MSE
    master_file: bool = False  # can be selected; Vietnam's cards answer 6D00
    most_answer: int = 65_536  # data bytes of one READ BINARY


@dataclass(frozen=True, slots=True)
class ChipFaults:
    """Troubles of one lying on the reader; commands are counted from 1."""

    pull_at: int | None = None  # taken away at this command, before it is answered
    hang_at: int | None = None  # no answer from this command on
    slow_s: float = 0.0  # more for every command
    large_read: LargeRead = ""  # the answer to a READ BINARY of more than `large_over` bytes
    large_over: int = 160
    wrong_mac_at: int | None = None  # the checksum of this command's answer is wrong
