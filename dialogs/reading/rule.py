"""One rule of reading aloud: where it looks, and what is said instead."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

START = r"(?<!\w)(?<!\d[.,:])"  # no part of a word or number goes before
END = r"(?!\w|[.,]\d)"  # and none follows
LONGEST_LOOK_BACK = 60  # characters


@dataclass(frozen=True, slots=True)
class Rule:
    """Replaces what `pattern` finds by what `spoken` makes of it; None leaves it to the rules behind."""

    pattern: re.Pattern[str]
    spoken: Callable[[re.Match[str]], str | None]

    def apply(self, text: str) -> str:
        """`text` with everything this rule knows in words."""
        return self.pattern.sub(self._replaced, text)

    def _replaced(self, match: re.Match[str]) -> str:
        spoken = self.spoken(match)
        if spoken is None:
            return match[0]
        lead = " " if match.string[max(0, match.start() - 1) : match.start()].isalnum() else ""
        tail = " " if match.string[match.end() : match.end() + 1].isalnum() else ""
        return f"{lead}{spoken}{tail}"


def before(match: re.Match[str]) -> str:
    """The text just before `match`."""
    return match.string[max(0, match.start() - LONGEST_LOOK_BACK) : match.start()]


def after(match: re.Match[str]) -> str:
    """The text just behind `match`."""
    return match.string[match.end() : match.end() + LONGEST_LOOK_BACK]


def without_repeat(text_before: str, spoken: str) -> str:
    """`spoken` without its first words where they have just been said: `quận` before `Q.1`."""
    said = text_before.lower().split()
    words = spoken.split()
    for count in range(min(len(words), len(said)), 0, -1):
        if said[-count:] == [word.lower() for word in words[:count]]:
            return " ".join(words[count:])
    return spoken


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches one of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
