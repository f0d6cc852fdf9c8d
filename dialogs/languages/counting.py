"""Number words within a sentence."""

from collections.abc import Callable, Sequence


def figures_of(
    words: Sequence[str], number: Callable[[Sequence[str]], int | None], signs: set[str], longest: int
) -> list[str]:
    """`words` with every longest row of them that says a number and holds one of `signs` as a figure."""
    if signs.isdisjoint(words):
        return list(words)
    written: list[str] = []
    position = 0
    while position < len(words):
        for end in range(min(len(words), position + longest), position, -1):
            row = words[position:end]
            value = None if signs.isdisjoint(row) else number(row)
            if value is not None:
                written.append(str(value))
                position = end
                break
        else:
            written.append(words[position])
            position += 1
    return written
