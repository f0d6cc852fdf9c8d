"""How long each ESC/POS command is (Epson ESC/POS reference, standard forms; lengths include the lead bytes).

Responsible for lengths only; knows nothing of what a command does.
"""

DLE, ESC, FS, GS, NUL = 0x10, 0x1B, 0x1C, 0x1D, 0x00
LEADS = frozenset((DLE, ESC, FS, GS))

ESC_TWO = frozenset(b"@2LS<imv\x0c\xff")
ESC_FOUR = frozenset(b"$\\c")
FS_TWO = frozenset(b".&")
FS_FOUR = frozenset(b"Sp")
GS_FOUR = frozenset(b"$\\LWP")
MOST_TABS, MOST_BAR_CODE = 33, 256
DLE_DC4 = {1: 5, 2: 5, 3: 8, 7: 4, 8: 10}


def command_length(head: bytes) -> int | None:
    """Length of the command `head` begins with, or None when more bytes must be seen first.

    `head` starts with DLE, ESC, FS or GS and may hold any number of bytes after it.
    """
    if len(head) < 2:
        return None
    return _BY_LEAD[head[0]](head)


def _dle(head: bytes) -> int | None:
    if head[1] == 0x04:
        return _with_third(head, {7: 4, 8: 4}, 3)
    if head[1] == 0x14:
        return _with_third(head, DLE_DC4, 3)
    return 3 if head[1] == 0x05 else 2


def _with_third(head: bytes, lengths: dict[int, int], otherwise: int) -> int | None:
    return lengths.get(head[2], otherwise) if len(head) > 2 else None


def _esc(head: bytes) -> int | None:
    second = head[1]
    if second in ESC_TWO:
        return 2
    if second in ESC_FOUR:
        return 4
    if second == ord("("):
        return _with_length_word(head)
    if second == ord("D"):
        return _up_to_nul(head, 2, MOST_TABS)
    if second == ord("*"):
        return _bit_image(head)
    return {ord("p"): 5, ord("W"): 10}.get(second, 3)


def _bit_image(head: bytes) -> int | None:
    """ESC * m nL nH: one byte a column, three in the 24-dot modes (m of 32 or more)."""
    if len(head) < 5:
        return None
    return 5 + (head[3] + 256 * head[4]) * (3 if head[2] >= 0x20 else 1)


def _fs(head: bytes) -> int | None:
    if head[1] == ord("("):
        return _with_length_word(head)
    if head[1] in FS_TWO:
        return 2
    return 4 if head[1] in FS_FOUR else 3


def _gs(head: bytes) -> int | None:
    second = head[1]
    if second == ord("("):
        return _with_length_word(head)
    if second in GS_FOUR:
        return 4
    special = _GS_SPECIAL.get(second)
    return special(head) if special else {ord("^"): 5, ord(":"): 2}.get(second, 3)


def _with_length_word(head: bytes) -> int | None:
    """`( x pL pH` and p bytes more."""
    return 5 + head[3] + 256 * head[4] if len(head) > 4 else None


def _up_to_nul(head: bytes, start: int, most: int) -> int | None:
    """Up to and with the first NUL, or `most` bytes when none comes: memory has an end."""
    end = head.find(NUL, start, start + most)
    if end >= 0:
        return end + 1
    return start + most if len(head) >= start + most else None


def _long_graphics(head: bytes) -> int | None:
    """GS 8 L p1 p2 p3 p4."""
    return 7 + int.from_bytes(head[3:7], "little") if len(head) > 6 else None


def _raster(head: bytes) -> int | None:
    """GS v 0 m xL xH yL yH: x bytes a row, y rows."""
    if len(head) < 3:
        return None
    if head[2] != ord("0"):
        return 3
    return 8 + raster_row_bytes(head) * (head[6] + 256 * head[7]) if len(head) > 7 else None


def raster_row_bytes(head: bytes) -> int:
    """Bytes a row of the GS v 0 command `head` begins with."""
    return head[4] + 256 * head[5]


def _cut(head: bytes) -> int | None:
    """GS V m, and n for the forms that feed first (m of 65 or more)."""
    if len(head) < 3:
        return None
    return 4 if head[2] >= 65 else 3


def _bar_code(head: bytes) -> int | None:
    """GS k m: NUL-terminated for m up to 6, counted for m of 65 or more."""
    if len(head) < 3:
        return None
    if head[2] <= 6:
        return _up_to_nul(head, 3, MOST_BAR_CODE)
    return 4 + head[3] if len(head) > 3 else None


def _downloaded_image(head: bytes) -> int | None:
    """GS * x y: x columns of 8 dots, y bytes each."""
    return 4 + 8 * head[2] * head[3] if len(head) > 3 else None


_GS_SPECIAL = {
    ord("8"): _long_graphics,
    ord("v"): _raster,
    ord("V"): _cut,
    ord("k"): _bar_code,
    ord("*"): _downloaded_image,
}
_BY_LEAD = {DLE: _dle, ESC: _esc, FS: _fs, GS: _gs}
