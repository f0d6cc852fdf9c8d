"""Small mistakes inside statements of SQL."""

import re
from collections.abc import Iterator

STATEMENT = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE)\b")
PIECE = re.compile(r"\b(WHERE|ORDER BY|FROM|AND|RETURNING)\b")
MISTAKES = (
    (r" AND ", " OR "),
    (r" < ", " <= "),
    (r" > ", " >= "),
    (r" >= ", " > "),
    (r" DESC\b", ""),
    (r"(ORDER BY [\w.]+)(?! DESC|[\w.])", r"\1 DESC"),
    (r"\bmax\(", "min("),
    (r"\bmin\(", "max("),
    (r" = 0\b", " = 1"),
    (r" = 1\b", " = 0"),
    (r"\+ 1\b", "+ 2"),
    (r", 0\)", ", 1)"),
    (r"\bNOT (?=priority)", ""),
    (r"(FILTER \(WHERE) priority", r"\1 NOT priority"),
    (r" BETWEEN 0 ", " BETWEEN 1 "),
)


def is_sql(text: str, *, in_pieces: bool) -> bool:
    """True for a statement, or for a piece of one between the braces of an f-string."""
    return bool(STATEMENT.search(text)) or (in_pieces and bool(PIECE.search(text)))


def wrong(text: str) -> Iterator[tuple[str, str]]:
    """Every text with one mistake."""
    for pattern, mistake in MISTAKES:
        for found in re.finditer(pattern, text):
            new = found.expand(mistake)
            around = text[max(0, found.start() - 20) : found.end() + 12]
            what = f"SQL `{' '.join(around.split())}`: `{found[0].strip()}` -> `{new.strip()}`"
            yield what, text[: found.start()] + new + text[found.end() :]
