"""What the engine needs of its neighbours."""

from typing import Protocol


class Lists(Protocol):
    """What the site has to choose from, and what it is called."""

    def of(self, source: str, slots: dict[str, str]) -> tuple[str, ...]:
        """The values of a source of choices (vocabulary.SOURCES), for what stands in `slots`."""

    def has(self, slot: str, value: str) -> bool:
        """Whether `value` can stand in `slot`."""

    def property_of(self, name: str, value: str) -> str:
        """`procedure.service` and its like (vocabulary.PROPERTIES); empty for an unknown value."""

    def name(self, slot: str, value: str, language: str) -> str:
        """What `value` of `slot` is called; `value` itself where it has no name."""
