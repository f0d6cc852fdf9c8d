"""A card that counts how long it is waited for."""

from collections.abc import Callable

from drivers.identity_card.chip.card import Card


class TimedCard:
    """`card`, and by `clock` the seconds spent in it."""

    def __init__(self, card: Card, clock: Callable[[], float]) -> None:
        self._card = card
        self._clock = clock
        self.waited_s = 0.0

    @property
    def max_response(self) -> int:
        """Data bytes of one answer."""
        return self._card.max_response

    @max_response.setter
    def max_response(self, value: int) -> None:
        self._card.max_response = value

    def transmit(self, command: bytes) -> bytes:
        """Send a command."""
        begun = self._clock()
        try:
            return self._card.transmit(command)
        finally:
            self.waited_s += self._clock() - begun

    def reset(self) -> None:
        """Reset the card."""
        begun = self._clock()
        try:
            self._card.reset()
        finally:
            self.waited_s += self._clock() - begun
