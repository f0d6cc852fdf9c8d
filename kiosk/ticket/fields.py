"""What a ticket can say: the values of one ticket, and their names in the layout's texts."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.config.base import Text


@dataclass(frozen=True, slots=True)
class TicketFields:
    """The values of one ticket, ready to print; `issued_at` is in the site's time zone."""

    number: str
    service: Text
    counters: tuple[str, ...]
    people_ahead: int
    wait: tuple[int, int] | None  # whole minutes, low and high
    issued_at: datetime
    qr_url: str | None
    copy: int  # 1 is the ticket, more are marked reprints
    language: str
    office: Text
    name: str = ""  # of the holder, where the service asks for it and a card was read
    number_of_card: str = ""

    def values(self) -> dict[str, str]:
        """Every field of the layout's texts by name; empty where there is nothing to say."""
        return {
            "number": self.number,
            "office": self.office.in_language(self.language),
            "office_vi": self.office.vi,
            "office_en": self.office.en,
            "service": self.service.in_language(self.language),
            "service_vi": self.service.vi,
            "service_en": self.service.en,
            "counters": ", ".join(self.counters),
            "people_ahead": str(self.people_ahead),
            "wait": _range(self.wait),
            "time": f"{self.issued_at:%H:%M}",
            "date": f"{self.issued_at.day}/{self.issued_at.month}/{self.issued_at.year}",
            "name": self.name,
            "number_of_card": self.number_of_card,
        }


FIELD_NAMES = (
    "number",
    "office",
    "office_vi",
    "office_en",
    "service",
    "service_vi",
    "service_en",
    "counters",
    "people_ahead",
    "wait",
    "time",
    "date",
    "name",
    "number_of_card",
)


def _range(wait: tuple[int, int] | None) -> str:
    if wait is None:
        return ""
    low, high = wait
    return str(low) if low == high else f"{low}–{high}"
