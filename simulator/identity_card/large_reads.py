"""What chips answer to a READ BINARY that is too large for them."""

from simulator.identity_card.apdu import BAD_OFFSET, END_OF_FILE, WRONG_LENGTH, Command, Refused
from simulator.identity_card.faults import ChipFaults

BARE = {"6700": WRONG_LENGTH, "6B00": BAD_OFFSET}


def large_answer(command: Command, faults: ChipFaults) -> int | None:
    """None: read as usual; a status: it comes with `large_over` bytes. Raises a bare `Refused`."""
    if not faults.large_read or (command.wanted or 0) <= faults.large_over:
        return None
    if faults.large_read == "6282":
        return END_OF_FILE
    raise Refused(BARE.get(faults.large_read, 0x6C00 | faults.large_over & 0xFF), bare=True)
