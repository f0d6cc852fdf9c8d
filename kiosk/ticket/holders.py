"""Whose ticket is whose, for its paper only: in memory until the paper is proved, or the visit ends.

Responsible for: giving the paper what the ticket's service asks for, of the card read in the same visit.
Not responsible for: reading cards. Nothing of this is in the database, on a board or on a phone page.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from kiosk.config.schema import Service


@dataclass(frozen=True, slots=True, repr=False)
class Holder:
    """Whose card was read; in memory only."""

    name: str
    number: str
    masked_number: str


@dataclass(frozen=True, slots=True, repr=False)
class OnPaper:
    """What the paper says of its holder; empty where the service does not ask for it."""

    name: str = ""
    number: str = ""


NOBODY = OnPaper()


class Holders:
    """The holders of one robot's newest tickets."""

    def __init__(self, services: Collection[Service]) -> None:
        self._wanted: Mapping[str, frozenset[str]] = {
            service.id: frozenset(service.card) for service in services if service.card
        }
        self._who: Callable[[], Holder | None] = lambda: None
        self._of: dict[str, OnPaper] = {}

    def ask(self, who: Callable[[], Holder | None]) -> None:
        """`who` tells whose card was read in this visit."""
        self._who = who

    def issued(self, ticket_id: str, service: str) -> None:
        """The visit has got this ticket; call before anybody can print it."""
        wanted, holder = self._wanted.get(service, frozenset()), self._who()
        if wanted and holder is not None:
            masked = holder.masked_number if "masked_number" in wanted else ""
            number = holder.number if "number" in wanted else masked
            self._of[ticket_id] = OnPaper(holder.name if "name" in wanted else "", number)

    def of(self, ticket_id: str) -> OnPaper:
        """What to print."""
        return self._of.get(ticket_id, NOBODY)

    def printed(self, ticket_id: str) -> None:
        """The paper is proved. Safe to repeat."""
        self._of.pop(ticket_id, None)

    def forget(self) -> None:
        """The visit is over. Safe to repeat."""
        self._of.clear()
