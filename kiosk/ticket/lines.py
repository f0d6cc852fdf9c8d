"""Texts set to a width: on one line, a little smaller, or on several lines."""

from functools import lru_cache

from PIL import Image

from kiosk.config.ticket_layout import Weight
from kiosk.ticket.typeface import line_picture, normal, text_width

SMALLEST = 12  # dots; below, nobody can read it
_SHRINK = 0.85  # a text is set this much smaller before it is broken into lines


@lru_cache(maxsize=512)
def set_text(text: str, weight: Weight, size: int, width: int) -> tuple[Image.Image, ...]:
    """`text` as pictures of its lines, none wider than `width` dots; do not draw on them, they are shared."""
    text = normal(" ".join(text.split()))
    size = _size_for(text, weight, size, width)
    return tuple(line_picture(line, weight, size) for line in broken(text, weight, size, width))


def _size_for(text: str, weight: Weight, size: int, width: int) -> int:
    for smaller in range(size, max(SMALLEST, round(size * _SHRINK)) - 1, -1):
        if text_width(text, weight, smaller) <= width:
            return smaller
    longest = max(text.split() or [""], key=lambda word: text_width(word, weight, size))
    while size > SMALLEST and text_width(longest, weight, size) > width:
        size -= 1
    return size


def broken(text: str, weight: Weight, size: int, width: int) -> list[str]:
    """`text` broken at spaces into lines of at most `width` dots, and in a word where one is too long."""
    if text_width(text, weight, size) <= width:
        return [text] if text else []
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, weight, size) <= width:
            lines[-1] = longer
        else:
            lines += _pieces(word, weight, size, width)
    return [line for line in lines if line]


def _pieces(word: str, weight: Weight, size: int, width: int) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, weight, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
