"""Finds a picture on a piece of paper. Pure."""

from collections.abc import Iterable, Iterator
from itertools import islice

from drivers.interfaces import Raster

Span = tuple[int, int]  # where it begins and ends, in bytes of the paper's rows
STRIPE_ROWS = 24
TRIED_STRIPES = 4  # a stripe with an added dot is not found
MOST_ADDED_DOTS = 64  # a driver may darken a dot where picture data would read as a command


def find_picture(picture: Raster, rows: bytes) -> Span | None:
    """Where the whole picture is on paper of the same width, give or take some added dots."""
    for stripe_at, stripe in islice(_stripes(picture), TRIED_STRIPES):
        begin = rows.find(stripe) - stripe_at
        end = begin + len(picture.data)
        if begin >= 0 and begin % picture.stride_bytes == 0 and _is_like(picture.data, rows[begin:end]):
            return begin, end
    return None


def is_within_another(span: Span, spans: Iterable[Span]) -> bool:
    """Whether it lies in a larger one."""
    return any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in spans)


def outside(rows: bytes, spans: Iterable[Span]) -> bytes:
    """What of a paper's rows lies in none of `spans`."""
    parts, at = [], 0
    for begin, end in sorted(spans):
        parts.append(rows[at:begin])
        at = max(at, end)
    return b"".join((*parts, rows[at:]))


def rows_of_ink(rows: bytes, stride_bytes: int) -> int:
    """How many of the rows bear any ink."""
    if not rows.strip(b"\0"):
        return 0
    lines = (rows[at : at + stride_bytes] for at in range(0, len(rows), stride_bytes))
    return sum(1 for line in lines if line.strip(b"\0"))


def _stripes(picture: Raster) -> Iterator[tuple[int, bytes]]:
    """Some rows with ink, and where in the picture they begin."""
    length = STRIPE_ROWS * picture.stride_bytes
    for at in range(0, len(picture.data) - length + 1, length):
        stripe = picture.data[at : at + length]
        if stripe.strip(b"\0"):
            yield at, stripe


def _is_like(wanted: bytes, found: bytes) -> bool:
    if wanted == found:
        return True
    if len(wanted) != len(found):
        return False
    dots, printed = int.from_bytes(wanted), int.from_bytes(found)
    return not dots & ~printed and (dots ^ printed).bit_count() <= MOST_ADDED_DOTS
