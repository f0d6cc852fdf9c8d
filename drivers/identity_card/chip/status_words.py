"""What a card's status words mean (ISO/IEC 7816-4 table 6, ICAO 9303-11)."""

OK = 0x9000
END_OF_FILE = 0x6282
WRONG_LENGTH = 0x6700
NOT_ALLOWED = 0x6982
METHOD_BLOCKED = 0x6983
NO_FILE = 0x6A82
WRONG_OFFSET = 0x6B00

_WORDS = {
    OK: "done",
    0x6281: "part of the data may be wrong",
    END_OF_FILE: "the file ends before",
    0x6300: "wrong key",
    0x6400: "the card is not in the right state",
    WRONG_LENGTH: "wrong length",
    NOT_ALLOWED: "not allowed without another key",
    METHOD_BLOCKED: "the key is blocked",
    0x6984: "the key can no longer be used",
    0x6985: "conditions of use not met",
    0x6986: "no file is selected",
    0x6987: "an object of secure messaging is missing",
    0x6988: "an object of secure messaging is wrong",
    0x6A80: "wrong data",
    0x6A81: "function not supported",
    NO_FILE: "no such file or application",
    0x6A86: "wrong parameters",
    0x6A88: "the key or data it refers to is not there",
    WRONG_OFFSET: "offset beyond the end of the file",
    0x6D00: "unknown command",
    0x6E00: "unknown class of commands",
    0x6F00: "the card failed",
}


def said(status: int) -> str:
    """The status word and its meaning, for a technician."""
    high, low = divmod(status, 0x100)
    counted = {
        0x61: f"{low} more bytes wait",
        0x63: f"wrong key, {low & 0xF} tries left",
        0x6C: f"wrong length, {low} would be right",
    }
    meaning = _WORDS.get(status) or counted.get(high, "unknown")
    return f"{status:04X} ({meaning})"


def more_waits(status: int) -> int:
    """How many bytes wait to be fetched (61xx; 00 is 256), 0 when none do."""
    return (status & 0xFF or 0x100) if status >> 8 == 0x61 else 0


def right_length(status: int) -> int:
    """The length that would have been right (6Cxx; 00 is 256), 0 when it does not say."""
    return (status & 0xFF or 0x100) if status >> 8 == 0x6C else 0


def tries_left(status: int) -> int | None:
    """How many tries a key has left (63Cx); None when the card does not say."""
    return status & 0xF if status & 0xFFF0 == 0x63C0 else None


def is_blocked(status: int) -> bool:
    """Whether the card takes this key no more."""
    return status in (METHOD_BLOCKED, 0x6984) or tries_left(status) == 0


def is_about_size(status: int) -> bool:
    """Whether a smaller read may do: what chips answer to one that is too large for them."""
    return status in (WRONG_LENGTH, WRONG_OFFSET, END_OF_FILE, 0x6281) or right_length(status) > 0
