"""What must not leave the machine in a bundle for a technician: one table, applied to every text of it.

The table knows forms, and a name has none: citizens' names are never written anywhere; those of the staff,
which the database knows, are taken out word by word.
"""

import re
from collections.abc import Iterable

from kiosk.desk.numbers import ALPHABET, ID_LENGTH

_SECRET_NAMES = r"pass(?:word|wd)?|secret|token|pin|api[_-]?key|cookie|authorization|session"  # noqa: S105

TABLE: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (
        "secrets by their name",
        re.compile(rf"(?i)((?<![a-z])(?:{_SECRET_NAMES})[\"']?\s*[:=]\s*[\"']?(?:bearer\s+)?)[^\s\"',;}}]+"),
        r"\1[secret]",
    ),
    ("PINs in a sentence", re.compile(r"(?i)\b(pin\b[^\n\d]{0,60})\d{6,12}\b"), r"\1[secret]"),
    ("bearer tokens", re.compile(r"(?i)\bbearer\s+\S+"), "Bearer [secret]"),
    ("passwords in addresses", re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+@"), "[secret]@"),
    ("long random texts", re.compile(r"(?<![\w-])[A-Za-z0-9_-]{40,}(?![\w-])"), "[random]"),
    ("request ids", re.compile(r"(?i)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "[request]"),
    ("mail addresses", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[mail]"),
    ("ticket ids in addresses", re.compile(r"(?i)(/T/|/tickets/)[^\s\"'/?]+"), r"\1[ticket]"),
    ("ticket ids", re.compile(rf"(?<![\w-])[{ALPHABET}]{{{ID_LENGTH}}}(?![\w-])"), "[ticket]"),
    ("phone numbers", re.compile(r"(?<![\w.])(?:\+84|0084|0)(?:[ .-]?\d){9}(?!\w)"), "[digits]"),
    ("identity numbers", re.compile(r"(?<![\w.])\d{9,}(?!\w)"), "[digits]"),
    ("identity numbers in groups", re.compile(r"(?<![\w.])\d{3}(?:[ -]\d{3}){2,3}(?!\w)"), "[digits]"),
    ("identity numbers with dots", re.compile(r"(?<![\w.])0\d{2}(?:\.\d{3}){3}(?!\w)"), "[digits]"),
)


def redacted(text: str, names: Iterable[str] = ()) -> str:
    """`text` without what the table knows, and without `names`."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "[name]", text)
    for _, pattern, instead in TABLE:
        text = pattern.sub(instead, text)
    return text
