"""The real-time trap: a printer obeys real-time commands even where they are bytes of a picture.

DLE EOT (`10 04`), DLE ENQ (`10 05`) and DLE DC4 (`10 14`) are looked for in everything received, before
commands are told from data (Epson reference, notes of `dle_eot`, `dle_enq`, `dle_dc4`). A picture must not
contain them. Headers cannot: a band is lower than the 1024 rows that would make yH 04.
"""

import re

_TRAP = re.compile(rb"\x10(?=[\x04\x05\x14])")
_MENDED = b"\x18"  # one blank dot beside the black one: neither the first nor the second byte of any trap


def find_trap(data: bytes) -> int | None:
    """Where the first real-time command stands in `data`, None without one."""
    found = _TRAP.search(data)
    return found.start() if found else None


def mend_traps(picture: bytes) -> bytes:
    """`picture` free of real-time commands: one blank dot turns black for each."""
    return _TRAP.sub(_MENDED, picture)
