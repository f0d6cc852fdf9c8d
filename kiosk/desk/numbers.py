"""What stands on a ticket: its number and its unguessable id."""

import secrets
from collections.abc import Callable

SERIES = "number:"  # the sequence of a prefix's numbers is named `number:<prefix>`
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 O 1 I; all of it fits the alphanumeric mode of a QR code
ID_LENGTH = 12  # 60 bits


def new_ticket_id(choice: Callable[[str], str] = secrets.choice) -> str:
    """A fresh ticket id: 12 characters, 60 bits where chance is; it opens the phone page."""
    return "".join(choice(ALPHABET) for _ in range(ID_LENGTH))


def format_number(prefix: str, value: int, digits: int) -> str:
    """`A`, 12, 3 -> `A012`; a value too long for `digits` grows."""
    return f"{prefix}{value:0{digits}d}"
