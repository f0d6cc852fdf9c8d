"""Three lines of 30 characters out of what was typed, scanned or read from a chip. Pure.

Forgiven: blanks, lower case, `«` and full-width letters, lines run together, fillers missing at the end of
the third line. Other documents are named as what they are.
"""

import re
import unicodedata

LINES, LENGTH = 3, 30
LONGEST = 400  # characters looked at
FILLER = "<"
FORGIVEN = str.maketrans({"«": "<<", "»": "<<", "‹": "<", "≪": "<<", "〈": "<", "\ufeff": "", "\0": ""})
OTHERS = {  # characters a line: lines, what it is
    44: (2, "a passport's (TD3)"),
    36: (2, "a larger card's or a visa's (TD2)"),
}
WRONG = re.compile(r"[^A-Z0-9<]")


class BadMrz(ValueError):
    """No card's MRZ: `line` and `position` from 1 (None: all of it), no personal data in the message."""

    def __init__(self, message: str, line: int | None = None, position: int | None = None) -> None:
        where = "" if line is None else f"line {line}: "
        if position is not None:
            where = f"line {line}, position {position}: "
        super().__init__(where + message)
        self.line = line
        self.position = position


def lines_of(text: str) -> tuple[str, str, str]:
    """The three lines, each of 30 characters A to Z, 0 to 9 and `<`. Raises `BadMrz`."""
    if len(text) > LONGEST:
        raise BadMrz(f"{len(text)} characters; an identity card's has {LINES} lines of {LENGTH}")
    lines = [line for line in map(_tidy, text.splitlines()) if line]
    _check_is_no_other(lines)
    if len(lines) == 1:
        lines = [lines[0][at : at + LENGTH] for at in range(0, len(lines[0]), LENGTH)]
    if len(lines) != LINES:
        raise BadMrz(
            f"{len(lines)} line{'s' * (len(lines) != 1)}; an identity card has {LINES} of {LENGTH} characters"
        )
    first, second, third = (_whole(line, number) for number, line in enumerate(lines, 1))
    return first, second, third


def _tidy(line: str) -> str:
    return "".join(unicodedata.normalize("NFKC", line.translate(FORGIVEN)).split()).upper()


def _check_is_no_other(lines: list[str]) -> None:
    letters = "".join(lines)
    for length, (count, what) in OTHERS.items():
        if [len(line) for line in lines] == [length] * count or (
            len(lines) == 1 and len(letters) == count * length
        ):
            raise BadMrz(
                f"{count} lines of {length} characters are {what};"
                f" an identity card has {LINES} of {LENGTH}, on its back"
            )


def _whole(line: str, number: int) -> str:
    if number == LINES:
        line = line.ljust(LENGTH, FILLER)
    if wrong := WRONG.search(line):
        raise BadMrz("a character that is none of A to Z, 0 to 9 and <", number, wrong.start() + 1)
    if len(line) != LENGTH:
        raise BadMrz(f"{len(line)} characters; it has {LENGTH}", number)
    return line
