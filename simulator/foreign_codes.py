"""Texts that people hold to a scanner or a camera although they are on no card, or on a spoilt one."""

from simulator.devices.interfaces import Parameter

LONG = Parameter(
    "characters", 3000, 1, 4296, ""
)  # 4,296: the most that a code holds (ISO/IEC 18004, table 7)
LINK = "https://example.org/khao-sat?id=12345"
LETTERS = "ROBOT 0123456789 "
CONTROLS = ("\x00", "\x1b[2J", "\r\n", "\x07", "\x7f")


def link_text() -> str:
    """What most codes in a hall say."""
    return LINK


def long_text(characters: int) -> str:
    """A text of letters, digits and blanks."""
    return (LETTERS * (characters // len(LETTERS) + 1))[:characters]


def control_text(text: str) -> str:
    """The text with control characters after its fields."""
    first, *rest = text.split("|")
    return first + "".join(f"|{CONTROLS[at % len(CONTROLS)]}{field}" for at, field in enumerate(rest))


def torn_text(text: str, keeps: float) -> str:
    """Its first part; `keeps` 0 = nothing of it can be read."""
    return text[: round(len(text) * keeps)]


def mojibake_text(text: str) -> str:
    """UTF-8 that somebody took for Latin-1 before the code was printed."""
    return text.encode("utf-8").decode("latin-1")
