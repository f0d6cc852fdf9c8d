"""What others need from the dialogs."""

from typing import Protocol


class Responses(Protocol):
    """Every text the robot shows or says."""

    def text(self, language: str, key: str, **slots: object) -> str:
        """The text of `key` with its slots filled, Vietnamese for want of another. Raises `UnknownText`."""
